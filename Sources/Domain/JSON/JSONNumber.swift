import Foundation

/// A number of a JSON text, exactly: neither a whole number nor a decimal goes through a binary
/// fraction.
struct JSONNumber {
    private let text: UnsafeBufferPointer<UInt8>
    private var isNegative = false
    /// Its digits without the zeros at either end.
    private var significand: UInt64 = 0
    /// The power of ten that the significand is multiplied by.
    private var exponent = 0
    /// Whether it has more digits than the significand holds.
    private var isLong = false

    /// A number that the scanner has let pass.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        var zeros = 0
        var isFraction = false
        var position = 0
        reading: while position < text.count {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "0"):
                zeros += 1
                if isFraction { exponent -= 1 }
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                append(byte - 0x30, behind: zeros)
                zeros = 0
                if isFraction { exponent -= 1 }
            default: break reading
            }
        }
        exponent = significand == 0 && !isLong ? 0 : exponent + zeros + power(from: position)
    }

    private mutating func append(_ digit: UInt8, behind zeros: Int) {
        // Zeros before the first digit count for nothing.
        for _ in 0..<(significand == 0 ? 0 : zeros) where !isLong { take(0) }
        take(digit)
    }

    private mutating func take(_ digit: UInt8) {
        let (product, isProductTooLarge) = significand.multipliedReportingOverflow(by: 10)
        let (sum, isSumTooLarge) = product.addingReportingOverflow(UInt64(digit))
        isLong = isLong || isProductTooLarge || isSumTooLarge
        significand = isLong ? significand : sum
    }

    /// What stands behind the `e`, as far as it makes a difference.
    private func power(from start: Int) -> Int {
        var power = 0
        var isBelow = false
        for byte in text[min(start, text.count)...] {
            if byte == UInt8(ascii: "-") { isBelow = true }
            guard (0x30...0x39).contains(byte), power < Self.powerMax else { continue }
            power = power * 10 + Int(byte - 0x30)
        }
        return isBelow ? -power : power
    }

    private static let powerMax = 1_000_000_000

    /// The whole number; nil where it is none, or too large for the type.
    func whole<T: FixedWidthInteger>(_ type: T.Type) -> T? {
        guard !isLong, exponent >= 0, exponent < 20 || significand == 0 else { return nil }
        var magnitude = significand
        for _ in 0..<exponent {
            let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            guard !isTooLarge else { return nil }
            magnitude = product
        }
        guard isNegative else { return T(exactly: magnitude) }
        // One more than the largest is the smallest.
        let smallest = UInt64(bitPattern: Int64.min)
        if magnitude == smallest { return T(exactly: Int64.min) }
        return magnitude < smallest ? T(exactly: -Int64(magnitude)) : nil
    }

    /// The decimal number; nil where none is so large or so small.
    var decimal: Decimal? {
        guard isLong || !(-30...30).contains(exponent) else {
            let sign = isNegative && significand != 0 ? FloatingPointSign.minus : .plus
            return Decimal(sign: sign, exponent: exponent, significand: Decimal(significand))
        }
        let decimal = Decimal(string: String(decoding: text, as: UTF8.self), locale: Self.posix)
        guard let decimal, decimal.isFinite, !decimal.isZero else { return nil }
        return decimal
    }

    /// The decimal that a binary fraction is written as, not its nearest neighbour.
    static func decimal(_ number: Double) -> Decimal? {
        guard number.isFinite else { return nil }
        var text = "\(number)"
        return text.withUTF8 { JSONNumber($0).decimal }
    }

    private static let posix = Locale(identifier: "en_US_POSIX")

    /// The nearest binary fraction; nil where it would be none, or zero for what is not zero.
    var double: Double? {
        guard let double = Double(String(decoding: text, as: UTF8.self)), double.isFinite,
            double != 0 || (significand == 0 && !isLong)
        else { return nil }
        return double
    }
}
