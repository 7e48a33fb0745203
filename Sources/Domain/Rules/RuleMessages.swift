/// A rule of the company's own fired.
package struct RuleFired: Message {
    package static let type = "baton.rule.fired"
    /// The rule's name.
    package let rule: String
    /// The type of the event, command or fact that it waited for.
    package let on: String
    /// Id of the event or timer that led to it.
    package let causeID: String
    package let subjectKind: SubjectKind
    package let subjectID: String
    package let leadID: LeadID?
    package let callID: CallID?
    package let clientID: ClientID?
    package let dealID: DealID?
    package let personID: PersonID?
    /// What was done, in order.
    package let actions: [String]
    /// What could not be done, with the reason.
    package let failures: [String]?
    /// How many rules led one to another, this one included.
    package let depth: Int

    package var subject: String { subjectID }

    private enum CodingKeys: String, CodingKey {
        case rule, on
        case causeID = "cause_id"
        case subjectKind = "subject_kind"
        case subjectID = "subject_id"
        case leadID = "lead_id"
        case callID = "call_id"
        case clientID = "client_id"
        case dealID = "deal_id"
        case personID = "person_id"
        case actions, failures, depth
    }
}

/// A rule set fields of a lead.
package struct LeadFieldsSet: Message {
    package static let type = "baton.lead.fields_set"
    package let leadID: LeadID
    /// The fields by name, with their values from now on.
    package let fields: [String: Value]
    /// The rule that did it.
    package let rule: String

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case fields, rule
    }
}

/// A rule starts a chain; never on the bus.
package struct RuleChainWanted: Message {
    package static let type = "internal.rule_chain_wanted"
    /// The chain's name.
    package let chain: String
    package let rule: String
    /// What everybody asked is told; nil for the usual words.
    package let text: String?
    package let subjects: RuleSubjects

    package var subject: String { subjects.primary.id }
}

/// A rule stops a chain; never on the bus.
package struct RuleChainUnwanted: Message {
    package static let type = "internal.rule_chain_unwanted"
    package let chain: String
    package let rule: String
    package let subjects: RuleSubjects

    package var subject: String { subjects.primary.id }
}
