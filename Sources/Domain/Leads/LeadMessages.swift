/// Where a lead came from.
package struct LeadSource: Codable, Equatable, Sendable {
    /// Whether it was paid for.
    package enum Kind: String, Vocabulary {
        case `internal`, advertising
    }

    package let channel: String
    package let campaign: String?
    package let kind: Kind?

    package init(channel: String, campaign: String? = nil, kind: Kind? = nil) {
        self.channel = channel
        self.campaign = campaign
        self.kind = kind
    }
}

/// Whom to talk to.
package struct Contact: Codable, Equatable, Sendable {
    package let name: String?
    package let phone: String?
    package let email: String?

    package init(name: String? = nil, phone: String? = nil, email: String? = nil) {
        self.name = name
        self.phone = phone
        self.email = email
    }
}

/// A lead appeared in the CRM.
package struct LeadCreated: Message {
    package static let type = "lead.created"
    package let leadID: LeadID
    /// The key of the `lead.create` that this answers.
    package let leadRef: String?
    package let source: LeadSource
    package let contact: Contact?
    package let company: String?
    package let responsibleID: PersonID?
    package let hot: Bool?
    package let region: String?
    package let market: String?
    package let fields: [String: Value]?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case leadRef = "lead_ref"
        case source, contact, company
        case responsibleID = "responsible_id"
        case hot, region, market, fields
    }
}

/// Fields of a lead were filled in or changed.
package struct LeadUpdated: Message {
    package static let type = "lead.updated"
    package let leadID: LeadID
    package let fields: [String: Value]
    package let actorID: PersonID?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case fields
        case actorID = "actor_id"
    }
}

/// A lead became somebody else's, or nobody's.
package struct LeadResponsibleChanged: Message {
    package static let type = "lead.responsible_changed"
    package let leadID: LeadID
    /// Nil is nobody.
    package let responsibleID: PersonID?
    package let actorID: PersonID?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case responsibleID = "responsible_id"
        case actorID = "actor_id"
    }
}

/// A lead moved to another stage in the CRM.
package struct LeadStageChanged: Message {
    package static let type = "lead.stage_changed"
    package let leadID: LeadID
    package let stage: String
    package let closed: Bool?
    package let actorID: PersonID?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case stage, closed
        case actorID = "actor_id"
    }
}

/// A lead was deleted in the CRM.
package struct LeadDeleted: Message {
    package static let type = "lead.deleted"
    package let leadID: LeadID

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
    }
}

/// The CRM carried out a `lead.convert`.
package struct LeadConverted: Message {
    package static let type = "lead.converted"
    package let leadID: LeadID
    package let dealID: DealID?
    package let contactID: String?
    package let companyID: String?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case dealID = "deal_id"
        case contactID = "contact_id"
        case companyID = "company_id"
    }
}

extension LeadSource: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("channel", channel)
        try object.field("campaign", campaign)
        try object.field("kind", kind)
    }
}

extension Contact: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("name", name)
        try object.field("phone", phone)
        try object.field("email", email)
    }
}
