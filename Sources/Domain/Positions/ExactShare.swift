package import Foundation

/// A part of a whole, exact until somebody looks at it.
package struct ExactShare: Equatable, Sendable {
    private let part: Int128
    private let whole: Int128

    package init(_ part: Int, of whole: Int) {
        self.part = Int128(part)
        self.whole = Int128(whole)
    }

    /// In per cent with two digits, half rounded away from zero; nil where there is no whole.
    package var percent: Decimal? {
        whole == 0 ? nil : Self.percent(part, whole)
    }

    /// Whether it is at least this many hundredths of a per cent.
    package func isAtLeast(_ basisPoints: Int) -> Bool {
        whole > 0 && part * 10_000 >= Int128(basisPoints) * whole
    }

    /// By how many percentage points it is more than the other, with two digits.
    package func points(above other: ExactShare) -> Decimal? {
        guard whole > 0, other.whole > 0 else { return nil }
        return Self.percent(part * other.whole - other.part * whole, whole * other.whole)
    }

    /// Between 0 and 1, for a drawing.
    package var fraction: Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    private static func percent(_ part: Int128, _ whole: Int128) -> Decimal {
        let doubled = part.magnitude * 20_000
        let hundredths = (doubled + whole.magnitude) / (2 * whole.magnitude)
        return Decimal(
            sign: part < 0 && hundredths > 0 ? .minus : .plus,
            exponent: -2,
            significand: Decimal(UInt64(clamping: hundredths))
        )
    }
}
