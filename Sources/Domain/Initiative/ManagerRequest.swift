package import Foundation

/// What somebody asked for, and who does it.
package struct ManagerRequest: ProcessState {
    package let id: RequestID
    /// What was asked; another content under the same id is another request.
    package let content: Content
    package let openedAt: Date
    package var phase: Phase
    /// How often somebody was chosen.
    @Counted package var attempt: Int
    /// The turns that came to nothing.
    package var pastTurns: [PastTurn]
    /// When it became the turn of whose turn it is.
    package var turnAt: Date?
    /// Whose turn it is, or who has it.
    package var turn: TurnGiven.Turn?
    /// When it was given to the person who has it; nil while he is only asked.
    package var assignedAt: Date?
    /// Who was passed over, and why.
    package var skips: [Skip]?
    /// Who served the client before it was given away here; only while it is.
    package var managerBefore: PersonID?
    package var endedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id, content
        case openedAt = "opened_at"
        case phase, attempt
        case pastTurns = "past_turns"
        case turnAt = "turn_at"
        case turn
        case assignedAt = "assigned_at"
        case skips
        case managerBefore = "manager_before"
        case endedAt = "ended_at"
    }

    package init(_ id: RequestID, _ content: Content, at now: Date) {
        self.id = id
        self.content = content
        openedAt = now
        phase = .waiting
        attempt = 0
        pastTurns = []
    }

    /// What is asked for.
    package struct Content: Codable, Equatable, Sendable {
        package let kind: RequestKind
        package let requesterID: PersonID?
        package let clientID: ClientID?
        package let leadID: LeadID?
        package let note: String?

        private enum CodingKeys: String, CodingKey {
            case kind
            case requesterID = "requester_id"
            case clientID = "client_id"
            case leadID = "lead_id"
            case note
        }
    }

    /// How far it is.
    package enum Phase: String, Vocabulary {
        /// Nobody could be asked yet.
        case waiting
        /// Somebody was asked, and has not said anything.
        case offered
        /// Somebody has it.
        case assigned
        case cancelled
    }

    /// A turn that came to nothing.
    package struct PastTurn: Codable, Equatable, Sendable {
        package let attempt: Int
        package let personID: PersonID
        package let ending: Ending
        package let at: Date
        /// Nil for somebody who was only asked.
        package let assignedAt: Date?
        package let endedAt: Date

        private enum CodingKeys: String, CodingKey {
            case attempt
            case personID = "person_id"
            case ending, at
            case assignedAt = "assigned_at"
            case endedAt = "ended_at"
        }
    }

    /// Somebody whose turn it would have been.
    package struct Skip: Codable, Equatable, Sendable {
        package let attempt: Int
        package let personID: PersonID
        package let reason: PassedOver
        package let at: Date

        private enum CodingKeys: String, CodingKey {
            case attempt
            case personID = "person_id"
            case reason, at
        }
    }

    /// Keeps who was passed over in the present attempt; of each the last reason.
    mutating func note(_ passed: [TurnGiven.Passed], at now: Date) {
        guard !passed.isEmpty else { return }
        let people = Set(passed.map(\.personID))
        var known = (skips ?? []).filter { $0.attempt != attempt || !people.contains($0.personID) }
        known += passed.map {
            Skip(attempt: attempt, personID: $0.personID, reason: $0.reason, at: now)
        }
        skips = Array(known.suffix(Limits.skipsKeptMax))
    }

    /// How a turn came to nothing.
    package enum Ending: String, Vocabulary {
        case declined
        /// No answer in time.
        case expired
        case cancelled
    }

    /// Who was asked and does not do it.
    package var asked: [PersonID] { pastTurns.map(\.personID) }

    /// Whoever has it or was asked.
    package var holder: PersonID? { turn?.personID }
}

extension ManagerRequest.Content {
    package init(_ news: PresaleRequested) {
        self.init(
            kind: .presale,
            requesterID: news.requesterID,
            clientID: news.clientID,
            leadID: news.leadID,
            note: news.note
        )
    }

    package init(_ news: ClientManagerRequested) {
        self.init(
            kind: .client,
            requesterID: news.requesterID,
            clientID: news.clientID,
            leadID: nil,
            note: nil
        )
    }
}
