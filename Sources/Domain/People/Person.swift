package import Foundation

/// What a person does in the company.
package enum Role: String, Vocabulary {
    case marketer
    case salesManager = "sales_manager"
    case salesHead = "sales_head"
    case projectManager = "project_manager"
    case director
    case consultant
}

/// A person of the company, as announced by `person.upserted` and by absences.
package struct Person: ProcessState {
    package let id: PersonID
    package var name: String
    package var roles: Set<Role>
    package var email: String?
    package var chatID: String?
    /// Extension at the telephone exchange.
    package var phoneExtension: String?
    package var phone: String?
    package var department: String?
    /// False once the person has left.
    package var active: Bool
    /// More than this many open leads are never given at once; nil is no bound.
    package var openLeadsMax: Int?
    /// Set while the person is away.
    package var absence: Absence?
    /// Result of unanswered requests; nil once the person does anything at all.
    package var silence: Silence?

    private enum CodingKeys: String, CodingKey {
        case id, name, roles, email
        case chatID = "chat_id"
        case phoneExtension = "extension"
        case phone, department, active
        case openLeadsMax = "max_open_leads"
        case absence, silence
    }

    package init(
        id: PersonID,
        name: String,
        roles: Set<Role>,
        email: String? = nil,
        chatID: String? = nil,
        phoneExtension: String? = nil,
        phone: String? = nil,
        department: String? = nil,
        active: Bool = true,
        openLeadsMax: Int? = nil,
        absence: Absence? = nil,
        silence: Silence? = nil
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.email = email
        self.chatID = chatID
        self.phoneExtension = phoneExtension
        self.phone = phone
        self.department = department
        self.active = active
        self.openLeadsMax = openLeadsMax
        self.absence = absence
        self.silence = silence
    }

    /// Why nothing may be given to the person now; nil if everything may.
    package func unavailability(at now: Date) -> Unavailability? {
        guard active else { return .inactive }
        if let absence, absence.until.map({ $0 > now }) ?? true { return .absent }
        if let pausedUntil = silence?.pausedUntil, pausedUntil > now { return .paused }
        return nil
    }

    /// Whether the person can be given something now.
    package func isAvailable(at now: Date) -> Bool {
        unavailability(at: now) == nil
    }

    /// Whether nobody should count on the person: he has left, or is away for long.
    package func isGone(at now: Date) -> Bool {
        guard active else { return true }
        return absence.map { $0.isLong(at: now) } ?? false
    }
}

/// A time during which a person takes nothing.
package struct Absence: Codable, Equatable, Sendable {
    /// When it ends by itself; nil until the person is announced available again.
    package let until: Date?
    package let reason: String?
    /// When it was announced; nil in rows of an earlier version.
    package let since: Date?

    /// From when on an absence is long: what lies on the person's desk can't wait for him.
    package static let longAfter: Duration = .seconds(86_400)

    package init(until: Date?, reason: String?, since: Date? = nil) {
        self.until = until
        self.reason = reason
        self.since = since
    }

    /// Whether it lasts, as far as is known now, for longer than work can wait.
    func isLong(at now: Date) -> Bool {
        guard let since else { return false }
        guard let until else { return since + Self.longAfter <= now }
        return until > now && since + Self.longAfter <= until
    }
}

/// Offers and calls that a person let pass without any reaction.
package struct Silence: Codable, Equatable, Sendable {
    /// How many in a row.
    @Counted package var misses: Int
    /// Until when nothing is given to the person, so that nobody waits for him.
    package var pausedUntil: Date?

    private enum CodingKeys: String, CodingKey {
        case misses
        case pausedUntil = "paused_until"
    }

    package init(misses: Int, pausedUntil: Date? = nil) {
        self.misses = misses
        self.pausedUntil = pausedUntil
    }
}

/// Why somebody is skipped.
package enum Unavailability: String, Reason, Vocabulary {
    /// Left the company.
    case inactive
    case absent
    /// Did not react several times in a row.
    case paused
    case atCapacity = "at_capacity"
    /// On a call.
    case busy
    /// Nobody has announced him.
    case unknown
}

/// Everybody and everything that decisions about one subject need to know of the company.
package struct Company: Sendable {
    /// Everybody known, by id.
    package var people: [PersonID: Person]
    /// How many subjects lie on each person's desk.
    package var load: [PersonID: Int]
    /// Ratings and initiative of those who were rated, by id.
    package var standings: [PersonID: Standings.State] = [:]
    /// What the processes remember of the company as a whole whose rows every lane keeps.
    private var shared = SubjectStates()

    package init(people: [PersonID: Person] = [:], load: [PersonID: Int] = [:]) {
        self.people = people
        self.load = load
    }

    /// What a process remembers of the company as a whole, if its row is in all lanes.
    package func state<P: BusinessProcess>(of process: P.Type) -> P.State? {
        shared.state(of: process)
    }

    /// Replaces what a process remembers of the company as a whole.
    package mutating func set(_ state: any ProcessState, of process: String) {
        shared.set(state, of: process)
    }

    /// Forgets what a process remembered.
    package mutating func forget(_ process: String) {
        shared.forget(process)
    }

    /// Everybody active with the role, by id.
    package func everybody(_ role: Role) -> [Person] {
        people.values.filter { $0.active && $0.roles.contains(role) }.sorted { $0.id < $1.id }
    }

    /// Everybody with the role who can be given something now, the least loaded first, by id.
    package func available(_ role: Role, at now: Date) -> [Person] {
        leastLoaded(everybody(role).filter { unavailability(of: $0, at: now) == nil })
    }

    /// The people by how much lies on their desks, then by id.
    package func leastLoaded(_ people: [Person]) -> [Person] {
        people.sorted { left, right in
            let (one, other) = (load[left.id, default: 0], load[right.id, default: 0])
            return one == other ? left.id < right.id : one < other
        }
    }

    /// The name of a person, or the id of one whom nobody announced.
    package func name(of person: PersonID) -> String {
        people[person]?.name ?? person.rawValue
    }

    /// A line of the journal: somebody was passed over, and why.
    ///
    /// With the id, since names repeat and support looks for ids.
    package func skipped(_ person: PersonID, _ reason: Unavailability) -> Phrase {
        let name = people[person].map { "\($0.name) (\(person))" } ?? person.rawValue
        return Phrase("person.skipped.\(reason.rawValue)", ["person": .text(name)])
    }

    /// Why the person may not be given one more lead now; nil if he may.
    package func unavailability(of person: Person, at now: Date) -> Unavailability? {
        if let reason = person.unavailability(at: now) { return reason }
        guard let bound = person.openLeadsMax, load[person.id, default: 0] >= bound else {
            return nil
        }
        return .atCapacity
    }
}
