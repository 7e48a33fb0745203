package import Foundation

/// From the growth of pay to a new fee; pure arithmetic.
package struct IndexationFormula: Equatable, Sendable {
    /// How the growth of the index and that of the payroll become one.
    package enum Combination: String, CaseIterable, Sendable {
        /// A share of each.
        case weighted
        /// The smaller of both.
        case min
        /// The larger of both.
        case max
    }

    /// The share of the salary index, 0…1; the rest is the payroll's.
    package var weight: Decimal
    package var combination: Combination
    /// Nothing is proposed below this percentage.
    package var percentMin: Decimal
    /// Nothing is proposed above it.
    package var percentMax: Decimal
    /// Fees are multiples of this.
    package var roundTo: Decimal

    package init(
        weight: Decimal = Decimal(sign: .plus, exponent: -1, significand: 5),
        combination: Combination = .weighted,
        percentMin: Decimal = 3,
        percentMax: Decimal = 15,
        roundTo: Decimal = 100
    ) {
        self.weight = weight
        self.combination = combination
        self.percentMin = percentMin
        self.percentMax = percentMax
        self.roundTo = roundTo
    }

    /// A new fee.
    package struct Raise: Codable, Equatable, Sendable {
        package let fee: Decimal
        package let newFee: Decimal
        /// What it is in percent, computed from both amounts.
        package let percent: Decimal
        /// What the growth alone comes to, in percent, before bounds and rounding.
        package let growthPercent: Decimal

        private enum CodingKeys: String, CodingKey {
            case fee
            case newFee = "new_fee"
            case percent
            case growthPercent = "growth_percent"
        }

        /// How much more it is.
        package var difference: Decimal { newFee - fee }
    }

    /// Why there is no new fee.
    package enum NoRaise: Error, Equatable, Sendable {
        /// The growth, in percent, is below the threshold.
        case belowMinimum(Decimal)
        /// Rounded down, the fee would stay what it is.
        case notHigher(Decimal)
    }

    /// Whether the growth of the index counts at all.
    package var needsIndex: Bool { combination != .weighted || weight > 0 }
    /// Whether the growth of the payroll counts at all.
    package var needsPayroll: Bool { combination != .weighted || weight < 1 }

    /// The new fee that follows from how much the index and the payroll grew, as shares.
    package func raise(
        _ fee: Decimal,
        index: Decimal,
        payroll: Decimal
    ) throws(NoRaise) -> Raise {
        let growth =
            switch combination {
            case .weighted: weight * index + (1 - weight) * payroll
            case .min: Swift.min(index, payroll)
            case .max: Swift.max(index, payroll)
            }
        guard growth.percent >= percentMin else { throw .belowMinimum(growth.percent) }
        return try raise(fee, by: growth.percent)
    }

    /// The new fee that a percentage comes to, the cap observed.
    package func raise(_ fee: Decimal, by percent: Decimal) throws(NoRaise) -> Raise {
        let capped = Swift.min(percent, percentMax)
        let newFee = (fee * (100 + capped)).divided(by: 100).down(toStep: roundTo)
        guard fee > 0, newFee > fee else { throw .notHigher(percent) }
        return Raise(
            fee: fee,
            newFee: newFee,
            percent: (newFee - fee).divided(by: fee).percent,
            growthPercent: percent
        )
    }
}
