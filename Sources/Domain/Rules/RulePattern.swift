import Foundation

/// A regular expression that can't take for ever.
///
/// Read once, when the rules are. Backtracking is counted, not timed, so that the same text gives
/// the same answer on every machine: who looks longer than `stepsMax` finds nothing.
package struct RulePattern: Equatable, Sendable {
    /// As the configuration writes it.
    package let source: String
    private let expression: NSRegularExpression

    /// How much of a text is looked at, in characters; more is cut off.
    package static let lengthMax = 4000
    /// How often the engine may say that it is still looking, each time after some 10,000 steps.
    private static let stepsMax = 100

    /// The expression, or nil where it is none.
    package init?(_ source: String) {
        guard let expression = try? NSRegularExpression(pattern: source) else { return nil }
        self.source = source
        self.expression = expression
    }

    package static func == (left: RulePattern, right: RulePattern) -> Bool {
        left.source == right.source
    }

    /// Whether it is found in the text; in a list, whether in any of its elements.
    func isFound(in value: Value) -> Bool {
        if case .list(let values) = value { return values.contains(where: isFound) }
        return value.plainText.map(isFound) ?? false
    }

    private func isFound(in text: String) -> Bool {
        let text = String(text.prefix(Self.lengthMax))
        var isFound = false
        var steps = 0
        expression.enumerateMatches(
            in: text,
            options: [.reportProgress],
            range: NSRange(text.startIndex..., in: text)
        ) { match, _, stop in
            if match != nil { isFound = true } else { steps += 1 }
            if isFound || steps >= Self.stepsMax { stop.pointee = true }
        }
        return isFound
    }
}
