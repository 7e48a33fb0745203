/// A quarter of a Gregorian year; as text `2026-Q3`.
package struct Quarter: Hashable, Sendable {
    /// 0…9999.
    package let year: Int
    /// 1…4.
    package let number: Int

    /// A quarter, or nil where there is none.
    package init?(year: Int, number: Int) {
        guard (0...9999).contains(year), (1...4).contains(number) else { return nil }
        self.year = year
        self.number = number
    }

    /// The quarter in which a day lies.
    package init(of day: CalendarDay) {
        let month = min(max(day.month, 1), 12)
        self.init(count: min(max(day.year, 0), 9999) * 4 + (month - 1) / 3)
    }

    /// The quarter before; the first of all is its own.
    package var previous: Quarter { Quarter(count: count - 1) }

    /// The quarter after; the last of all is its own.
    package var next: Quarter { Quarter(count: count + 1) }

    /// Its first day.
    package var firstDay: CalendarDay {
        CalendarDay(year: year, month: number * 3 - 2, day: 1)
    }

    /// The first day that is no longer in it.
    package var firstDayAfter: CalendarDay {
        number == 4
            ? CalendarDay(year: year + 1, month: 1, day: 1)
            : CalendarDay(year: year, month: number * 3 + 1, day: 1)
    }

    /// Quarters since the beginning of the year 0.
    private var count: Int { year * 4 + number - 1 }

    private init(count: Int) {
        let bounded = min(max(count, 0), 39_999)
        self.year = bounded / 4
        self.number = bounded % 4 + 1
    }
}

extension Quarter: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.count < right.count
    }
}

extension Quarter: RawRepresentable, Codable, CodingKeyRepresentable, CustomStringConvertible {
    /// The text; texts are in the order of time.
    package var rawValue: String {
        let digits = String(year)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits + "-Q\(number)"
    }

    /// Reads exactly what `rawValue` writes.
    package init?(rawValue: String) {
        let parts = rawValue.split(separator: "-Q", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]) else {
            return nil
        }
        self.init(year: year, number: number)
        guard self.rawValue == rawValue else { return nil }
    }

    package var description: String { rawValue }
}
