package import Foundation

/// A person joined, changed or left.
package struct PersonUpserted: Message {
    package static let type = "person.upserted"
    package let personID: PersonID
    package let name: String
    package let roles: [Role]
    package let email: String?
    package let chatID: String?
    package let phoneExtension: String?
    package let phone: String?
    package let department: String?
    package let active: Bool?
    package let openLeadsMax: Int?

    package var subject: String { personID.rawValue }
    /// A negative bound would be reached for ever, and nobody would see why.
    package var flaw: Flaw? {
        guard let openLeadsMax, openLeadsMax < 0 else { return nil }
        let field = "data.max_open_leads"
        return Flaw(.invalidValue, field: field, "\(field): must be 0 or more")
    }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case name, roles, email
        case chatID = "chat_id"
        case phoneExtension = "extension"
        case phone, department, active
        case openLeadsMax = "max_open_leads"
    }
}

/// A person can be given work from now on, or can't.
package struct AvailabilityChanged: Message {
    package static let type = "person.availability_changed"
    package let personID: PersonID
    package let available: Bool
    /// When it turns round by itself.
    package let until: Date?
    package let reason: String?

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case available, until, reason
    }
}
