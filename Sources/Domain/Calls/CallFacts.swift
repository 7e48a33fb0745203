package import Foundation

/// An incoming call.
package struct CallFact: Equatable, Sendable {
    package let callID: CallID
    package let arrivedAt: Date
    package let channel: String
    package let campaign: String?
    package let answeredAt: Date?
    package let answeredBy: PersonID?
    package let isMissed: Bool
    /// The mark that counts; nil while there is none.
    package let verdict: CallMarked.Verdict?
    /// Whether a lead was made of it.
    package let madeLead: Bool
    /// The lead made of it, once the CRM has said which.
    package let leadID: LeadID?
    /// The client whose number called, where it was known then.
    package let clientID: ClientID?

    package init(
        callID: CallID,
        arrivedAt: Date,
        channel: String,
        campaign: String? = nil,
        answeredAt: Date? = nil,
        answeredBy: PersonID? = nil,
        isMissed: Bool = false,
        verdict: CallMarked.Verdict? = nil,
        madeLead: Bool = false,
        leadID: LeadID? = nil,
        clientID: ClientID? = nil
    ) {
        self.callID = callID
        self.arrivedAt = arrivedAt
        self.channel = channel
        self.campaign = campaign
        self.answeredAt = answeredAt
        self.answeredBy = answeredBy
        self.isMissed = isMissed
        self.verdict = verdict
        self.madeLead = madeLead
        self.leadID = leadID
        self.clientID = clientID
    }
}

extension CallFact: FactRow {
    package static let table = FactTable(
        "report_call",
        "One row per incoming call.",
        [
            .key("call_id", .text, "The call, by the telephone exchange's id."),
            .fixed("arrived_at", .instant, "When it began to ring."),
            .fixed("channel", .text, "The channel of the number that was dialled."),
            .fixed(
                "campaign",
                .text,
                isOptional: true,
                "The advertising campaign, where it is known."
            ),
            .optional("answered_at", .instant, "When somebody answered."),
            .optional("answered_by", .text, "Who answered."),
            .column("missed", .flag, "Whether nobody answered."),
            .optional("verdict", .text, "real or spam: the mark that counts; NULL without one."),
            .column("made_lead", .flag, "Whether a lead was made of it."),
            .optional("lead_id", .text, "The lead made of it, once the CRM has said which."),
            .optional("client_id", .text, "The client whose number called, where it was known."),
        ]
    )

    package var values: [FactValue] {
        [
            .text(callID.rawValue), .instant(arrivedAt), .text(channel), .text(campaign),
            .instant(answeredAt), .text(answeredBy?.rawValue), .flag(isMissed), .word(verdict),
            .flag(madeLead), .text(leadID?.rawValue), .text(clientID?.rawValue),
        ]
    }

    package var changes: [FactChange] {
        [.day(part: "call", arrivedAt), .day(part: "lead", arrivedAt), .call(callID)]
            + (leadID.map { [.lead($0)] } ?? [])
    }
}

/// What reports count of a call.
extension Call {
    /// The call, and whom it rang.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        let turns = rings
        guard let arrival else { return turns }
        let call = CallFact(
            callID: ownID,
            arrivedAt: arrival.at,
            channel: arrival.channel,
            campaign: arrival.campaign,
            answeredAt: answer?.at,
            answeredBy: answer?.personID,
            isMissed: missed != nil,
            verdict: verdict,
            madeLead: lead?.isMade == true,
            leadID: lead?.isMade == true ? lead?.leadID : nil,
            clientID: arrival.caller?.clientID
        )
        return [call] + turns
    }

    /// The exchange tells the truth: the person who answered counts as rung.
    private var rings: [TurnFact] {
        var turns = chain?.turns(.ring, about: ownID.rawValue) ?? []
        guard let answer, let person = answer.personID,
            let last = turns.lastIndex(where: { $0.personID == person }), !turns[last].isWon
        else { return turns }
        turns[last] = turns[last].won(at: answer.at)
        return turns
    }
}
