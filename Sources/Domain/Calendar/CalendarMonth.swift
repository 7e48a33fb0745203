/// A month of the Gregorian calendar; as text `2026-03`.
package struct CalendarMonth: Hashable, Sendable {
    /// 1…9999.
    package let year: Int
    /// 1…12.
    package let month: Int

    /// The month in which a day lies.
    package init(of day: CalendarDay) {
        self.init(count: day.year * 12 + min(max(day.month, 1), 12) - 1)
    }

    /// Its first day.
    package var firstDay: CalendarDay { CalendarDay(year: year, month: month, day: 1) }

    /// Its last day.
    package var lastDay: CalendarDay { adding(1).firstDay.adding(days: -1) }

    /// The day of the month, or its last one where the month is shorter.
    package func day(_ number: Int) -> CalendarDay {
        CalendarDay(year: year, month: month, day: min(max(number, 1), lastDay.day))
    }

    /// The month this many months later, or earlier where negative.
    package func adding(_ months: Int) -> CalendarMonth {
        CalendarMonth(count: count + min(max(months, -Self.countMax), Self.countMax))
    }

    /// This many months that end with this one, the earliest first.
    package func ending(_ months: Int) -> [CalendarMonth] {
        (0..<max(months, 0)).map { adding($0 - months + 1) }
    }

    /// Months since the beginning of the year 0.
    private var count: Int { year * 12 + month - 1 }

    private init(count: Int) {
        let bounded = min(max(count, 12), Self.countMax)
        year = bounded / 12
        month = bounded % 12 + 1
    }

    private static let countMax = 9999 * 12 + 11
}

extension CalendarMonth: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}

extension CalendarMonth: RawRepresentable, Codable, CodingKeyRepresentable,
    CustomStringConvertible
{
    /// The text; texts are in the order of time.
    package var rawValue: String { firstDay.monthText }

    /// Reads exactly what `rawValue` writes.
    package init?(rawValue: String) {
        guard rawValue.utf8.count == 7, let day = CalendarDay(rawValue + "-01"), day.year >= 1
        else { return nil }
        self.init(of: day)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let month = CalendarMonth(rawValue: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be a month such as 2026-09"
            )
        }
        self = month
    }

    package var description: String { rawValue }
}
