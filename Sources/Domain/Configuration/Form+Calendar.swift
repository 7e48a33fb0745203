import Foundation

extension Form where Value == [ClockRange] {
    /// Working hours of one day: blocks that do not overlap, in order; none for a day off.
    package static var clockRanges: Self {
        let allowed = "a list of hours such as [\"09:00-13:00\", \"14:00-18:00\"]"
        return Self(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .list(let nodes) = node else { return spot.misfit(node, allowed) }
                let ranges = nodes.enumerated().compactMap { index, node in
                    Clock.range(node, spot.element(index)).map { (index, $0) }
                }
                return Clock.ordered(ranges, spot)
            },
            written: { ranges in
                "[" + ranges.map { TOMLNode.quoted(Clock.text($0)) }.joined(separator: ", ") + "]"
            }
        )
    }
}

/// Hours of a day as text.
private enum Clock {
    package static let allowed = "hours such as \"09:00-18:00\""

    static func range(_ node: TOMLNode, _ spot: Spot) -> ClockRange? {
        guard case .text(let text) = node,
            let match = text.wholeMatch(of: /\s*([0-9:]+)\s*[-–]\s*([0-9:]+)\s*/),
            let start = minutes(match.1), let end = minutes(match.2)
        else { return spot.misfit(node, allowed) }
        guard let range = ClockRange(start: start, end: end) else {
            let hint = "; hours over midnight are two ranges, one up to 24:00, one from 00:00"
            return spot.misfit(node, "hours that end later than they begin", hint: hint)
        }
        return range
    }

    private static func minutes(_ text: Substring) -> Int? {
        guard let match = text.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/),
            let hour = Int(match.1), let minute = Int(match.2), minute < 60
        else { return nil }
        let total = hour * 60 + minute
        return total <= 1440 ? total : nil
    }

    static func ordered(_ ranges: [(Int, ClockRange)], _ spot: Spot) -> [ClockRange] {
        let sorted = ranges.sorted { $0.1.start < $1.1.start }
        for (before, after) in zip(sorted, sorted.dropFirst()) where after.1.start < before.1.end {
            let later = max(before.0, after.0)
            let (one, other) = (text(before.1), text(after.1))
            spot.element(later).report("\"\(one)\" and \"\(other)\" overlap; a day's hours may not")
        }
        return sorted.map(\.1)
    }

    static func text(_ range: ClockRange) -> String {
        "\(time(range.start))-\(time(range.end))"
    }

    private static func time(_ minutes: Int) -> String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}

/// A run of days, both ends included.
package struct DayRange: Hashable {
    package let first: CalendarDay
    package let last: CalendarDay

    /// A day, or the first and the last of a run: `2026-01-01..2026-01-08`.
    init?(_ text: String) {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let first = parts.first.flatMap({ CalendarDay($0) }),
            let last = parts.last.flatMap({ CalendarDay($0) })
        else { return nil }
        self.first = first
        self.last = last
    }

    /// Every day of the run.
    package var days: [CalendarDay] {
        sequence(first: first) { $0.adding(days: 1) }.prefix { $0 <= last }.map(\.self)
    }
}

extension Form where Value == DayRange {
    /// A day, or a run of days of at most a year.
    package static var days: Self {
        let allowed = "a day \"2026-01-08\" or days \"2026-01-01..2026-01-08\""
        return Self(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .text(let text) = node, let ends = DayRange(text) else {
                    return spot.misfit(node, allowed)
                }
                guard ends.first <= ends.last else {
                    return spot.misfit(node, "days of which the first comes first")
                }
                guard ends.last.year - ends.first.year <= 1 else {
                    return spot.misfit(node, "days within one year or two that follow each other")
                }
                return ends
            },
            written: { range in
                let first = range.first.text
                return TOMLNode.quoted(
                    range.first == range.last ? first : "\(first)..\(range.last.text)"
                )
            }
        )
    }
}
