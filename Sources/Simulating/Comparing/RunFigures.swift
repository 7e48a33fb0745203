import Contract
package import Domain
package import Engine
package import Foundation

/// What came of one configuration, as far as two of them can be compared by it.
package struct RunFigures {
    /// What became of a lead that Baton gave to somebody.
    package struct GivenLead: Equatable, Sendable {
        package var arrivedAt: Date?
        package var givenAt: Date
        package var owner: String
        package var isFinal: Bool

        /// From its arrival until somebody had it, in seconds.
        package var wait: TimeInterval? { arrivedAt.map { max(0, givenAt.timeIntervalSince($0)) } }
    }

    /// What concerns one person.
    package struct Share: Equatable, Sendable {
        package var offers = 0
        package var expired = 0
        package var leads = 0
        package var requests = 0
        package var notices = 0
        package var rating: Decimal?
        package var balance: Decimal?
    }

    /// A raise of a client's fee.
    package struct Raise: Equatable, Sendable {
        package let client: String
        package let fee: Money
        package let raised: Money
        package let effectiveOn: String

        /// What it brings a month.
        package var gain: Money { Money(raised.amount - fee.amount, fee.currency) }
    }

    private let countedFrom: Date

    package private(set) var leads: [String: GivenLead] = [:]
    package private(set) var people: [String: Share] = [:]
    package private(set) var names: [String: String]
    package private(set) var clients: [String: String] = [:]
    /// Who got which presale or client.
    package private(set) var requests: [String: String] = [:]
    /// Raises that took effect, by proposal.
    package private(set) var raises: [String: Raise] = [:]
    package private(set) var skippedRaises: [String: Int] = [:]
    /// What was quoted, by request.
    package private(set) var quotes: [String: Money] = [:]
    /// What deals brought, by the lead that they came of.
    package private(set) var deals: [String: Money] = [:]
    /// What the processes count of their commands, by its name.
    package private(set) var counts: [String: Set<String>] = [:]
    /// Commands and facts by type.
    package private(set) var commands: [String: Int] = [:]
    /// What marketers earn; set once it is over.
    package var pay: Money?

    private var arrivals: [String: Date] = [:]

    /// - Parameters:
    ///   - countedFrom: What happened before is known, and not counted.
    ///   - names: Of people whom the configuration names.
    package init(countedFrom: Date, names: [String: String]) {
        self.countedFrom = countedFrom
        self.names = names
    }

    /// One more entry of the journal.
    package mutating func take(_ entry: JournalEntry) {
        learn(entry)
        let isCounted = entry.received >= countedFrom
        for command in entry.commands { take(command, isCounted) }
    }

    // MARK: - Events

    private mutating func learn(_ entry: JournalEntry) {
        guard entry.outcome == .applied, Self.events.contains(entry.type),
            let body = EventBody(entry.event)
        else { return }
        switch entry.type {
        case PersonUpserted.type:
            if let id = body["person_id"] { names[id] = body["name"] }
        case ClientUpserted.type:
            if let id = body["client_id"] { clients[id] = body["name"] }
        case LeadCreated.type:
            if let id = body["lead_id"] { arrivals[id] = arrivals[id] ?? entry.received }
        case DealWon.type:
            if let lead = body["lead_id"], entry.received >= countedFrom {
                deals[lead] = body.money("amount")
            }
        default: break
        }
    }

    private static let events: Set = [
        PersonUpserted.type, ClientUpserted.type, LeadCreated.type, DealWon.type,
    ]

    // MARK: - Commands

    private mutating func take(_ command: Written, _ isCounted: Bool) {
        guard let body = EventBody(command.json) else { return }
        standing(command.type, body)
        guard isCounted else { return }
        commands[command.type, default: 0] += 1
        let fields = CommandCount.Fields(id: command.id, correlationID: command.correlationID) {
            body[$0]
        }
        for count in Registry.commandCounts where count.type == command.type {
            if let identity = count.identity(fields) {
                counts[count.name, default: []].insert(identity)
            }
        }
        switch command.type {
        case LeadOffer.type: count(body["person_id"]) { $0.offers += 1 }
        case LeadOfferWithdrawn.type:
            let isExpired = body["reason"] == LeadOfferWithdrawn.Reason.expired.rawValue
            if isExpired { count(body["person_id"]) { $0.expired += 1 } }
        case LeadAssign.type: give(body, command.time)
        case ChatNotify.type:
            count(body["recipient_id"]) { $0.notices += 1 }
        case PresaleAssign.type, ClientAssignManager.type: assign(body)
        case IndexationApplied.type: raise(body)
        case IndexationSkipped.type: skippedRaises[body["reason"] ?? "", default: 0] += 1
        case PriceQuoted.type:
            if let id = body["request_id"] { quotes[id] = body.money("total") }
        default: break
        }
    }

    /// Ratings and balances are what they are at the end, whenever they became so.
    private mutating func standing(_ type: String, _ body: EventBody) {
        switch type {
        case RatingChanged.type:
            count(body["person_id"]) { $0.rating = body.data["rating"]?.numeric }
        case InitiativeChanged.type:
            count(body["person_id"]) { $0.balance = body.data["balance"]?.numeric }
        default: break
        }
    }

    private mutating func count(_ person: String?, _ change: (inout Share) -> Void) {
        guard let person else { return }
        change(&people[person, default: Share()])
    }

    /// A lead that is given again is his who has it last; it waited until somebody had it first.
    private mutating func give(_ body: EventBody, _ at: Date) {
        guard let lead = body["lead_id"], let owner = body["assignee_id"] else { return }
        let isFinal = body["reason"] == LeadAssign.Reason.final.rawValue
        if let before = leads[lead] {
            count(before.owner) { $0.leads -= 1 }
            leads[lead]?.owner = owner
            leads[lead]?.isFinal = before.isFinal || isFinal
        } else {
            leads[lead] = GivenLead(
                arrivedAt: arrivals[lead],
                givenAt: at,
                owner: owner,
                isFinal: isFinal
            )
        }
        count(owner) { $0.leads += 1 }
    }

    private mutating func assign(_ body: EventBody) {
        guard let request = body["request_id"], let person = body["person_id"] else { return }
        if let before = requests[request] { count(before) { $0.requests -= 1 } }
        requests[request] = person
        count(person) { $0.requests += 1 }
    }

    private mutating func raise(_ body: EventBody) {
        guard let id = body["proposal_id"], let client = body["client_id"],
            let fee = body.money("fee"), let raised = body.money("new_fee")
        else { return }
        raises[id] = Raise(
            client: client,
            fee: fee,
            raised: raised,
            effectiveOn: body["effective_on"] ?? ""
        )
    }
}
