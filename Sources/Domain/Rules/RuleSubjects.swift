/// What a message is about: one subject above all, and others that it names.
package struct RuleSubjects: Codable, Equatable, Sendable {
    /// Where waits and chains of the message's rules are kept.
    package let primary: Subject
    package var leadID: LeadID?
    package var callID: CallID?
    package var clientID: ClientID?
    package var dealID: DealID?
    package var personID: PersonID?
    package var requestID: RequestID?

    private enum CodingKeys: String, CodingKey {
        case primary
        case leadID = "lead_id"
        case callID = "call_id"
        case clientID = "client_id"
        case dealID = "deal_id"
        case personID = "person_id"
        case requestID = "request_id"
    }

    /// Fields that name the person whom a message is about, the best first.
    private static let personFields = [
        "person_id", "assignee_id", "recipient_id", "responsible_id", "manager_id",
        "sales_manager_id", "requester_id", "actor_id",
    ]

    /// What a message of the type is about, by the ids in its data.
    package init(of type: String, _ data: [String: Value], worked: LeadID? = nil) {
        func id<T: Identifier>(_ field: String) -> T? {
            data[field]?.text.flatMap(T.init(rawValue:))
        }
        let item: QualificationItemID? = id("item_id")
        leadID = id("lead_id") ?? item?.leadID ?? worked
        callID = id("call_id")
        let proposal: ProposalID? = id("proposal_id")
        clientID = id("client_id") ?? proposal?.clientID
        dealID = id("deal_id")
        requestID = id("request_id")
        personID = Self.personFields.lazy.compactMap { id($0) }.first
        let person = personID.map { Subject(.person, $0.rawValue) }
        let area = type.prefix { $0 != "." }
        let named = [
            leadID.map { Subject(.lead, $0.rawValue) }, callID.map { Subject(.call, $0.rawValue) },
            clientID.map { Subject(.client, $0.rawValue) },
            dealID.map { Subject(.deal, $0.rawValue) },
            requestID.map { Subject(.request, $0.rawValue) },
        ].compactMap(\.self)
        let own = named.first { $0.kind.rawValue == area }
        primary = own ?? named.first ?? person ?? .company
    }

    /// Everything whose waits the message may cancel.
    package var all: [Subject] {
        let others = [
            leadID.map { Subject(.lead, $0.rawValue) }, callID.map { Subject(.call, $0.rawValue) },
            clientID.map { Subject(.client, $0.rawValue) },
            dealID.map { Subject(.deal, $0.rawValue) },
            requestID.map { Subject(.request, $0.rawValue) },
        ]
        return [primary] + others.compactMap(\.self).filter { $0 != primary }
    }
}

/// A message that rules may wait for.
package struct RuleOccasion: Codable, Equatable, Sendable {
    package let type: String
    /// Id of the event or timer that led to it.
    package let causeID: String
    /// How many rules led one to another until it was published; 0 where none did.
    package let depth: Int
    package let data: [String: Value]
    package let subjects: RuleSubjects

    private enum CodingKeys: String, CodingKey {
        case type
        case causeID = "cause_id"
        case depth, data, subjects
    }

    /// - Parameter worked: The lead that the message turned out to be about, where it does not
    ///   say so itself.
    package init(_ message: any Message, causeID: String, depth: Int, worked: LeadID? = nil) {
        type = message.type
        self.causeID = causeID
        self.depth = depth
        data = message.values
        subjects = RuleSubjects(of: type, data, worked: worked)
    }
}
