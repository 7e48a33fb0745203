package import Foundation

/// From pay and competition to a price; pure arithmetic.
package struct PriceFormula: Equatable, Sendable {
    /// How much of the difference in pay the price follows, 0…1.
    package var salaryWeight: Decimal
    /// What the price is multiplied by without any competition.
    package var competitionMin: Decimal
    /// What it is multiplied by where competition is as hard as can be.
    package var competitionMax: Decimal
    /// Prices are multiples of this.
    package var roundTo: Decimal

    package init(
        salaryWeight: Decimal = Decimal(sign: .plus, exponent: -1, significand: 8),
        competitionMin: Decimal = Decimal(sign: .plus, exponent: -1, significand: 8),
        competitionMax: Decimal = Decimal(sign: .plus, exponent: -1, significand: 12),
        roundTo: Decimal = 500
    ) {
        self.salaryWeight = salaryWeight
        self.competitionMin = competitionMin
        self.competitionMax = competitionMax
        self.roundTo = roundTo
    }

    /// A price with the steps that led to it.
    package struct Price: Codable, Equatable, Sendable {
        package let base: Decimal
        package let floor: Decimal
        package let salaryFactor: Decimal
        package let competitionFactor: Decimal
        /// Before it is rounded.
        package let raw: Decimal
        package let amount: Decimal
        /// Whether the floor made the price.
        package let isFloorHit: Bool

        private enum CodingKeys: String, CodingKey {
            case base, floor
            case salaryFactor = "salary_factor"
            case competitionFactor = "competition_factor"
            case raw, amount
            case isFloorHit = "floor_hit"
        }
    }

    /// The price of one piece of a service.
    ///
    /// - Parameters:
    ///   - ratio: Pay in the client's region over pay in the reference region.
    ///   - level: How hard competition is, 0…1.
    package func price(
        base: Decimal,
        floor: Decimal,
        ratio: Decimal,
        level: Decimal
    ) -> Price {
        let salary = 1 + salaryWeight * (ratio - 1)
        let competition = competitionMin + (competitionMax - competitionMin) * level
        let raw = base * salary * competition
        let (rounded, lowest) = (raw.halfUp(toStep: roundTo), floor.up(toStep: roundTo))
        return Price(
            base: base,
            floor: floor,
            salaryFactor: salary,
            competitionFactor: competition,
            raw: raw,
            amount: max(rounded, lowest),
            isFloorHit: lowest > rounded
        )
    }
}
