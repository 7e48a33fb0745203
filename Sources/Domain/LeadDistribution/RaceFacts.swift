import Foundation

/// What reports count of a race.
extension LeadRace {
    /// Everybody's turn of the present distribution.
    package func facts(of subject: String, beside states: SubjectStates) -> [any FactRow] {
        guard let chain else { return [] }
        let turns = chain.turns(.offer, about: leadID.rawValue).map { turn in
            guard turn.ending != .accepted, let win = lateWin(after: turn) else { return turn }
            return turn.won(at: win.at)
        }
        return turns + winsWithoutTurn(turns)
    }

    /// How somebody takes it now: asked in his last turn, else when the race began.
    func win(of person: PersonID, at now: Date) -> Win {
        let turns = chain?.turns(.offer, about: leadID.rawValue) ?? []
        let own = turns.last { $0.personID == person }?.startedAt
        return Win(personID: person, at: now, askedAt: own ?? turns.first?.startedAt ?? now)
    }

    /// The win of somebody whose turn it was not any more.
    private func lateWin(after turn: TurnFact) -> Win? {
        wins?.first { $0.personID == turn.personID && $0.askedAt == turn.startedAt }
    }

    /// Whoever took it before his turn came.
    private func winsWithoutTurn(_ turns: [TurnFact]) -> [TurnFact] {
        let strangers = (wins ?? []).filter { win in
            !turns.contains { $0.personID == win.personID && $0.startedAt == win.askedAt }
        }
        return strangers.map { win in
            TurnFact(
                kind: .offer,
                about: leadID.rawValue,
                number: 0,
                personID: win.personID,
                startedAt: win.askedAt,
                endedAt: win.at,
                ending: .accepted,
                reactedAt: win.at,
                isWon: true
            )
        }
    }
}

extension TurnFact {
    /// The same turn of somebody who took it, be it after his time.
    func won(at instant: Date) -> TurnFact {
        TurnFact(
            kind: kind,
            about: about,
            number: number,
            personID: personID,
            startedAt: startedAt,
            endedAt: endedAt,
            ending: ending,
            reactedAt: instant,
            isWon: true
        )
    }
}

extension Chain {
    /// Everybody's turns as reports count them, without those who were passed over.
    func turns(_ kind: TurnFact.Kind, about subject: String) -> [TurnFact] {
        let past = trail.filter { $0.ending != .skipped }.map { passage in
            let isWon = passage.ending == .accepted
            let hasReacted = isWon || passage.ending == .declined
            return TurnFact(
                kind: kind,
                about: subject,
                number: passage.number,
                personID: passage.person,
                startedAt: passage.startedAt,
                endedAt: passage.endedAt,
                ending: passage.ending,
                reactedAt: hasReacted ? passage.endedAt : nil,
                isWon: isWon
            )
        }
        guard let step = present else { return past }
        let running = TurnFact(
            kind: kind,
            about: subject,
            number: step.number,
            personID: step.holder,
            startedAt: step.startedAt
        )
        return past + [running]
    }
}
