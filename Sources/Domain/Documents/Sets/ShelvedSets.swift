import Foundation

/// The sets of one client whose periods ended in one year and which nothing is expected of.
package struct ShelvedSets: ProcessState {
    /// In the order of their ordinals.
    package private(set) var sets: [DocumentSet]

    package init(sets: [DocumentSet] = []) {
        self.sets = sets
    }

    /// Puts sets where they belong; one that is there already is replaced.
    mutating func add(_ new: [DocumentSet]) {
        let ordinals = Set(new.map(\.ordinal))
        sets = sets.filter { !ordinals.contains($0.ordinal) } + new
        sets.sort { $0.ordinal < $1.ordinal }
    }

    /// The row of a client's year.
    package static func subject(_ client: ClientID, _ year: Int) -> Subject {
        Subject(.account, "sets/\(year)/\(client)")
    }
}

/// Keeps sets of documents that are over, a row a year: every event about a client reads his row,
/// and ten years of sets would be most of it.
package enum DocumentShelves: BusinessProcess {
    package typealias State = ShelvedSets

    /// What can happen to a year.
    package enum Input: Sendable {
        case shelved([DocumentSet])
    }

    package static let name = "document_shelf"
    package static let subject = SubjectKind.account
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [SetsShelved.self]
    /// To whom a set went.
    package static let personal = PersonalData(state: [.email("send_to")])

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? SetsShelved else { return [] }
        return [Concern(body.subject, .shelved(body.sets))]
    }

    package static func decide(
        _ state: ShelvedSets?,
        _ input: Input,
        _ context: Context
    ) -> Decision<ShelvedSets> {
        var shelf = state ?? ShelvedSets()
        switch input {
        case .shelved(let sets): shelf.add(sets)
        }
        return .changed(to: shelf)
    }
}

/// Sets go from the client's row onto the shelf of a year; never on the bus.
package struct SetsShelved: Message {
    package static let type = "internal.sets_shelved"
    package let clientID: ClientID
    package let year: Int
    package let sets: [DocumentSet]

    package var subject: String { ShelvedSets.subject(clientID, year).id }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case year, sets
    }
}

/// What a client's row keeps of a year whose sets are on the shelf: which requests they answer.
package struct ShelvedYear: Codable, Equatable, Sendable {
    package let year: Int
    /// Fingerprints of the requests, so that none is answered twice.
    package private(set) var requests: Set<String>
    /// Whether there is an act among them, which a later one may begin with.
    package private(set) var hasActs: Bool

    /// Notes what a set answers.
    fileprivate mutating func add(_ set: DocumentSet) {
        requests.formUnion(set.requests.map(\.id.rawValue.fingerprint))
        hasActs = hasActs || set.document(.act) != nil
    }

    package init(year: Int, requests: Set<String> = [], hasActs: Bool = false) {
        self.year = year
        self.requests = requests
        self.hasActs = hasActs
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        year = try container.decode(Int.self, forKey: .year)
        requests = Set(try container.decode([String].self, forKey: .requests))
        hasActs = try container.decode(Bool.self, forKey: .hasActs)
    }

    /// In one order, so that the same state is the same bytes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(year, forKey: .year)
        try container.encode(requests.sorted(), forKey: .requests)
        try container.encode(hasActs, forKey: .hasActs)
    }

    private enum CodingKeys: String, CodingKey {
        case year, requests
        case hasActs = "has_acts"
    }

    func answers(_ request: RequestID) -> Bool {
        requests.contains(request.rawValue.fingerprint)
    }
}

// MARK: - Onto the shelf

extension DocumentMove {
    /// The sets of a client beside those that were read off shelves for this input, in the order
    /// of their ordinals.
    static func together(_ state: ClientDocuments, _ shelved: [DocumentSet]) -> [DocumentSet] {
        let own = Set(state.sets.map(\.ordinal))
        let sets = state.sets + shelved.filter { !own.contains($0.ordinal) }
        return sets.sorted { $0.ordinal < $1.ordinal }
    }

    /// Takes sets that are over out of the client's row.
    ///
    /// One that has changed in this move stays until the next: its facts are written with it.
    mutating func shelve() {
        guard let last = state.sets.last else { return }
        let needed = Set(lastActs + state.sets.compactMap { $0.isOpen ? $0.replaces : nil })
        let over = state.sets.filter { set in
            known[set.ordinal] == set && isOver(set) && !needed.contains(set.ordinal)
        }
        let untouched = state.sets.filter { isUntouched($0) && !needed.contains($0.ordinal) }
        let gone = Set((over + untouched).map(\.ordinal))
        state.sets.removeAll { gone.contains($0.ordinal) }
        let new = over.filter { shelved[$0.ordinal] != $0 }
        guard !new.isEmpty else { return }
        state.lastOrdinal = max(state.lastOrdinal ?? 0, last.ordinal)
        for (year, sets) in Dictionary(grouping: new, by: \.shelfYear).sorted(by: {
            $0.key < $1.key
        }) {
            state.note(sets, in: year)
            effects.append(.tell(SetsShelved(clientID: client.id, year: year, sets: sets)))
        }
    }

    /// Whether it lies on its shelf as it is, and was only looked at.
    private func isUntouched(_ set: DocumentSet) -> Bool {
        shelved[set.ordinal] == set && !ownOrdinals.contains(set.ordinal)
    }

    /// Nothing is expected of it any more: the schedule does not look back so far, and no mail is
    /// under way.
    private func isOver(_ set: DocumentSet) -> Bool {
        guard !set.isOpen, set.waiting.isEmpty, silence(set) == nil else { return false }
        let horizon = CalendarMonth(of: today).adding(-Self.monthsBack).firstDay
        let quiet = max(set.phaseSince, set.outdatedAt ?? set.phaseSince) + Self.quietTime
        return set.order.period.to < horizon && quiet < now
    }

    private static let quietTime: TimeInterval = 60 * 86_400

    /// The ordinals of the last act of each legal entity: the next one begins where it ends.
    private var lastActs: [Int] {
        Set(state.sets.map(\.order.legalEntity)).compactMap { entity in
            PreviousAct.set(state.sets, entity, before: nil)?.ordinal
        }
    }
}

extension DocumentSet {
    /// On whose shelf it lies once it is over.
    var shelfYear: Int { order.period.to.year }

    /// Whether it still goes on by itself.
    fileprivate var isOpen: Bool {
        switch phase {
        case .requested, .collecting, .issued, .rendered: true
        case .handedOver, .delivered, .blocked, .sendFailed, .voided: false
        }
    }
}

extension ClientDocuments {
    fileprivate mutating func note(_ sets: [DocumentSet], in year: Int) {
        var years = shelvedYears ?? []
        let index = years.firstIndex { $0.year == year } ?? years.count
        if index == years.count { years.append(ShelvedYear(year: year)) }
        for set in sets { years[index].add(set) }
        shelvedYears = years.sorted { $0.year < $1.year }
    }
}
