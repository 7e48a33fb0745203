package import Foundation

/// Somebody called a client.
package struct CallMade: Message {
    package static let type = "call.made"
    package let callID: CallID
    package let personID: PersonID
    /// The number dialled, as the exchange writes it.
    package let to: String
    package let leadID: LeadID?
    package let clientID: ClientID?
    package let at: Date?
    package let answered: Bool?

    package var subject: String { callID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case callID = "call_id"
        case personID = "person_id"
        case to
        case leadID = "lead_id"
        case clientID = "client_id"
        case at, answered
    }
}

/// Whom a dialled number belongs to is to be looked up; never on the bus.
package struct NumberDialled: Message {
    package static let type = "internal.number_dialled"
    package let callID: CallID
    package let personID: PersonID
    /// In E.164.
    package let phone: String

    package var subject: String { callID.rawValue }
}
