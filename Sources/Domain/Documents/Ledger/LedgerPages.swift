/// The lines of one client with one legal entity in one month, in the order in which they were
/// learnt.
package struct LedgerPage: ProcessState {
    package private(set) var entries: [LedgerEntry]

    package init(entries: [LedgerEntry] = []) {
        self.entries = entries
    }

    /// The line that was posted under a reference and still counts; nil where there is none.
    func counting(_ kind: FrozenEntry.Kind, _ reference: String) -> LedgerEntry? {
        entries.last { $0.isStanding(kind, reference) }
    }

    /// Adds a line that was learnt.
    package mutating func add(_ entry: LedgerEntry) { entries.append(entry) }

    /// Whether there was a line to take back.
    mutating func takeBack(_ kind: FrozenEntry.Kind, _ reference: String) -> Bool {
        let index = entries.lastIndex { $0.isStanding(kind, reference) }
        guard let index else { return false }
        entries[index].isReversed = true
        return true
    }

    /// The row of a client's month; ids of legal entities hold no slash.
    package static func subject(
        _ client: ClientID,
        _ entity: LegalEntityID,
        _ month: CalendarMonth
    ) -> Subject {
        Subject(.account, "\(ClientLedger.book)/\(entity)/\(month.rawValue)/\(client)")
    }
}

extension LedgerEntry {
    fileprivate func isStanding(_ kind: FrozenEntry.Kind, _ reference: String) -> Bool {
        self.kind == kind && self.reference.isSame(bytes: reference) && !isReversed
    }
}

/// Keeps the lines of the clients' ledger, a row a month: a client of ten years costs no more than
/// one of a month, as only the months that a document is about are read.
package enum LedgerPages: BusinessProcess {
    package typealias State = LedgerPage

    /// What can happen to a month.
    package enum Input: Sendable {
        case entered(LedgerEntry)
        case takenBack(FrozenEntry.Kind, reference: String)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case nothingNew = "nothing_new"
    }

    package static let name = "ledger_page"
    package static let subject = SubjectKind.account
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [LedgerEntered.self, LedgerTakenBack.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as LedgerEntered: [Concern(body.subject, .entered(body.entry))]
        case let body as LedgerTakenBack:
            [Concern(body.subject, .takenBack(body.kind, reference: body.reference))]
        default: []
        }
    }

    package static func decide(
        _ state: LedgerPage?,
        _ input: Input,
        _ context: Context
    ) -> Decision<LedgerPage> {
        var page = state ?? LedgerPage()
        switch input {
        case .entered(let entry):
            page.add(entry)
        case .takenBack(let kind, let reference):
            guard page.takeBack(kind, reference) else { return .ignored(Ignored.nothingNew) }
        }
        return .changed(to: page)
    }
}

/// A line goes into the month that it counts to; never on the bus.
package struct LedgerEntered: Message {
    package static let type = "internal.ledger_entered"
    package let clientID: ClientID
    package let legalEntity: LegalEntityID
    package let entry: LedgerEntry

    package var subject: String {
        LedgerPage.subject(clientID, legalEntity, CalendarMonth(of: entry.date)).id
    }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case legalEntity = "legal_entity"
        case entry
    }
}

/// A line of a month was taken back by a later one; never on the bus.
package struct LedgerTakenBack: Message {
    package static let type = "internal.ledger_taken_back"
    package let clientID: ClientID
    package let legalEntity: LegalEntityID
    /// The day of the line that is taken back.
    package let date: CalendarDay
    package let kind: FrozenEntry.Kind
    package let reference: String

    package var subject: String {
        LedgerPage.subject(clientID, legalEntity, CalendarMonth(of: date)).id
    }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case legalEntity = "legal_entity"
        case date, kind, reference
    }
}
