/// How the regions of one calling code write their telephone numbers.
package struct NumberingPlan: Equatable, Sendable {
    /// ISO 3166 codes of the regions that share the plan; the first is the largest.
    package let regions: [String]
    /// The calling code, without plus.
    package let callingCode: String
    /// What is dialled before a number within the country, the longest first; often nothing.
    package let trunkPrefixes: [String]
    /// What is dialled before a number abroad, besides `00`, which everybody understands.
    package let exitPrefixes: [String]
    /// Digits of a number without calling code and trunk prefix.
    package let lengths: ClosedRange<Int>
    /// The digits that such a number may begin with.
    package let leadingDigits: String

    init(
        _ regions: String...,
        code: String,
        trunk: [String] = [],
        exit: [String] = [],
        lengths: ClosedRange<Int>,
        leading: String = "123456789"
    ) {
        self.regions = regions
        self.callingCode = code
        self.trunkPrefixes = trunk
        self.exitPrefixes = exit
        self.lengths = lengths
        self.leadingDigits = leading
    }

    /// The plan of a region, by its ISO 3166 code in either case; nil where none is known.
    package static func of(region: String) -> NumberingPlan? {
        byRegion[region.uppercased()]
    }

    /// The plan of a calling code; nil where none is known.
    package static func of(callingCode: String) -> NumberingPlan? {
        byCallingCode[callingCode]
    }

    /// Whether a number within the country can have these digits.
    func accepts(_ national: Substring) -> Bool {
        guard lengths.contains(national.utf8.count), let first = national.first else {
            return false
        }
        return leadingDigits.contains(first)
    }

    /// The digits without a trunk prefix in front; nil where no number has that form.
    func droppingTrunk(_ digits: Substring) -> Substring? {
        for prefix in trunkPrefixes where digits.hasPrefix(prefix) {
            let rest = digits.dropFirst(prefix.utf8.count)
            if accepts(rest) { return rest }
        }
        return nil
    }

    private static let byRegion = Dictionary(
        all.flatMap { plan in plan.regions.map { ($0, plan) } },
        uniquingKeysWith: { first, _ in first }
    )

    private static let byCallingCode = Dictionary(
        all.map { ($0.callingCode, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}

/// The calling codes of ITU-T E.164.
enum CallingCode {
    /// The calling code with which the digits of an international number begin.
    static func prefix(of digits: Substring) -> String? {
        if let first = digits.first, singles.contains(first) { return String(first) }
        let two = String(digits.prefix(2))
        if pairs.contains(two) { return two }
        return digits.utf8.count > 2 && families.contains(two) ? String(digits.prefix(3)) : nil
    }

    private static let singles: Set<Character> = ["1", "7"]

    private static let pairs: Set<String> = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ]

    /// First two digits of the codes of three, whether all of a family are assigned or not.
    private static let families: Set<String> = [
        "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68",
        "69", "80", "85", "87", "88", "96", "97", "99",
    ]
}
