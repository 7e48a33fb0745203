package import Domain
package import Foundation

/// When a report goes out by mail, and what it is about then.
package struct MailSchedule: Sendable {
    /// How often.
    package enum Every: Sendable {
        case day, week, month
    }

    package let name: String
    package let report: ReportName
    package let by: ReportGrouping?
    private let every: Every
    /// Minutes since midnight.
    private let minute: Int

    package init(
        name: String,
        report: ReportName,
        by: ReportGrouping?,
        every: Every,
        minute: Int
    ) {
        self.name = name
        self.report = report
        self.by = by
        self.every = every
        self.minute = minute
    }

    /// One time that it goes out.
    package struct Occurrence: Equatable, Sendable {
        /// The same on every instance and after every restart.
        package let id: String
        package let due: Date
        package let period: ReportPeriod
    }

    /// The last occurrence that is due; those before it are out of date.
    package func latest(at now: Date, _ calendar: WorkCalendar) -> Occurrence? {
        let today = calendar.day(of: now)
        // The day on which it goes out, this time or the time before.
        let days = [0, 1].compactMap { back in day(around: today, back: back) }
        for day in days {
            let due = calendar.instant(day, minute: minute)
            guard due <= now else { continue }
            guard let period = period(before: day) else { return nil }
            return Occurrence(id: "report-\(name)-\(day.text)", due: due, period: period)
        }
        return nil
    }

    private func day(around today: CalendarDay, back: Int) -> CalendarDay? {
        switch every {
        case .day: return today.adding(days: -back)
        case .week: return today.adding(days: 1 - today.weekday - 7 * back)
        case .month:
            let this = ReportPeriod.month(of: today).from
            return back == 0 ? this : ReportPeriod.month(of: this.adding(days: -1)).from
        }
    }

    private func period(before day: CalendarDay) -> ReportPeriod? {
        let yesterday = day.adding(days: -1)
        switch every {
        case .day: return ReportPeriod(from: yesterday, to: yesterday)
        case .week: return ReportPeriod(from: day.adding(days: -7), to: yesterday)
        case .month: return .month(of: yesterday)
        }
    }
}
