package import Foundation

/// Division that gives the same digits on every machine.
///
/// Multiplication, addition and subtraction of decimals are exact within 38 digits. A quotient is
/// not, so each is rounded at once, half away from zero, to a number of places that does not
/// depend on the operands. The digits are computed here, in whole numbers: see decision 15.
extension Decimal {
    /// To how many places each quotient is rounded.
    package static let quotientPlaces = 12

    /// The quotient, rounded half away from zero.
    ///
    /// What is too large for 38 digits is rounded at the last of them. A zero as the divisor is the
    /// caller's own fault.
    package func divided(by divisor: Decimal, places: Int = Self.quotientPlaces) -> Decimal {
        precondition(!divisor.isZero, "a quotient by zero was asked for")
        guard isFinite, divisor.isFinite else { return .nan }
        let scale = exponent - divisor.exponent + places
        let quotient = Quotient(digits, by: divisor.digits, scale: scale)
        return Decimal(
            sign: isSignMinus == divisor.isSignMinus ? .plus : .minus,
            exponent: quotient.droppedPlaces - places,
            significand: Decimal(quotient.digits)
        )
    }

    /// The number at this many places after the point, rounded half away from zero.
    package func rounded(places: Int) -> Decimal {
        divided(by: 1, places: places)
    }

    /// The number rounded half away from zero to two places, always written with both: `670.29`.
    package var twoPlaces: String {
        Money.text(rounded(places: 2))
    }

    /// The digits without sign and point.
    private var digits: UInt128 {
        // Foundation gives the 128 bits of a decimal only as text.
        UInt128("\(significand)") ?? 0
    }

    private init(_ digits: UInt128) {
        let half = Decimal(UInt64(truncatingIfNeeded: digits))
        self = Decimal(UInt64(truncatingIfNeeded: digits >> 64)) * Decimal.twoTo64 + half
    }

    private static let twoTo64 = Decimal(UInt64.max) + 1
}

/// A quotient of whole numbers, multiplied by a power of ten and rounded to a whole number.
private struct Quotient {
    private(set) var digits: UInt128
    /// How many of the last places were not computed, since the digits are full.
    private(set) var droppedPlaces = 0

    /// One digit more still fits beside a carry.
    private static let digitsMax = UInt128.max / 100

    init(_ dividend: UInt128, by divisor: UInt128, scale: Int) {
        let whole = dividend.quotientAndRemainder(dividingBy: divisor)
        guard scale >= 0 else {
            self.init(cutting: whole.quotient, places: -scale)
            return
        }
        self.init(digits: whole.quotient)
        var rest = whole.remainder
        for place in 0..<scale {
            guard digits <= Self.digitsMax, rest > 0 || digits > 0 else {
                droppedPlaces = digits == 0 ? 0 : scale - place
                break
            }
            let tenfold = rest.multipliedFullWidth(by: 10)
            let step = divisor.dividingFullWidth(tenfold)
            digits = digits * 10 + step.quotient
            rest = step.remainder
        }
        // Twice the rest could be too large for the type.
        if rest >= divisor - rest { digits += 1 }
    }

    private init(digits: UInt128) {
        self.digits = digits
    }

    /// A whole number without its last places: what lies behind it can't turn a half.
    private init(cutting number: UInt128, places: Int) {
        self.init(digits: 0)
        guard places <= 38 else { return }
        let unit = (0..<places).reduce(into: UInt128(1)) { unit, _ in unit *= 10 }
        digits = number / unit + (number % unit >= unit / 2 ? 1 : 0)
    }
}
