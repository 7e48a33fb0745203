package import Foundation

/// A call that one of the company made.
package struct OutgoingCallFact: Equatable, Sendable {
    package let callID: CallID
    package let madeAt: Date
    package let personID: PersonID
    package let clientID: ClientID?
    package let leadID: LeadID?
    package let answered: Bool?
}

extension OutgoingCallFact: FactRow {
    package static let table = FactTable(
        "report_outgoing_call",
        "One row per call that somebody of the company made.",
        [
            .key("call_id", .text, "The call, by the telephone exchange's id."),
            .fixed("made_at", .instant, "When it was made."),
            .column("person_id", .text, "Who called."),
            .optional("client_id", .text, "The client called, where the number is known."),
            .optional("lead_id", .text, "The lead that it was about, where somebody said so."),
            .optional("answered", .flag, "Whether it was answered; NULL where nobody said."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(callID.rawValue), .instant(madeAt), .text(personID.rawValue),
            .text(clientID?.rawValue), .text(leadID?.rawValue), .flag(answered),
        ]
    }
}

extension OutgoingCall {
    /// The call.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        [
            OutgoingCallFact(
                callID: CallID(trusted: subject),
                madeAt: at,
                personID: personID,
                clientID: clientID,
                leadID: leadID,
                answered: answered
            )
        ]
    }
}
