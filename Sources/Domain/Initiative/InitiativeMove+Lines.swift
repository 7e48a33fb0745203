import Foundation

/// Which request a line of an account belongs to.
struct Cause {
    let requestID: RequestID
    let attempt: Int

    init(_ requestID: RequestID, _ attempt: Int) {
        self.requestID = requestID
        self.attempt = attempt
    }
}

/// The lines of the accounts.
extension InitiativeMove {
    /// A new account, filled to the rating, in the lap of the last of those who are there.
    mutating func open(_ person: PersonID, _ rating: Points) {
        let laps = state.accounts.filter { !$0.value.isFrozen && !$0.value.isAway }
        let there = laps.filter { isAvailable(PersonID(trusted: $0.key)) }
        let lap = (there.isEmpty ? laps : there).map(\.value.lap.number).min() ?? 0
        state.accounts[person.rawValue] = InitiativeAccount(lap: lap)
        book(.open, rating.amount, on: person, nil)
    }

    /// Puts the cost aside until somebody says whether he takes it.
    mutating func hold(_ cost: Points, on person: PersonID, until: Date, _ cause: Cause) {
        state.accounts[person.rawValue]?.hold(
            .init(
                requestID: cause.requestID,
                attempt: cause.attempt,
                amount: cost,
                until: until
            )
        )
        let data: [String: Value] = ["held": .text(cost.text), "until": .instant(until)]
        line("hold", 0, on: person, cause, data)
    }

    /// Ends a hold that came to nothing.
    mutating func release(_ person: PersonID, _ cause: Cause) {
        guard state.accounts[person.rawValue]?.release(cause.requestID, cause.attempt) == true
        else { return }
        line("release", 0, on: person, cause)
    }

    /// Takes the cost off the account, and fills it again where nothing is left.
    mutating func post(_ cost: Points, on person: PersonID, _ cause: Cause) -> Posting {
        book(.debit, -cost.amount, on: person, cause)
        let refill = refill(person, cause)
        return Posting(cost: cost, balance: balance(of: person), refill: refill)
    }

    /// One line for the debit and its refill; then the account may have to be filled after all.
    mutating func reverse(_ posting: Posting, on person: PersonID, _ cause: Cause) {
        let refill = posting.refill?.amount.amount ?? 0
        if let line = posting.refill?.line {
            state.accounts[person.rawValue]?.takeBackLap(endedBy: line)
        }
        book(.reversal, posting.cost.amount - refill, on: person, cause)
        guard state.accounts[person.rawValue]?.isFrozen == false else { return }
        _ = self.refill(person, cause)
    }

    private mutating func refill(_ person: PersonID, _ cause: Cause) -> Posting.Refill? {
        let balance = balance(of: person)
        guard balance.amount <= 0 else { return nil }
        let amount = policy.refill(of: balance.amount, rating: rating(of: person))
        let line = book(.refill, amount, on: person, cause)
        state.accounts[person.rawValue]?.endLap()
        return .init(amount: Points(amount), line: line)
    }

    private func balance(of person: PersonID) -> Points {
        state.accounts[person.rawValue]?.balance ?? Points(0)
    }

    /// A line that moves the balance, told to everybody; its number.
    @discardableResult
    private mutating func book(
        _ reason: InitiativeChanged.Reason,
        _ amount: Decimal,
        on person: PersonID,
        _ cause: Cause?
    ) -> Int {
        let number = line(reason.rawValue, amount, on: person, cause)
        let fact = InitiativeChanged(
            personID: person,
            balance: balance(of: person),
            amount: Points(amount),
            reason: reason,
            requestID: cause?.requestID
        )
        effects.append(.publish(fact))
        return number
    }

    @discardableResult
    private mutating func line(
        _ kind: String,
        _ amount: Decimal,
        on person: PersonID,
        _ cause: Cause?,
        _ data: [String: Value] = [:]
    ) -> Int {
        let number = state.accounts[person.rawValue]?.add(amount) ?? 0
        var data = data
        data["attempt"] = cause.map { .number(Decimal($0.attempt)) }
        data["balance"] = .text(balance(of: person).text)
        data["rating"] = .text(rating(of: person).twoPlaces)
        effects.append(
            .book(
                LedgerLine(
                    account: "initiative/\(person)",
                    sequence: number,
                    kind: kind,
                    amount: amount,
                    at: now,
                    reference: cause?.requestID.rawValue,
                    data: data
                )
            )
        )
        return number
    }
}
