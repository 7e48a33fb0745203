package import Foundation

/// When the company works: hours by weekday, holidays, exceptions, in one time zone.
package struct WorkCalendar: Equatable, Sendable {
    package let timeZone: TimeZone
    /// Nil where no calendar is configured: the company then works round the clock.
    package let hours: WorkingHours?

    /// Always open, in UTC.
    package static let roundTheClock = WorkCalendar(timeZone: .gmt)

    package init(timeZone: TimeZone, hours: WorkingHours? = nil) {
        self.timeZone = timeZone
        self.hours = hours
    }
}

/// The working hours of a company.
package struct WorkingHours: Equatable, Sendable {
    /// Blocks by ISO weekday, 1 = Monday … 7 = Sunday; a weekday without blocks is off.
    package let week: [Int: [ClockRange]]
    /// Days off.
    package let holidays: Set<CalendarDay>
    /// Days with hours of their own; they win over weekday and holiday.
    package let exceptions: [CalendarDay: [ClockRange]]

    package init(
        week: [Int: [ClockRange]],
        holidays: Set<CalendarDay> = [],
        exceptions: [CalendarDay: [ClockRange]] = [:]
    ) {
        self.week = week
        self.holidays = holidays
        self.exceptions = exceptions
    }
}

/// A block of working time on the clock of one day, from `start` up to but without `end`.
package struct ClockRange: Hashable, Sendable {
    /// Minutes since midnight, 0…1439.
    package let start: Int
    /// Minutes since midnight, 1…1440; 1440 is the midnight that ends the day.
    package let end: Int

    /// A block, or nil where it is empty or reaches over the day.
    package init?(start: Int, end: Int) {
        guard start >= 0, start < end, end <= 1440 else { return nil }
        self.start = start
        self.end = end
    }
}

/// A day of the Gregorian calendar.
package struct CalendarDay: Hashable, Comparable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
