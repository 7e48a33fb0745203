/// Make somebody responsible for a lead.
package struct LeadAssign: Message {
    package static let type = "lead.assign"

    /// Why he got it: one of Baton's own reasons, or a word of a company's rule.
    package struct Reason: OpenVocabulary {
        package static let offerAccepted = Reason(rawValue: "offer_accepted")
        package static let acceptedBySales = Reason(rawValue: "accepted_by_sales")
        package static let knownClient = Reason(rawValue: "known_client")
        package static let ordinary = Reason(rawValue: "ordinary")
        package static let duty = Reason(rawValue: "duty")
        package static let final = Reason(rawValue: "final")
        package static let known = [
            offerAccepted, acceptedBySales, knownClient, ordinary, duty, final,
        ]

        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let leadID: LeadID
    package let assigneeID: PersonID
    package let reason: Reason

    package var subject: String { leadID.rawValue }

    package init(leadID: LeadID, assigneeID: PersonID, reason: Reason) {
        self.leadID = leadID
        self.assigneeID = assigneeID
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case assigneeID = "assignee_id"
        case reason
    }
}

/// Move a lead to another stage.
package struct LeadSetStage: Message {
    package static let type = "lead.set_stage"
    package let leadID: LeadID
    package let stage: String

    package var subject: String { leadID.rawValue }

    package init(leadID: LeadID, stage: String) {
        self.leadID = leadID
        self.stage = stage
    }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case stage
    }
}

/// Close a lead that came to nothing.
package struct LeadClose: Message {
    package static let type = "lead.close"

    /// How it ended.
    package enum Outcome: String, Vocabulary {
        case junk
    }

    package let leadID: LeadID
    package let outcome: Outcome
    package let stage: String

    package var subject: String { leadID.rawValue }

    package init(leadID: LeadID, outcome: Outcome, stage: String) {
        self.leadID = leadID
        self.outcome = outcome
        self.stage = stage
    }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case outcome, stage
    }
}

/// Close a lead in success and make of it what it has become.
package struct LeadConvert: Message {
    package static let type = "lead.convert"

    /// What is made of the lead.
    package enum Product: String, Vocabulary {
        case deal, contact, company
    }

    package let leadID: LeadID
    /// Who is responsible for the deal.
    package let responsibleID: PersonID
    package let create: [Product]
    package let fields: [String: Value]

    package var subject: String { leadID.rawValue }

    package init(
        leadID: LeadID,
        responsibleID: PersonID,
        create: [Product],
        fields: [String: Value]
    ) {
        self.leadID = leadID
        self.responsibleID = responsibleID
        self.create = create
        self.fields = fields
    }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case responsibleID = "responsible_id"
        case create, fields
    }
}

extension LeadAssign: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("lead_id", leadID)
        try object.field("assignee_id", assigneeID)
        try object.field("reason", reason)
    }
}
