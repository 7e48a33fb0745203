import Foundation

/// One input taken by the accounts: what they become, and what follows.
struct InitiativeMove {
    typealias Ignored = Initiative.Ignored

    let context: Context
    let policy: InitiativePolicy
    var state: InitiativePool
    var effects: [Effect] = []

    init(_ state: InitiativePool, _ policy: InitiativePolicy, _ context: Context) {
        self.state = state
        self.policy = policy
        self.context = context
    }

    var now: Date { context.now }

    // MARK: - Requests

    func choose(for request: TurnAsked) -> Decision<InitiativePool> {
        after { move in
            // Whoever waits for those who are back by now came before.
            if move.welcome() { move.serveWaiting() }
            var passed: [TurnGiven.Passed] = []
            if !move.give(request, &passed) {
                move.state.waiting.append(request)
                move.tellGiven(request, nil, passed)
            }
            move.awaitSomebody()
        }
    }

    /// The hold becomes a debit.
    func confirm(_ news: TurnConfirmed) -> Decision<InitiativePool> {
        guard state.accounts[news.personID.rawValue] != nil else {
            return .ignored(Ignored.noAccount)
        }
        return after { move in
            move.state.accounts[news.personID.rawValue]?.release(news.requestID, news.attempt)
            let cause = Cause(news.requestID, news.attempt)
            let cost = Points(policy.cost(of: news.kind))
            let posting = move.post(cost, on: news.personID, cause)
            let turn = TurnGiven.Turn(
                personID: news.personID,
                cost: cost,
                heldUntil: nil,
                posting: posting
            )
            let given = TurnGiven(requestID: news.requestID, attempt: news.attempt, turn: turn)
            move.effects.append(.tell(given))
        }
    }

    /// As if it had never happened: no debit, no refill because of it, no lap that it ended.
    func takeBack(_ news: TurnTakenBack) -> Decision<InitiativePool> {
        after { move in
            move.state.waiting.removeAll { $0.requestID == news.requestID }
            guard let person = news.personID else { return move.awaitSomebody() }
            move.state.accounts[person.rawValue]?.forgetTurn(news.requestID, news.attempt)
            let cause = Cause(news.requestID, news.attempt)
            if let posting = news.posting {
                move.reverse(posting, on: person, cause)
            } else {
                move.release(person, cause)
            }
        }
    }

    // MARK: - People

    /// Somebody became a project manager, or is none any more.
    func follow(_ news: ManagerRated) -> Decision<InitiativePool> {
        let person = news.personID
        let account = state.accounts[person.rawValue]
        guard let rating = news.rating else {
            guard let account, !account.isFrozen else { return .ignored(Ignored.nothingNew) }
            return after { $0.state.accounts[person.rawValue]?.isFrozen = true }
        }
        guard let account else {
            return after { move in
                move.open(person, rating)
                move.serveWaiting()
            }
        }
        guard account.isFrozen else { return .ignored(Ignored.nothingNew) }
        return after { move in
            move.state.accounts[person.rawValue]?.isFrozen = false
            move.comeBack(person)
            move.serveWaiting()
        }
    }

    /// Somebody came or went for a time.
    func follow(_ person: PersonID) -> Decision<InitiativePool> {
        guard let account = state.accounts[person.rawValue], !account.isFrozen else {
            return .ignored(Ignored.noAccount)
        }
        let isThere = isAvailable(person)
        guard account.isAway == isThere || !state.waiting.isEmpty else {
            return .ignored(Ignored.nothingNew)
        }
        return after { move in
            if isThere {
                if account.isAway { move.comeBack(person) }
                move.serveWaiting()
            } else {
                // He may come back at another time than was said before.
                move.state.accounts[person.rawValue]?.isAway = true
                move.awaitSomebody()
            }
        }
    }

    func waitingIsDue(_ generation: Int) -> Decision<InitiativePool> {
        guard state.alarm?.generation == generation else { return .ignored(Ignored.lateTimer) }
        return after { move in
            move.state.alarm = nil
            move.serveWaiting()
        }
    }

    // MARK: - Pieces

    func after(_ change: (inout InitiativeMove) -> Void) -> Decision<InitiativePool> {
        var move = self
        change(&move)
        return .changed(to: move.state, effects: move.effects)
    }

    func isAvailable(_ person: PersonID) -> Bool {
        context.company.people[person]?.isAvailable(at: now) ?? false
    }

    /// The rating of now; of somebody whom nobody has rated yet, that of whom nothing is known.
    func rating(of person: PersonID) -> Decimal {
        (context.company.standings[person]?.rating ?? newcomer).amount
    }

    /// The rating of somebody of whom nothing is known.
    var newcomer: Points {
        let calendar = context.policies.calendar
        let rules = context.policies.ratings ?? .usual
        return RatingFormula(rules, calendar, on: calendar.day(of: now)).rating(of: ManagerRating())
    }

    mutating func tellGiven(
        _ request: TurnAsked,
        _ turn: TurnGiven.Turn?,
        _ passed: [TurnGiven.Passed]
    ) {
        let news = TurnGiven(
            requestID: request.requestID,
            attempt: request.attempt,
            turn: turn,
            passedOver: passed.isEmpty ? nil : passed
        )
        effects.append(.tell(news))
    }
}
