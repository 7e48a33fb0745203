/// A telephone number as E.164 writes it, so that the same subscriber is always the same value.
///
/// It says that a number can exist, not that it does: a plan knows lengths and first digits only.
package struct PhoneNumber: Sendable {
    /// The calling code, without plus.
    package let callingCode: String
    /// What follows the calling code.
    package let national: String

    /// Reads a number as people and exchanges write it; nil where the text is not one number.
    ///
    /// - Parameters:
    ///   - raw: Any text: `8 (3812) 12-34-56`, `+44 (0)20 7946 0958`, `tel:+73812123456;ext=5`.
    ///     An extension is not part of the number.
    ///   - region: The ISO 3166 region in whose format a number without plus is written. Where it
    ///     is unknown, only numbers with plus are read.
    package init?(_ raw: String, region: String) {
        guard let dialled = DialledDigits(raw) else { return nil }
        let digits = dialled.digits[...]
        if dialled.hasPlus {
            self.init(international: digits)
        } else if let plan = NumberingPlan.of(region: region) {
            self.init(digits, dialledIn: plan)
        } else {
            return nil
        }
    }

    /// Reads the digits of a number with its calling code in front.
    private init?(international digits: Substring) {
        guard let code = CallingCode.prefix(of: digits) else { return nil }
        let rest = digits.dropFirst(code.utf8.count)
        guard let plan = NumberingPlan.of(callingCode: code) else {
            guard Self.lengths.contains(digits.utf8.count) else { return nil }
            self.init(callingCode: code, national: rest)
            return
        }
        // Many write the trunk prefix although it is not dialled from abroad: +44 (0)20.
        guard let national = plan.accepts(rest) ? rest : plan.droppingTrunk(rest) else {
            return nil
        }
        self.init(callingCode: code, national: national)
    }

    /// Reads what is dialled within the regions of the plan.
    private init?(_ digits: Substring, dialledIn plan: NumberingPlan) {
        for prefix in plan.exitPrefixes + ["00"] where digits.hasPrefix(prefix) {
            let abroad = PhoneNumber(international: digits.dropFirst(prefix.utf8.count))
            guard let abroad else { continue }
            self = abroad
            return
        }
        guard let national = Self.national(digits, in: plan) else { return nil }
        self.init(callingCode: plan.callingCode, national: national)
    }

    private static func national(_ digits: Substring, in plan: NumberingPlan) -> Substring? {
        if let national = plan.droppingTrunk(digits) { return national }
        let bare = plan.accepts(digits) ? digits : nil
        let code = plan.callingCode
        let rest = digits.hasPrefix(code) ? digits.dropFirst(code.utf8.count) : nil
        let coded = rest.flatMap { plan.accepts($0) ? $0 : nil }
        // Both can fit where lengths vary. Where a trunk prefix is usual, a number without it is
        // rather one that lost its plus.
        return plan.trunkPrefixes.isEmpty ? bare ?? coded : coded ?? bare
    }

    private init(callingCode: String, national: Substring) {
        self.callingCode = callingCode
        self.national = String(national)
    }

    /// Digits with the calling code: E.164 allows 15, and nothing under 8 reaches anybody.
    private static let lengths = 8...15
}

extension PhoneNumber {
    /// The number in groups that can be read aloud: `+7 381 212 34 56`.
    package var display: String {
        var rest = national[...]
        var groups: [Substring] = []
        while rest.utf8.count > 4 || groups.isEmpty {
            let size = groups.count < 2 ? 2 : 3
            groups.append(rest.suffix(size))
            rest = rest.dropLast(size)
        }
        if !rest.isEmpty { groups.append(rest) }
        return "+" + callingCode + " " + groups.reversed().joined(separator: " ")
    }
}

extension PhoneNumber: RawRepresentable, Codable, Hashable, Comparable, CustomStringConvertible {
    /// The number in E.164: plus, calling code, national number.
    package var rawValue: String { "+" + callingCode + national }

    /// Reads exactly what `rawValue` writes.
    package init?(rawValue: String) {
        self.init(rawValue, region: "")
        guard self.rawValue == rawValue else { return nil }
    }

    package var description: String { rawValue }

    /// Orders by digits, as a telephone book of the world would.
    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
