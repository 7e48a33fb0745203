/// The digits that somebody wrote down to be dialled, and whether a plus stood before them.
struct DialledDigits {
    private(set) var digits = ""
    private(set) var hasPlus = false

    /// Reads what people write; nil where it is not one telephone number.
    ///
    /// Digits of every script count. Spaces, dashes, brackets, dots and slashes between them do
    /// not. The first sign of an extension ends the number.
    init?(_ raw: String) {
        guard raw.utf8.count <= Limits.lookupKeyBytesMax else { return nil }
        var rest = Substring(raw.lowercased()).unicodeScalars
        rest = rest.drop { $0.properties.isWhitespace || $0.properties.generalCategory == .format }
        if rest.starts(with: "tel:".unicodeScalars) { rest = rest.dropFirst(4) }
        while let scalar = rest.first, !hasEnded(before: rest) {
            guard take(scalar) else { return nil }
            rest = rest.dropFirst()
        }
        guard !digits.isEmpty else { return nil }
    }

    /// Whether an extension, a parameter or a second number begins here.
    private func hasEnded(before rest: Substring.UnicodeScalarView) -> Bool {
        guard let next = rest.first, !("0"..."9").contains(next) else { return false }
        return !digits.isEmpty && Self.ends.contains { rest.starts(with: $0.unicodeScalars) }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if let digit = Self.digit(scalar) {
            digits.append(digit)
            return digits.utf8.count <= Self.digitsMax
        }
        if Self.pluses.contains(scalar) {
            guard digits.isEmpty, !hasPlus else { return false }
            hasPlus = true
            return true
        }
        return Self.isSeparator(scalar)
    }

    /// Whether a number may hold the character.
    static func canHold(_ scalar: Unicode.Scalar) -> Bool {
        digit(scalar) != nil || isPlus(scalar) || isSeparator(scalar)
    }

    static func isPlus(_ scalar: Unicode.Scalar) -> Bool { pluses.contains(scalar) }

    private static func digit(_ scalar: Unicode.Scalar) -> Character? {
        if scalar.isASCII { return ("0"..."9").contains(scalar) ? Character(scalar) : nil }
        guard scalar.properties.numericType == .decimal,
            let value = scalar.properties.numericValue
        else { return nil }
        return Character(String(Int(value)))
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .dashPunctuation, .openPunctuation, .closePunctuation, .spaceSeparator, .format: true
        default: scalar.properties.isWhitespace || separators.contains(scalar)
        }
    }

    /// The last two are the mathematical minus and the middle dot.
    private static let separators: Set<Unicode.Scalar> = [".", "/", "~", "\u{2212}", "\u{B7}"]
    private static let pluses: Set<Unicode.Scalar> = ["+", "\u{FF0B}"]
    /// The fourth is the Cyrillic letter that looks like the third.
    private static let ends = ["доб", "ext", "x", "х", "вн", "#", ";", ","]
    /// Exit prefix of four digits, trunk prefix and fifteen digits of E.164.
    private static let digitsMax = 20
}
