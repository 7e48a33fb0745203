/// Lengths of time as the file writes them: `"300ms"`, `"8s"`, `"15m"`, `"24h"`, `"90d"`.
package enum DurationText {
    /// The units, longest first, in milliseconds.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    /// Units that are read but not written: a week, and a year of 365 days.
    private static let longUnits: [(name: String, milliseconds: Int64)] = [
        ("w", 7 * 86_400_000), ("y", 365 * 86_400_000),
    ]

    /// The length; nil where the text is none, or is longer than a century.
    package static func parse(_ text: String) -> Duration? {
        guard let match = text.wholeMatch(of: /([0-9]{1,13})(ms|s|m|h|d|w|y)/),
            let count = Int64(match.1),
            let unit = (units + longUnits).first(where: { $0.name == match.2 })
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflow, product <= 36_525 * 86_400_000 else { return nil }
        return .milliseconds(product)
    }

    /// The length as people write it: `60m` and `24h` rather than `1h` and `1d`.
    package static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "0s" }
        let unit = units.first { unit in
            let (count, rest) = milliseconds.quotientAndRemainder(dividingBy: unit.milliseconds)
            return rest == 0 && (count > 1 || unit.milliseconds == 1000)
        }
        return unit.map { "\(milliseconds / $0.milliseconds)\($0.name)" } ?? "\(milliseconds)ms"
    }

    /// `; did you mean "15m"?` for what is nearly a length of time; `bare` are the units that a
    /// number without one may have meant.
    package static func hint(_ node: TOMLNode, bare: [String] = ["s", "m"]) -> String {
        switch node {
        case .integer(let number):
            let meant = bare.map { "\"\(number)\($0)\"" }.joined(separator: " or ")
            return "; did you mean \(meant)?"
        case .text(let text):
            let words: [Character: String] = ["s": "s", "m": "m", "h": "h", "d": "d"]
            guard let match = text.lowercased().wholeMatch(of: /([0-9]+)\s*([a-z]+)\.?/),
                let first = match.2.first, let unit = words[first]
            else { return "" }
            let name = match.2.hasPrefix("ms") || match.2.hasPrefix("milli") ? "ms" : unit
            let meant = "\(match.1)\(match.2.hasPrefix("mo") ? "mo" : name)"
            return meant == text ? "" : "; did you mean \"\(meant)\"?"
        default:
            return ""
        }
    }
}

extension Period {
    /// The period as the file writes it, `"3mo"` or `"90d"`; nil where the text is none.
    package static func parse(_ text: String) -> Period? {
        if let match = text.wholeMatch(of: /([0-9]{1,3})mo/), let count = Int(match.1) {
            return (1...120).contains(count) ? .months(count) : nil
        }
        return DurationText.parse(text).flatMap { $0 > .zero ? .fixed($0) : nil }
    }

    /// The period as the file would write it.
    package var text: String {
        switch self {
        case .months(let count): "\(count)mo"
        case .fixed(let duration): DurationText.text(duration)
        }
    }
}

extension Form where Value == Duration {
    /// A length of time within a range, ends included.
    package static func duration(_ range: ClosedRange<Duration>) -> Self {
        let allowed =
            "a duration from \"\(DurationText.text(range.lowerBound))\""
            + " to \"\(DurationText.text(range.upperBound))\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node, let duration = DurationText.parse(text) else {
                    let forms = allowed + " (units ms, s, m, h, d)"
                    return spot.misfit(node, spot.allowed ?? forms, hint: DurationText.hint(node))
                }
                return range.contains(duration) ? duration : spot.misfit(node, allowed)
            },
            written: { TOMLNode.quoted(DurationText.text($0)) }
        )
    }

    /// A length of time that is not nothing, up to ten years.
    package static var duration: Self { duration(.milliseconds(1) ... .seconds(3650 * 86_400)) }
    /// A length of time that may be nothing, up to ten years.
    package static var durationOrNone: Self { duration(.zero ... .seconds(3650 * 86_400)) }
}

extension Form where Value == Period {
    /// A period in calendar months or of a fixed length.
    package static var period: Self {
        let allowed = "a period such as \"3mo\" (calendar months) or \"90d\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                if case .text(let text) = node, let period = Period.parse(text) { return period }
                return spot.misfit(node, allowed, hint: DurationText.hint(node, bare: ["mo", "d"]))
            },
            written: { TOMLNode.quoted($0.text) }
        )
    }
}
