package import Foundation

/// Somebody must be found for a request; never on the bus.
package struct TurnAsked: Message {
    package static let type = "internal.turn_asked"
    package let requestID: RequestID
    package let kind: RequestKind
    /// How often somebody was chosen, this time counted.
    package let attempt: Int
    /// Who is not asked again.
    package let asked: [PersonID]

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case kind, attempt, asked
    }
}

/// Whose turn it was; never on the bus.
package struct TurnGiven: Message {
    package static let type = "internal.turn_given"
    package let requestID: RequestID
    package let attempt: Int
    /// Nil while nobody can be asked.
    package let turn: Turn?
    /// Whose turn it would have been; the first of them.
    package var passedOver: [Passed]?

    package var subject: String { requestID.rawValue }

    /// Somebody who was passed over.
    package struct Passed: Codable, Equatable, Sendable {
        package let personID: PersonID
        package let reason: PassedOver

        private enum CodingKeys: String, CodingKey {
            case personID = "person_id"
            case reason
        }
    }

    /// What somebody's turn means to his account.
    package struct Turn: Codable, Equatable, Sendable {
        package let personID: PersonID
        package let cost: Points
        /// Until when he must say whether he takes it; nil where the debit is posted.
        package let heldUntil: Date?
        /// What was posted; nil while it is held.
        package let posting: Posting?

        private enum CodingKeys: String, CodingKey {
            case personID = "person_id"
            case cost
            case heldUntil = "held_until"
            case posting
        }
    }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case attempt, turn
        case passedOver = "passed_over"
    }
}

/// Why somebody was passed over whose turn it would have been.
package enum PassedOver: String, Vocabulary {
    case unavailable
    /// For this request he was asked before.
    case asked
    /// He has had his share of new clients.
    case full
}

/// A debit with the refill that it led to: what must be taken back with it.
package struct Posting: Codable, Equatable, Sendable {
    package let cost: Points
    /// The balance after all of it.
    package let balance: Points
    package let refill: Refill?

    /// The account was filled again.
    package struct Refill: Codable, Equatable, Sendable {
        package let amount: Points
        /// Which line of the account it is.
        package let line: Int
    }
}

/// Whoever was asked takes it; never on the bus.
package struct TurnConfirmed: Message {
    package static let type = "internal.turn_confirmed"
    package let requestID: RequestID
    package let attempt: Int
    package let personID: PersonID
    package let kind: RequestKind

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case attempt
        case personID = "person_id"
        case kind
    }
}

/// A turn is taken back as if it had never been, or a request waits no longer; never on the bus.
package struct TurnTakenBack: Message {
    package static let type = "internal.turn_taken_back"
    package let requestID: RequestID
    package let attempt: Int
    /// Whose turn it was; nil where the request only waited.
    package let personID: PersonID?
    /// What was posted; nil where the cost was only held.
    package let posting: Posting?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case attempt
        case personID = "person_id"
        case posting
    }
}

/// A project manager came or went for a time; never on the bus.
package struct ManagerAvailabilityChanged: Message {
    package static let type = "internal.manager_availability_changed"
    package let personID: PersonID

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
    }
}

/// A client was given to a project manager, or taken from him again; never on the bus.
package struct ClientManagerChanged: Message {
    package static let type = "internal.client_manager_changed"
    package let clientID: ClientID
    package let before: PersonID?
    package let after: PersonID?

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case before, after
    }
}
