package import Foundation

/// Somebody takes a lead that is on offer.
package struct LeadOfferAccepted: Message {
    package static let type = "lead.offer_accepted"
    package let leadID: LeadID
    package let personID: PersonID

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
    }
}

/// Somebody does not want a lead that is on offer.
package struct LeadOfferDeclined: Message {
    package static let type = "lead.offer_declined"
    package let leadID: LeadID
    package let personID: PersonID
    package let reason: String?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
        case reason
    }
}

/// Offer a lead to somebody.
package struct LeadOffer: Message {
    package static let type = "lead.offer"

    /// What the person deciding wants to see.
    package struct Content: Codable, Equatable, Sendable {
        package let source: LeadSource?
        package let contact: Contact?
        package let company: String?
        package let fields: [String: Value]

        /// What is known of the lead.
        package init(_ lead: Lead?) {
            source = lead?.source
            contact = lead?.contact
            company = lead?.company
            fields = lead?.fields ?? [:]
        }
    }

    package let leadID: LeadID
    package let personID: PersonID
    /// 1, 2 and on, through all rounds.
    package let step: Int
    package let expiresAt: Date
    package let lead: Content

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
        case step
        case expiresAt = "expires_at"
        case lead
    }
}

/// The offer to somebody holds no longer.
package struct LeadOfferWithdrawn: Message {
    package static let type = "lead.offer_withdrawn"

    /// Why not.
    package enum Reason: String, Vocabulary {
        case expired, declined, taken, cancelled, unavailable
    }

    package let leadID: LeadID
    package let personID: PersonID
    package let reason: Reason

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
        case reason
    }
}

/// Somebody wanted a lead and does not get it.
package struct LeadOfferRefused: Message {
    package static let type = "lead.offer_refused"

    /// Why not.
    package enum Reason: String, Vocabulary {
        case taken
        case notYourTurn = "not_your_turn"
        /// There is no such lead, or it is not on offer to this person.
        case unknown
    }

    package let leadID: LeadID
    package let personID: PersonID
    package let reason: Reason
    /// Who has it, or whose turn it is.
    package let holderID: PersonID?

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
        case reason
        case holderID = "holder_id"
    }
}

/// Mark a lead as one more lead of the same client.
package struct LeadLinkDuplicate: Message {
    package static let type = "lead.link_duplicate"
    package let leadID: LeadID
    /// The lead that is being worked on already.
    package let duplicateOf: LeadID

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case duplicateOf = "duplicate_of"
    }
}

/// A lead was taken back from somebody: nobody is responsible until the race has found one.
package struct LeadUnassigned: Message {
    package static let type = "baton.lead.unassigned"

    /// Why it was taken back.
    package enum Reason: String, Vocabulary {
        case noFirstAction = "no_first_action"
    }

    package let leadID: LeadID
    package let personID: PersonID
    package let reason: Reason

    package var subject: String { leadID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case leadID = "lead_id"
        case personID = "person_id"
        case reason
    }
}

extension LeadOffer: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("lead_id", leadID)
        try object.field("person_id", personID)
        try object.field("step", step)
        try object.field("expires_at", expiresAt)
        try object.field("lead", lead)
    }
}

extension LeadOffer.Content: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("source", source)
        try object.field("contact", contact)
        try object.field("company", company)
        try object.field("fields", fields)
    }
}

extension LeadOfferWithdrawn: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("lead_id", leadID)
        try object.field("person_id", personID)
        try object.field("reason", reason)
    }
}
