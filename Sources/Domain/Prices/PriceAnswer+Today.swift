import Foundation

/// What an old answer would be with the data of today; the answer itself stays what it is.
extension PriceAnswer {
    /// The rows that have to be read for it.
    package func subjects(_ policy: PricePolicy) -> [Subject] {
        PriceGround.subjects(region: region(policy), market: market, policy)
    }

    /// The sentence about it.
    ///
    /// - Parameter states: What is known of those rows.
    package func today(
        _ policy: PricePolicy,
        on day: CalendarDay,
        _ states: (Subject) -> SubjectStates?
    ) -> Phrase {
        let ground = PriceGround(region: region(policy), market: market, policy, states)
        let calculation = PriceCalculation(of: request.services, on: day, ground, policy)
        var values: [String: Value] = [:]
        values["then"] = quoted.map { .money($0.total) }
        values["now"] = calculation.total.map { .money(Money($0, policy.currency)) }
        return Phrase("price.today", values)
    }

    private func region(_ policy: PricePolicy) -> String? {
        quoted?.region ?? policy.region(request.region)
    }

    private var market: MarketID? { quoted?.market ?? request.market }
}
