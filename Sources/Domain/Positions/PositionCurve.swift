package import Foundation

/// How much a place is worth: the share of attention by place, 1 at best.
package struct PositionCurve: Equatable, Sendable {
    /// A share of 1, as whole numbers.
    package static let unit = 10_000
    /// How many places may have a share.
    package static let placesMax = 100

    /// In units, from the first place on; nothing beyond the last one.
    package let shares: [Int]

    /// Nil where a share is not from 0 to 1 with at most four digits.
    package init?(_ shares: [Decimal]) {
        let units = shares.compactMap { share -> Int? in
            let scaled = share * Decimal(Self.unit)
            let whole = NSDecimalNumber(decimal: scaled).intValue
            return Decimal(whole) == scaled && (0...Self.unit).contains(whole) ? whole : nil
        }
        guard units.count == shares.count, !units.isEmpty, units.count <= Self.placesMax else {
            return nil
        }
        self.shares = units
    }

    private init(units: [Int]) {
        shares = units
    }

    /// From 1 down to 0.1 over the first ten places, 0.05 over the second ten.
    package static let usual = PositionCurve(
        units: [Int](stride(from: 10_000, through: 1000, by: -1000))
            + [Int](repeating: 500, count: 10)
    )

    /// What a stored reading is worth, in units.
    package func worth(_ code: Int16) -> Int {
        code > 0 && Int(code) <= shares.count ? shares[Int(code) - 1] : 0
    }

    /// As the configuration file writes it.
    package var text: String {
        let texts = shares.map { "\(Decimal($0) / Decimal(Self.unit))" }
        return "[" + texts.joined(separator: ", ") + "]"
    }
}
