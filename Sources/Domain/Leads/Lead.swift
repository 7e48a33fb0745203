package import Foundation

/// What the CRM says of a lead; every process about leads reads it.
package struct Lead: ProcessState {
    package let id: LeadID
    /// Nil while nothing but later events about the lead has been seen.
    package var source: LeadSource?
    package var contact: Contact?
    package var company: String?
    package var responsibleID: PersonID?
    package var hot: Bool?
    package var region: String?
    package var market: String?
    package var fields: [String: Value]
    /// The CRM's stage, once it was told.
    package var stage: String?
    package let createdAt: Date
    /// Set when the lead was closed or deleted.
    package var closedAt: Date?
    /// What the lead became.
    package var converted: Conversion?
    /// The contact's phone number and address, as they are looked up.
    package var contactKeys: [String]?

    /// The deal, contact and company that were made of a lead.
    package struct Conversion: Codable, Equatable, Sendable {
        package let dealID: DealID?
        package let contactID: String?
        package let companyID: String?

        private enum CodingKeys: String, CodingKey {
            case dealID = "deal_id"
            case contactID = "contact_id"
            case companyID = "company_id"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, source, contact, company
        case responsibleID = "responsible_id"
        case hot, region, market, fields, stage
        case createdAt = "created_at"
        case closedAt = "closed_at"
        case converted
        case contactKeys = "contact_keys"
    }

    /// A lead of which nothing is known yet but that it exists.
    package init(id: LeadID, at instant: Date) {
        self.id = id
        fields = [:]
        createdAt = instant
    }

    /// Whether the CRM has announced it.
    package var isAnnounced: Bool { source != nil }

    /// Whether somebody still has to work it.
    package var isOpen: Bool { closedAt == nil }

    /// An open lead waits for the person who is responsible for it.
    package func duty(
        of person: PersonID,
        on subject: String,
        beside states: SubjectStates
    ) -> Duty? {
        guard isOpen, responsibleID == person else { return nil }
        return Duty("person.gone.lead", ["lead": .text(id.rawValue)], leadID: id)
    }

    /// An open lead counts as work of the responsible person.
    package var holders: [PersonID] {
        guard isOpen, let responsibleID else { return [] }
        return [responsibleID]
    }

    /// An open lead is found under its contact's phone number and address.
    package var lookupKeys: [String] {
        isOpen ? contactKeys ?? [] : []
    }

    /// The value of a field by its name, the well-known ones among them.
    package func value(of field: String) -> Value? {
        if let value = fields[field], !value.isBlank { return value }
        let known: String? =
            switch field {
            case "company": company
            case "contact_name": contact?.name
            case "contact_phone": contact?.phone
            case "contact_email": contact?.email
            case "region": region
            case "market": market
            default: nil
            }
        guard let known else { return nil }
        return Value.text(known).isBlank ? nil : .text(known)
    }

    /// Everything that is filled in, by field name.
    package var filledFields: [String: Value] {
        var filled = fields
        let wellKnown = [
            "company", "contact_name", "contact_phone", "contact_email", "region", "market",
        ]
        for name in wellKnown {
            filled[name] = value(of: name) ?? filled[name]
        }
        return filled
    }
}

extension Lead: FieldEncodable {
    package func write(to object: JSONObject) throws {
        try object.field("id", id)
        try object.field("source", source)
        try object.field("contact", contact)
        try object.field("company", company)
        try object.field("responsible_id", responsibleID)
        try object.field("hot", hot)
        try object.field("region", region)
        try object.field("market", market)
        try object.field("fields", fields)
        try object.field("stage", stage)
        try object.field("created_at", createdAt)
        try object.field("closed_at", closedAt)
        try object.field("converted", encoded: converted)
        try object.field("contact_keys", contactKeys)
    }
}
