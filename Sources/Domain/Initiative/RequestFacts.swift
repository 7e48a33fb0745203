package import Foundation

/// A time that it was somebody's turn for a presale or a new client.
package struct RequestTurnFact: Equatable, Sendable {
    package let requestID: RequestID
    package let attempt: Int
    package let kind: RequestKind
    package let personID: PersonID
    package let at: Date
    /// When he got it; nil for somebody who was only asked.
    package let assignedAt: Date?
    /// Nil while he has it, or is asked.
    package let ending: String?
    package let endedAt: Date?

    package init(
        requestID: RequestID,
        attempt: Int,
        kind: RequestKind,
        personID: PersonID,
        at: Date,
        assignedAt: Date? = nil,
        ending: String? = nil,
        endedAt: Date? = nil
    ) {
        self.requestID = requestID
        self.attempt = attempt
        self.kind = kind
        self.personID = personID
        self.at = at
        self.assignedAt = assignedAt
        self.ending = ending
        self.endedAt = endedAt
    }
}

extension RequestTurnFact: FactRow {
    package static let table = FactTable(
        "report_request_turn",
        "One row per turn of a project manager for a presale or a new client.",
        [
            .key("request_id", .text, "The request."),
            .key("attempt", .integer, "Which turn of the request it is, from 1."),
            .column("kind", .text, "presale or client."),
            .column("person_id", .text, "Whose turn it was."),
            .column("at", .instant, "When."),
            .optional("assigned_at", .instant, "When he got it; NULL where he was only asked."),
            .optional("ending", .text, "How it came to nothing: declined, expired or cancelled."),
            .optional("ended_at", .instant, "When it came to nothing."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(requestID.rawValue), .integer(attempt), .text(kind.rawValue),
            .text(personID.rawValue), .instant(at), .instant(assignedAt), .text(ending),
            .instant(endedAt),
        ]
    }
}

/// Somebody who was passed over when a project manager was chosen.
package struct RequestSkipFact: Equatable, Sendable {
    package let requestID: RequestID
    package let attempt: Int
    package let kind: RequestKind
    package let personID: PersonID
    package let reason: PassedOver
    package let at: Date

    package init(
        requestID: RequestID,
        attempt: Int,
        kind: RequestKind,
        personID: PersonID,
        reason: PassedOver,
        at: Date
    ) {
        self.requestID = requestID
        self.attempt = attempt
        self.kind = kind
        self.personID = personID
        self.reason = reason
        self.at = at
    }
}

extension RequestSkipFact: FactRow {
    package static let table = FactTable(
        "report_request_skip",
        "One row per time that somebody was passed over for a presale or a new client.",
        [
            .key("request_id", .text, "The request."),
            .key("attempt", .integer, "Which turn of the request it was, from 1."),
            .key("person_id", .text, "Whose turn it would have been."),
            .column("kind", .text, "presale or client."),
            .column("reason", .text, "Why: unavailable, asked (before) or full (of new clients)."),
            .column("at", .instant, "When."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(requestID.rawValue), .integer(attempt), .text(personID.rawValue),
            .text(kind.rawValue), .text(reason.rawValue), .instant(at),
        ]
    }
}

/// What reports count of a request.
extension ManagerRequest {
    /// A line for each turn that somebody has or had, and one for each who was passed over.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        turnFacts + skipFacts
    }

    private var skipFacts: [any FactRow] {
        (skips ?? []).map { skip in
            RequestSkipFact(
                requestID: id,
                attempt: skip.attempt,
                kind: content.kind,
                personID: skip.personID,
                reason: skip.reason,
                at: skip.at
            )
        }
    }

    private var turnFacts: [any FactRow] {
        let past = pastTurns.map { turn in
            RequestTurnFact(
                requestID: id,
                attempt: turn.attempt,
                kind: content.kind,
                personID: turn.personID,
                at: turn.at,
                assignedAt: turn.assignedAt,
                ending: turn.ending.rawValue,
                endedAt: turn.endedAt
            )
        }
        guard let holder, let turnAt else { return past }
        let present = RequestTurnFact(
            requestID: id,
            attempt: attempt,
            kind: content.kind,
            personID: holder,
            at: turnAt,
            // A row of an earlier version does not say when.
            assignedAt: phase == .assigned ? assignedAt ?? turnAt : nil
        )
        return past + [present]
    }
}
