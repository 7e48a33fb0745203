/// What reports count of a call.
extension Call {
    /// The call, and whom it rang.
    package func facts(of subject: String, beside states: SubjectStates) -> [Fact] {
        let turns = rings
        guard let arrival else { return turns.map(Fact.turn) }
        let call = CallFact(
            callID: id,
            arrivedAt: arrival.at,
            channel: arrival.channel,
            campaign: arrival.campaign,
            answeredAt: answer?.at,
            answeredBy: answer?.personID,
            isMissed: missed != nil,
            verdict: verdict,
            madeLead: lead?.isMade == true,
            leadID: lead?.isMade == true ? lead?.leadID : nil
        )
        return [.call(call)] + turns.map(Fact.turn)
    }

    /// The exchange tells the truth: whoever answered was rung with success.
    private var rings: [TurnFact] {
        var turns = chain?.turns(.ring, about: id.rawValue) ?? []
        guard let answer, let person = answer.personID,
            let last = turns.lastIndex(where: { $0.personID == person }), !turns[last].isWon
        else { return turns }
        turns[last] = turns[last].won(at: answer.at)
        return turns
    }
}
