import Foundation

/// The binary form of `numeric`: digits of base 10 000, the first of which counts 10 000^weight.
struct PostgresNumeric: Equatable {
    private static let negative: UInt16 = 0x4000
    private static let positive: UInt16 = 0x0000
    /// `Decimal` keeps 38 significant decimal digits; a longer number would be changed silently.
    private static let digitsMax = 38

    let digits: [Int16]
    let weight: Int16
    let isNegative: Bool
    /// Decimal digits after the point, as displayed.
    let scale: Int16

    /// Nil for NaN.
    init?(_ decimal: Decimal) {
        guard !decimal.isNaN else { return nil }
        let parts = decimal.magnitude.description.split(separator: ".")
        let whole = parts.first ?? "0"
        let fraction = parts.count > 1 ? parts[1] : ""
        let padded =
            String(repeating: "0", count: (4 - whole.count % 4) % 4) + whole
            + fraction + String(repeating: "0", count: (4 - fraction.count % 4) % 4)
        let groups = Self.groups(of: padded)
        let leadingZeros = groups.prefix { $0 == 0 }.count
        let significant = groups.dropFirst(leadingZeros)
        let trailingZeros = significant.reversed().prefix { $0 == 0 }.count
        digits = Array(significant.dropLast(trailingZeros))
        weight = digits.isEmpty ? 0 : Int16((whole.count + 3) / 4 - 1 - leadingZeros)
        isNegative = decimal.isSignMinus && !digits.isEmpty
        scale = Int16(fraction.count)
    }

    private static func groups(of text: String) -> [Int16] {
        let values = text.utf8.map { Int16($0) - 48 }
        return stride(from: 0, to: values.count, by: 4).map { start in
            values[start..<start + 4].reduce(0) { $0 * 10 + $1 }
        }
    }

    func write(to bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int16(digits.count))
        bytes.append(bigEndian: weight)
        bytes.append(bigEndian: isNegative ? Self.negative : Self.positive)
        bytes.append(bigEndian: scale)
        for digit in digits {
            bytes.append(bigEndian: digit)
        }
    }

    /// Nil for NaN, infinities, more than 38 digits, and what is not a `numeric` at all.
    static func decimal(_ bytes: [UInt8]) -> Decimal? {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map { index in
            UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        let (weight, sign) = (Int(Int16(bitPattern: words[1])), words[2])
        guard Int(words[0]) == words.count - 4, sign == positive || sign == negative else {
            return nil
        }
        return decimal(words[4...], weight: weight, isNegative: sign == negative)
    }

    private static func decimal(
        _ groups: ArraySlice<UInt16>,
        weight: Int,
        isNegative: Bool
    ) -> Decimal? {
        let text = groups.map { String($0 + 10_000).dropFirst() }.joined()
        let exponent = (weight + 1 - groups.count) * 4
        let leading = text.drop { $0 == "0" }
        let trailing = leading.reversed().prefix { $0 == "0" }.count
        let significant = leading.dropLast(trailing)
        guard significant.count <= digitsMax else { return nil }
        guard !significant.isEmpty else { return 0 }
        let sign = isNegative ? "-" : ""
        return Decimal(string: "\(sign)\(significant)e\(exponent + trailing)")
    }
}
