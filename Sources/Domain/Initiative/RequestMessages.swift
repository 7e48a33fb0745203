/// For what a project manager is wanted.
package enum RequestKind: String, Vocabulary {
    case presale, client

    /// What people call it: its word in the texts.
    var word: String {
        switch self {
        case .presale: "presale"
        case .client: "new_client"
        }
    }
}

/// A project manager is wanted for a presale.
package struct PresaleRequested: Message {
    package static let type = "presale.requested"
    package let requestID: RequestID
    package let requesterID: PersonID
    package let leadID: LeadID?
    package let clientID: ClientID?
    package let note: String?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case requesterID = "requester_id"
        case leadID = "lead_id"
        case clientID = "client_id"
        case note
    }
}

/// The project manager takes the presale that he was offered.
package struct PresaleAccepted: Message {
    package static let type = "presale.accepted"
    package let requestID: RequestID
    package let personID: PersonID

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
    }
}

/// The project manager can't do the presale.
package struct PresaleDeclined: Message {
    package static let type = "presale.declined"
    package let requestID: RequestID
    package let personID: PersonID
    package let reason: String?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
        case reason
    }
}

/// The presale will not take place.
package struct PresaleCancelled: Message {
    package static let type = "presale.cancelled"
    package let requestID: RequestID
    package let actorID: PersonID?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case actorID = "actor_id"
    }
}

/// A project manager is wanted for a new client.
package struct ClientManagerRequested: Message {
    package static let type = "client.manager_requested"
    package let requestID: RequestID
    package let clientID: ClientID
    package let requesterID: PersonID?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case clientID = "client_id"
        case requesterID = "requester_id"
    }
}

/// The project manager takes the client whom he was offered.
package struct ClientManagerAccepted: Message {
    package static let type = "client.manager_accepted"
    package let requestID: RequestID
    package let personID: PersonID

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
    }
}

/// The project manager can't take the client.
package struct ClientManagerDeclined: Message {
    package static let type = "client.manager_declined"
    package let requestID: RequestID
    package let personID: PersonID
    package let reason: String?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
        case reason
    }
}

/// The client needs no project manager any more.
package struct ClientManagerCancelled: Message {
    package static let type = "client.manager_cancelled"
    package let requestID: RequestID
    package let actorID: PersonID?

    package var subject: String { requestID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case actorID = "actor_id"
    }
}

// MARK: - Answers

/// Give a presale to a project manager.
package struct PresaleAssign: Message {
    package static let type = "presale.assign"
    package let requestID: RequestID
    package let personID: PersonID
    package let clientID: ClientID?
    package let leadID: LeadID?
    package let cost: Points
    /// What is left on his account.
    package let balance: Points

    package var subject: String { requestID.rawValue }
    /// Nobody is asked twice for one request.
    package var answerKey: [String]? { [requestID.rawValue, personID.rawValue] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
        case clientID = "client_id"
        case leadID = "lead_id"
        case cost, balance
    }
}

/// Give a new client to a project manager.
package struct ClientAssignManager: Message {
    package static let type = "client.assign_manager"
    package let requestID: RequestID
    package let personID: PersonID
    package let clientID: ClientID
    package let cost: Points
    /// What is left on his account.
    package let balance: Points

    package var subject: String { clientID.rawValue }
    /// Nobody is asked twice for one request.
    package var answerKey: [String]? { [requestID.rawValue, personID.rawValue] }

    private enum CodingKeys: String, CodingKey {
        case requestID = "request_id"
        case personID = "person_id"
        case clientID = "client_id"
        case cost, balance
    }
}

/// An account of initiative has another balance now.
package struct InitiativeChanged: Message {
    package static let type = "baton.initiative.changed"

    /// What moves an account.
    package enum Reason: String, Vocabulary {
        /// Somebody became a project manager.
        case open
        case debit, refill
        /// What a request had moved was taken back.
        case reversal
    }

    package let personID: PersonID
    package let balance: Points
    package let amount: Points
    package let reason: Reason
    package let requestID: RequestID?

    package var subject: String { personID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case balance, amount, reason
        case requestID = "request_id"
    }
}
