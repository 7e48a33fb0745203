import Foundation

/// Whose turn it is.
extension InitiativeMove {
    /// Gives a request to whose turn it is; false where nobody can be asked.
    ///
    /// - Parameter passed: Those before him in the row who can't be asked.
    mutating func give(_ request: TurnAsked, _ passed: inout [TurnGiven.Passed]) -> Bool {
        guard let person = firstInTurn(for: request, &passed) else { return false }
        let cost = Points(policy.cost(of: request.kind))
        let cause = Cause(request.requestID, request.attempt)
        state.choices += 1
        let turn = InitiativeAccount.Turn(
            requestID: request.requestID,
            attempt: request.attempt,
            kind: request.kind,
            number: state.choices,
            at: now
        )
        state.accounts[person.rawValue]?.choose(turn)
        if let within = policy.confirmWithin {
            let until = context.policies.calendar.adding(within, to: now) ?? now + within
            hold(cost, on: person, until: until, cause)
            tellGiven(
                request,
                .init(personID: person, cost: cost, heldUntil: until, posting: nil),
                passed
            )
        } else {
            let posting = post(cost, on: person, cause)
            tellGiven(
                request,
                .init(personID: person, cost: cost, heldUntil: nil, posting: posting),
                passed
            )
        }
        return true
    }

    /// The first in turn; a line of the journal for each who would have been, but was passed over.
    private mutating func firstInTurn(
        for request: TurnAsked,
        _ passed: inout [TurnGiven.Passed]
    ) -> PersonID? {
        let row = managers.map(place).sorted()
        let chosen = row.first { place in
            guard let reason = reason(against: place.id, for: request) else { return true }
            if passed.count < Limits.skippedNamedMax {
                passed.append(.init(personID: place.id, reason: reason))
            }
            return false
        }
        for skipped in passed {
            let name = Value.text(context.company.name(of: skipped.personID))
            effects.append(
                .note(
                    Phrase("initiative.passed_over.\(skipped.reason.rawValue)", ["person": name])
                )
            )
        }
        return chosen?.id
    }

    private func place(_ person: PersonID) -> TurnPlace {
        let account = state.accounts[person.rawValue] ?? InitiativeAccount(lap: 0)
        return TurnPlace(
            lap: policy.turns == .laps ? account.lap.number : 0,
            available: account.available(at: now),
            rating: rating(of: person),
            lastChosen: account.lastChosen,
            id: person
        )
    }

    /// Why somebody is not asked; nil if he may be.
    private func reason(against person: PersonID, for request: TurnAsked) -> PassedOver? {
        guard isAvailable(person) else { return .unavailable }
        guard !request.asked.contains(person) else { return .asked }
        guard request.kind == .client, let bound = policy.maxNewClients,
            let account = state.accounts[person.rawValue],
            account.newClients(since: now.addingTimeInterval(-(bound.per / .seconds(1))))
                >= bound.count
        else { return nil }
        return .full
    }

    // MARK: - Those who come

    /// Everybody whose account may be charged.
    private var managers: [PersonID] {
        state.accounts.lazy.filter { !$0.value.isFrozen }.map { PersonID(trusted: $0.key) }
    }

    /// Before somebody is chosen: accounts for those who have none, and a lap for those who were
    /// away until a moment that nobody announced; whether there is anybody of either.
    @discardableResult
    mutating func welcome() -> Bool {
        var isAnybodyNew = false
        for person in context.company.everybody(.projectManager)
        where state.accounts[person.id.rawValue] == nil {
            open(person.id, Points(rating(of: person.id)))
            isAnybodyNew = true
        }
        for person in managers.sorted() {
            let isAway = !isAvailable(person)
            guard state.accounts[person.rawValue]?.isAway != isAway else { continue }
            if isAway {
                state.accounts[person.rawValue]?.isAway = true
            } else {
                comeBack(person)
                isAnybodyNew = true
            }
        }
        return isAnybodyNew
    }

    /// Whoever was away goes on in the lap in which the last of the others is.
    mutating func comeBack(_ person: PersonID) {
        let lowest = lowestLap(without: person)
        state.accounts[person.rawValue]?.isAway = false
        if let lowest { state.accounts[person.rawValue]?.comeBack(to: lowest) }
    }

    /// The lowest lap of the others who are there; nil where there are none.
    private func lowestLap(without person: PersonID) -> Int? {
        managers.filter { other in
            other != person && isAvailable(other)
                && state.accounts[other.rawValue]?.isAway == false
        }.compactMap { state.accounts[$0.rawValue]?.lap.number }.min()
    }

    // MARK: - Those who wait

    /// Gives what waits, the oldest first, as far as somebody can be asked.
    mutating func serveWaiting() {
        guard !state.waiting.isEmpty else { return awaitSomebody() }
        welcome()
        let waiting = state.waiting
        state.waiting = []
        for request in waiting {
            var passed: [TurnGiven.Passed] = []
            if !give(request, &passed) { state.waiting.append(request) }
        }
        awaitSomebody()
    }

    /// Sets the timer to the next instant at which somebody may be asked for whom something waits.
    mutating func awaitSomebody() {
        let due = state.waiting.isEmpty ? nil : nextReturn
        guard due != state.alarm?.due else { return }
        guard let due else {
            state.alarm = nil
            effects.append(.disarm(timer: Initiative.timer))
            return
        }
        state.alarms += 1
        state.alarm = .init(due: due, generation: state.alarms)
        effects.append(.arm(timer: Initiative.timer, generation: state.alarms, due: due))
    }

    private var nextReturn: Date? {
        let returns = managers.flatMap { person -> [Date?] in
            let known = context.company.people[person]
            return [
                known?.absence?.until, known?.silence?.pausedUntil,
                state.accounts[person.rawValue].flatMap(nextClient),
            ]
        }
        return returns.compactMap(\.self).filter { $0 > now }.min()
    }

    /// When the account may get a new client again.
    private func nextClient(_ account: InitiativeAccount) -> Date? {
        guard let bound = policy.maxNewClients else { return nil }
        let turns = account.turns.filter { $0.kind == .client }.map(\.at).sorted()
        guard turns.count >= bound.count else { return nil }
        return turns[turns.count - bound.count] + bound.per
    }
}
