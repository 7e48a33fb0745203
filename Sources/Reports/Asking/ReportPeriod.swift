package import Domain
package import Foundation

/// The days that a report is about, both ends included, in the company's time zone.
package struct ReportPeriod: Equatable, Sendable {
    package let from: CalendarDay
    package let to: CalendarDay

    /// A period; nil where it would end before it begins, or last for more than ten years.
    package init?(from: CalendarDay, to: CalendarDay) {
        guard from <= to, to.ordinal - from.ordinal < 3660 else { return nil }
        self.from = from
        self.to = to
    }

    private init(first: CalendarDay, last: CalendarDay) {
        from = first
        to = last
    }

    /// How many days it has.
    package var days: Int { to.ordinal - from.ordinal + 1 }

    /// From the first instant of the first day up to, but without, that of the day after the last.
    package func range(_ calendar: WorkCalendar) -> Range<Date> {
        let start = calendar.startOfDay(from)
        return start..<max(start, calendar.startOfDay(to.adding(days: 1)))
    }

    /// The month in which a day lies.
    package static func month(of day: CalendarDay) -> ReportPeriod {
        let first = CalendarDay(year: day.year, month: day.month, day: 1)
        return ReportPeriod(first: first, last: first.adding(months: 1).adding(days: -1))
    }

    /// The quarter in which a day lies.
    package static func quarter(of day: CalendarDay) -> ReportPeriod {
        let quarter = Quarter(of: day)
        return ReportPeriod(
            first: quarter.firstDay,
            last: quarter.firstDayAfter.adding(days: -1)
        )
    }

    /// Twelve months, beginning with the one in which a day lies.
    package static func year(from day: CalendarDay) -> ReportPeriod {
        let first = CalendarDay(year: day.year, month: day.month, day: 1)
        return ReportPeriod(first: first, last: first.adding(months: 12).adding(days: -1))
    }

    /// What it is compared with: as many months before where it is whole months, else as many days.
    package var previous: ReportPeriod {
        let after = to.adding(days: 1)
        let months = (after.year - from.year) * 12 + after.month - from.month
        guard from.day == 1, after.day == 1 else {
            return ReportPeriod(
                first: from.adding(days: -days),
                last: from.adding(days: -1)
            )
        }
        return ReportPeriod(
            first: from.adding(months: -months),
            last: from.adding(days: -1)
        )
    }

    /// Its first days, at most as many as it has.
    func first(days: Int) -> ReportPeriod {
        let last = from.adding(days: min(max(days, 1), self.days) - 1)
        return ReportPeriod(first: from, last: last)
    }

    /// Its months, such as `2026-09`.
    var months: [String] {
        let first = CalendarDay(year: from.year, month: from.month, day: 1)
        let count = (to.year - from.year) * 12 + to.month - from.month
        return (0...count).map { first.adding(months: $0).monthText }
    }

    /// The first day of the same month a year before it.
    var yearBefore: CalendarDay { from.adding(months: -12) }

    /// Every day of it.
    var everyDay: [CalendarDay] { (0..<days).map { from.adding(days: $0) } }
}

extension CalendarDay {
    /// The first day of the month this many months later; only first days are asked.
    fileprivate func adding(months: Int) -> CalendarDay {
        let count = year * 12 + month - 1 + months
        return CalendarDay(year: count / 12, month: count % 12 + 1, day: 1)
    }
}
