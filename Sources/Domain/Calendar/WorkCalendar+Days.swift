package import Foundation

/// Days and quarters in the company's time zone.
extension WorkCalendar {
    /// The day that the calendar on the wall shows.
    package func day(of instant: Date) -> CalendarDay {
        let second = ExactTime(instant).seconds
        let shown = second + ZoneClock(zone: timeZone).offset(at: second)
        return CalendarDay(ordinal: shown.flooredDivision(by: ZoneClock.day).quotient)
    }

    /// Whether anybody works on the day at all.
    package func isWorkingDay(_ day: CalendarDay) -> Bool {
        guard let hours else { return true }
        return !hours.blocks(ofOrdinal: day.ordinal).isEmpty
    }

    /// The first instant of the day; of a day that the zone skipped, that of the next one.
    package func startOfDay(_ day: CalendarDay) -> Date {
        instant(day, minute: 0)
    }

    /// The first instant at which the clock on the wall shows the time of the day, in minutes since
    /// midnight; where the clock skips it, the first after the gap.
    package func instant(_ day: CalendarDay, minute: Int) -> Date {
        let reading = day.ordinal * ZoneClock.day + minute * 60
        return ExactTime(seconds: ZoneClock(zone: timeZone).firstInstant(showing: reading)).date
    }

    /// The first instant of the day that holds the instant.
    package func startOfDay(holding instant: Date) -> Date {
        startOfDay(day(of: instant))
    }

    /// The quarter that holds the instant.
    package func quarter(of instant: Date) -> Quarter {
        Quarter(of: day(of: instant))
    }

    /// The first instant of the quarter.
    package func start(of quarter: Quarter) -> Date {
        startOfDay(quarter.firstDay)
    }

    /// The first instant after the quarter.
    package func end(of quarter: Quarter) -> Date {
        startOfDay(quarter.firstDayAfter)
    }
}
