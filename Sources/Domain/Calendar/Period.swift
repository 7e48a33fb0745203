import Foundation

/// A recurring length of time: months of the calendar, or a fixed length.
package enum Period: Hashable, Sendable {
    /// Calendar months: from the 15th to the 15th, whatever days lie between.
    case months(Int)
    /// A fixed length.
    case fixed(Duration)

    /// A length that no repetition is shorter than.
    var lengthMin: Duration {
        switch self {
        case .months(let count): .seconds(count * 28 * ZoneClock.day)
        case .fixed(let duration): duration
        }
    }
}

extension CalendarDay {
    /// The same day this many months later, or the last day of that month where it is shorter.
    func adding(months count: Int) -> CalendarDay {
        let (year, rest) = (year * 12 + month - 1 + count).flooredDivision(by: 12)
        let first = CalendarDay(year: year, month: rest + 1, day: 1)
        let next = CalendarDay(
            year: rest == 11 ? year + 1 : year,
            month: rest == 11 ? 1 : rest + 2,
            day: 1
        )
        return first.adding(days: min(day, next.ordinal - first.ordinal) - 1)
    }

    /// The day that a text such as `2026-03-01`, with or without a time after it, names.
    init?(text: String) {
        self.init(String(text.prefix(10)))
    }
}
