package import Foundation

/// When one client is asked: again and again from the start of the contract, each client at a
/// place of his own within the spread, and only in working time.
///
/// The place is a share of the working time that the spread holds, so that weekends and nights
/// bring nobody together; it follows from the client's id alone.
package struct SurveySchedule: Sendable {
    /// Where counting begins.
    package enum Start: Equatable, Sendable {
        /// The first day of the contract.
        case day(CalendarDay)
        /// When the client was first heard of.
        case instant(Date)
    }

    private let start: Start
    private let every: Period
    private let spread: Duration
    /// 0 ..< 1.
    private let share: Double
    private let calendar: WorkCalendar

    /// - Parameter purpose: What the client is asked for; each purpose has places of its own.
    package init(
        of client: ClientID,
        purpose: String,
        from start: Start,
        every: Period,
        spread: Duration,
        calendar: WorkCalendar
    ) {
        self.start = start
        self.every = every
        // More than a whole period would only delay the first time.
        self.spread = min(spread, every.lengthMin)
        self.calendar = calendar
        share = Self.share(of: "\(purpose) \(client.rawValue)")
    }

    /// The first time after the instant.
    package func next(after instant: Date) -> Date {
        var count = countBefore(instant)
        while true {
            let due = due(count)
            if due > instant { return due }
            count += 1
        }
    }

    /// The first time for somebody who was never asked: today still counts if it is the day.
    package func first(from now: Date) -> Date {
        guard every.lengthMin >= .seconds(86_400) else { return next(after: now) }
        return next(after: calendar.startOfDay(holding: now).addingTimeInterval(-1))
    }

    /// The n-th time, counted from 1; never before n periods have passed.
    private func due(_ count: Int) -> Date {
        let base = base(count)
        let window = calendar.workingTime(from: base, to: base + spread)
        let placed = calendar.adding(window * share, to: base) ?? base
        return calendar.nextOpening(atOrAfter: placed) ?? placed
    }

    private func base(_ count: Int) -> Date {
        switch (start, every) {
        case (.day(let day), .months(let months)):
            calendar.startOfDay(day.adding(months: months * count))
        case (.day(let day), .fixed(let length)):
            // Days of the calendar begin at midnight, whether 23, 24 or 25 hours after the last.
            length.wholeDays.map { calendar.startOfDay(day.adding(days: $0 * count)) }
                ?? calendar.startOfDay(day) + length * count
        case (.instant(let instant), .months(let months)):
            calendar.startOfDay(calendar.day(of: instant).adding(months: months * count))
        case (.instant(let instant), .fixed(let length)):
            instant + length * count
        }
    }

    /// A time that surely is not after the instant, unless it is the first of all.
    private func countBefore(_ instant: Date) -> Int {
        let count: Int
        switch every {
        case .months(let months):
            let (now, first) = (calendar.day(of: instant), firstDay)
            let passed = (now.year - first.year) * 12 + now.month - first.month
            count = passed / months - 2
        case .fixed(let length):
            let passed = instant.timeIntervalSince(base(0)) - spread / .seconds(1)
            count = Int(min(max(passed / (length / .seconds(1)), 0), 1e15)) - 1
        }
        return max(1, count)
    }

    private var firstDay: CalendarDay {
        switch start {
        case .day(let day): day
        case .instant(let instant): calendar.day(of: instant)
        }
    }

    /// A share that looks like chance and is always the same: FNV-1a, finished as SplitMix is.
    static func share(of text: String) -> Double {
        var hash = text.utf8.fnv1a
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        hash ^= hash >> 31
        return Double(hash >> 11) * 0x1p-53
    }
}

extension Duration {
    /// How many days it is; nil where it is no whole number of them.
    fileprivate var wholeDays: Int? {
        let (seconds, attoseconds) = components
        guard attoseconds == 0, seconds % Int64(ZoneClock.day) == 0 else { return nil }
        return Int(seconds) / ZoneClock.day
    }
}
