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

    /// Every day of the run.
    package var days: [CalendarDay] {
        sequence(first: first, next: DayText.next).prefix { $0 <= last }.map(\.self)
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
                guard case .text(let text) = node, let ends = DayText.ends(of: text) else {
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
                let first = DayText.text(range.first)
                return TOMLNode.quoted(
                    range.first == range.last ? first : "\(first)..\(DayText.text(range.last))"
                )
            }
        )
    }
}

/// Days of the calendar as text: `2026-01-08`.
package enum DayText {
    /// A day that exists; nil for text that is none, such as `2026-02-30`.
    package static func day(_ text: some StringProtocol) -> CalendarDay? {
        guard let match = String(text).wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            (1...12).contains(month), day >= 1, day <= length(of: month, in: year)
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    /// A day, or the ends of a run of days.
    package static func ends(of text: String) -> DayRange? {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false)
        guard parts.count <= 2, let from = parts.first, let to = parts.last,
            let first = day(from), let last = day(to)
        else { return nil }
        return DayRange(first: first, last: last)
    }

    /// The day as the file writes it.
    package static func text(_ day: CalendarDay) -> String {
        let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let year = String(repeating: "0", count: max(0, 4 - "\(day.year)".count)) + "\(day.year)"
        return "\(year)-\(digits(day.month))-\(digits(day.day))"
    }

    package static func next(_ day: CalendarDay) -> CalendarDay {
        if day.day < length(of: day.month, in: day.year) {
            return CalendarDay(year: day.year, month: day.month, day: day.day + 1)
        }
        return day.month < 12
            ? CalendarDay(year: day.year, month: day.month + 1, day: 1)
            : CalendarDay(year: day.year + 1, month: 1, day: 1)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap =
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
