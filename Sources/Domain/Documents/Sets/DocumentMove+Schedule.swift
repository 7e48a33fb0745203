import Foundation

/// Sets that nobody asks for: one a month, and those of months that were missed.
extension DocumentMove {
    /// How far back a missed month is made up.
    static let monthsBack = 24

    /// The client was announced, or the schedule may have been turned on or off.
    func follow() -> Decision<ClientDocuments> {
        let isScheduled = policy.schedule == .lastWorkingDay && client.active
        let alarm = state.alarms[Timer.due.rawValue]
        guard isScheduled != (alarm != nil) else { return .ignored(Ignored.nothingNew) }
        return after { move in
            if isScheduled {
                // Months that are over before the schedule began are nobody's business.
                let before = CalendarMonth(of: move.today).adding(-1)
                move.state.scheduledAfter = move.state.scheduledAfter ?? before
            }
            move.schedule()
        }
    }

    private mutating func schedule() {
        guard policy.schedule == .lastWorkingDay, client.active else { return set(.due, at: nil) }
        var month = CalendarMonth(of: today)
        if calendar.documentsDue(in: month) <= now { month = month.adding(1) }
        set(.due, at: calendar.documentsDue(in: month))
    }

    /// Every month since the schedule began that has no set gets one, each by itself.
    mutating func makeUp() {
        defer { schedule() }
        guard policy.schedule == .lastWorkingDay, client.active else { return }
        for month in Self.monthsDue(state, calendar, now) {
            for entity in account.legalEntities { makeUp(month, entity) }
        }
    }

    /// The months whose sets are due, the earliest first.
    static func monthsDue(
        _ state: ClientDocuments,
        _ calendar: WorkCalendar,
        _ now: Date
    ) -> [CalendarMonth] {
        let this = CalendarMonth(of: calendar.day(of: now))
        return this.ending(monthsBack).filter {
            $0 > state.scheduledAfter ?? this.adding(-1) && calendar.documentsDue(in: $0) <= now
        }
    }

    private mutating func makeUp(_ month: CalendarMonth, _ entity: LegalEntityID) {
        let period = DocumentPeriod(from: month.firstDay, to: month.lastDay)
        guard account.hasSubstance(entity, month) else { return }
        let order = DocumentSet.Order(
            period: period,
            kinds: policy.kinds,
            legalEntity: entity,
            requesterID: nil,
            sendTo: nil,
            isScheduled: true
        )
        let id = RequestID(trusted: "schedule-\(month.rawValue)-\(entity)")
        if let same = existing(order) {
            if state.sets[same].phase == .blocked { tryAgain(id, same) }
            return
        }
        guard !state.sets.contains(where: { $0.requests.contains { $0.id == id } }) else { return }
        add(.init(id: id, mode: .new, order: order))
    }
}

extension WorkCalendar {
    /// At the closing of the last working day; of a month without one, on its last day.
    ///
    /// Who has no calendar answers leads round the clock, but accountants and banks keep weekends.
    func documentsDue(in month: CalendarMonth) -> Date {
        let days = (1...month.lastDay.day).reversed().map { month.day($0) }
        let last = days.first { hours == nil ? $0.weekday <= 5 : isWorkingDay($0) }
        return closing(of: last ?? month.lastDay)
    }

    /// When work ends on a day; at six in the evening where no hours say so.
    func closing(of day: CalendarDay) -> Date {
        let end = hours?.blocks(ofOrdinal: day.ordinal).map(\.end).max()
        return instant(day, minute: end.map { min($0, 1439) } ?? 18 * 60)
    }
}
