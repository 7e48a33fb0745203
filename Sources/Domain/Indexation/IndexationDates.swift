package import Foundation

/// The day of the month on which fees are billed, from which a new one may hold.
package struct BillingDay: Equatable, Sendable {
    /// 1…31; in a shorter month its last day.
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }

    /// The first billing day that is not before the day.
    package func first(onOrAfter day: CalendarDay) -> CalendarDay {
        let month = CalendarMonth(of: day)
        let billed = month.day(number)
        // Always from the number, never from a day that was clamped before.
        return billed >= day ? billed : month.adding(1).day(number)
    }
}

/// When a fee may be raised, and when everybody has to be told.
package struct IndexationDates: Equatable, Sendable {
    package var billingDay: BillingDay
    /// How long before it holds the client must know.
    package var noticeDays: Int
    /// Spare time between the decision and the notice.
    package var noticeBuffer: Duration
    package var decideWithin: Duration
    /// How long after the start of the contract a fee is raised for the first time.
    package var firstAfter: Period

    package init(
        billingDay: BillingDay = BillingDay(1),
        noticeDays: Int = 30,
        noticeBuffer: Duration = .seconds(5 * 86_400),
        decideWithin: Duration = .seconds(14 * 86_400),
        firstAfter: Period = .months(12)
    ) {
        self.billingDay = billingDay
        self.noticeDays = noticeDays
        self.noticeBuffer = noticeBuffer
        self.decideWithin = decideWithin
        self.firstAfter = firstAfter
    }

    /// The first day on which the fee may be raised.
    ///
    /// - Parameters:
    ///   - contractFrom: The first day of the contract.
    ///   - lastEffective: Since when the last raise holds.
    ///   - notBefore: From when another raise may be tried after one that came to nothing.
    package func dueOn(
        contractFrom: CalendarDay,
        lastEffective: CalendarDay?,
        notBefore: CalendarDay?
    ) -> CalendarDay {
        let anchors = [
            contractFrom.adding(firstAfter), lastEffective?.adding(months: 12), notBefore,
        ]
        let latest = anchors.compactMap(\.self).max() ?? contractFrom
        return billingDay.first(onOrAfter: latest)
    }

    /// When the raise is proposed so that everybody has his time: at the opening of that day.
    package func proposalAt(_ dueOn: CalendarDay, _ calendar: WorkCalendar) -> Date {
        let lead = noticeBuffer + decideWithin
        let days = Int(lead / .seconds(86_400))
        let start = calendar.startOfDay(dueOn.adding(days: -noticeDays - days))
        let instant = start + (.seconds(days * 86_400) - lead)
        let opening = calendar.nextOpening(atOrAfter: instant)
        guard let opening, calendar.day(of: opening) == calendar.day(of: instant) else {
            return instant
        }
        return opening
    }

    /// From which day the new fee holds, given the day on which the client was told.
    package func effective(dueOn: CalendarDay, toldOn: CalendarDay) -> CalendarDay {
        billingDay.first(onOrAfter: max(dueOn, toldOn.adding(days: noticeDays)))
    }
}

extension CalendarDay {
    /// The day so much later; of a part of a day the day after.
    func adding(_ period: Period) -> CalendarDay {
        switch period {
        case .months(let count): adding(months: count)
        case .fixed(let length): adding(days: Int((length / .seconds(86_400)).rounded(.up)))
        }
    }
}
