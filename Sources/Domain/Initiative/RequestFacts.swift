package import Foundation

/// A time that it was somebody's turn for a presale or a new client.
package struct RequestTurnFact: Equatable, Sendable {
    package let requestID: RequestID
    package let attempt: Int
    package let kind: RequestKind
    package let personID: PersonID
    package let at: Date
    /// Nil while he has it, or is asked.
    package let ending: String?
    package let endedAt: Date?

    package init(
        requestID: RequestID,
        attempt: Int,
        kind: RequestKind,
        personID: PersonID,
        at: Date,
        ending: String? = nil,
        endedAt: Date? = nil
    ) {
        self.requestID = requestID
        self.attempt = attempt
        self.kind = kind
        self.personID = personID
        self.at = at
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
            .optional("ending", .text, "How it came to nothing: declined, expired or cancelled."),
            .optional("ended_at", .instant, "When it came to nothing."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(requestID.rawValue), .integer(attempt), .text(kind.rawValue),
            .text(personID.rawValue), .instant(at), .text(ending), .instant(endedAt),
        ]
    }
}

/// What reports count of a request.
extension ManagerRequest {
    /// A line for each turn that somebody has or had.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let past = pastTurns.map { turn in
            RequestTurnFact(
                requestID: id,
                attempt: turn.attempt,
                kind: content.kind,
                personID: turn.personID,
                at: turn.at,
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
            at: turnAt
        )
        return past + [present]
    }
}
