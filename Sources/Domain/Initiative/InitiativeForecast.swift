package import Foundation

/// Who would get how much, if everybody were always there and nothing were declined.
package struct InitiativeForecast: Sendable {
    private let policy: InitiativePolicy

    package init(_ policy: InitiativePolicy) {
        self.policy = policy
    }

    /// How many of `count` requests of one kind go to each of the people with these ratings.
    package func shares(_ ratings: [Decimal], of count: Int, _ kind: RequestKind) -> [Int] {
        let cost = policy.cost(of: kind)
        var accounts = ratings.map { Account(balance: $0, rating: $0) }
        for number in 1...max(1, count) {
            let places = accounts.enumerated().map { index, account in
                TurnPlace(
                    lap: policy.turns == .laps ? account.lap : 0,
                    available: account.balance,
                    rating: account.rating,
                    lastChosen: account.lastChosen,
                    id: PersonID(trusted: String(1_000_000 + index))
                )
            }
            guard let first = places.indices.min(by: { places[$0] < places[$1] }) else { break }
            accounts[first].pay(cost, number, policy)
        }
        return accounts.map(\.count)
    }

    /// The largest share of requests over the share of ratings that anybody would get.
    package func largestExcess(_ ratings: [Decimal], of count: Int, _ kind: RequestKind) -> Decimal
    {
        let sum = ratings.reduce(0, +)
        guard sum > 0, count > 0 else { return 0 }
        let excesses = zip(shares(ratings, of: count, kind), ratings).map { share, rating in
            let fair = rating.divided(by: sum) * Decimal(count)
            return fair > 0 ? Decimal(share).divided(by: fair) : Decimal(share)
        }
        return excesses.max() ?? 0
    }

    /// One account of the forecast.
    private struct Account {
        var balance: Decimal
        let rating: Decimal
        var lap = 0
        var lastChosen = 0
        var count = 0

        mutating func pay(_ cost: Decimal, _ number: Int, _ policy: InitiativePolicy) {
            balance -= cost
            count += 1
            lastChosen = number
            guard balance <= 0 else { return }
            balance += policy.refill(of: balance, rating: rating)
            lap += 1
        }
    }
}
