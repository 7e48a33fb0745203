package import Foundation

/// An amount of rubles in whole kopecks: exact, and compared without rounding.
package struct Kopecks: Hashable, Comparable, Sendable {
    /// Whole kopecks; negative amounts are owed by the company.
    package let count: Int64

    package init(_ count: Int64) {
        self.count = count
    }

    package static let zero = Kopecks(0)
    /// What one amount may come to at most, either way: a hundred thousand million rubles.
    ///
    /// A thousand sums of a thousand such amounts still fit into the count.
    package static let max = Kopecks(10_000_000_000_000)
    /// The currency of all documents.
    package static let currency = "RUB"

    /// The amount in rubles; nil where it is above the bound, or has parts of a kopeck.
    package init?(rubles: Decimal) {
        let scaled = rubles * 100
        let bound = Decimal(Self.max.count)
        guard scaled.isFinite, scaled >= -bound, scaled <= bound,
            scaled.rounded(places: 0) == scaled
        else { return nil }
        count = NSDecimalNumber(decimal: scaled).int64Value
    }

    /// The amount of money; nil for another currency, above the bound, with parts of a kopeck.
    package init?(_ money: Money) {
        guard money.currency == Self.currency else { return nil }
        self.init(rubles: money.amount)
    }

    /// Rubles with two places.
    package var rubles: Decimal { Decimal(count) / 100 }
    package var money: Money { Money(rubles, Self.currency) }
    /// Such as `-2448.49`.
    package var text: String {
        let digits = String(count.magnitude)
        let padded = String(repeating: "0", count: Swift.max(0, 3 - digits.count)) + digits
        return (count < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    }
    package var magnitude: Kopecks { Kopecks(Swift.abs(count)) }

    package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
    /// The sum; bounds of single amounts keep it far from what the count can hold.
    package static func + (left: Self, right: Self) -> Kopecks {
        Kopecks(left.count &+ right.count)
    }
    /// The difference, which is far from the bounds as sums are.
    package static func - (left: Self, right: Self) -> Kopecks {
        Kopecks(left.count &- right.count)
    }
    /// The same amount the other way.
    package static prefix func - (amount: Self) -> Kopecks { Kopecks(0 &- amount.count) }
    /// Adds an amount.
    package static func += (left: inout Self, right: Self) { left = left + right }
}

extension Kopecks: Codable, CustomStringConvertible {
    /// A whole number of kopecks.
    package init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }

    package var description: String { text }
}

extension Sequence<Kopecks> {
    /// The sum.
    package var total: Kopecks { reduce(.zero, +) }
}
