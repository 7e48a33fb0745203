/// Somebody takes care of an unhappy client.
package struct RecoveryAccepted: Message {
    package static let type = "recovery.accepted"
    package let clientID: ClientID
    package let personID: PersonID

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case personID = "person_id"
    }
}

/// The matter with an unhappy client is closed, one way or the other.
package struct RecoveryClosed: Message {
    package static let type = "recovery.closed"
    package let clientID: ClientID
    package let outcome: String
    package let actorID: PersonID
    package let comment: String?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case outcome
        case actorID = "actor_id"
        case comment
    }
}
