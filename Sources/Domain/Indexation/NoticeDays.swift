package import Foundation

/// A client is to be told of a raise, as soon as there is room; never on the bus.
package struct NoticeWanted: Message {
    package static let type = "internal.notice_wanted"
    package let clientID: ClientID
    package let proposalID: ProposalID
    /// Not before this day.
    package let from: CalendarDay

    package var subject: String { Subject.company.id }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case proposalID = "proposal_id"
        case from
    }
}

/// When a client is told of a raise; never on the bus.
package struct NoticePlanned: Message {
    package static let type = "internal.notice_planned"
    package let clientID: ClientID
    package let proposalID: ProposalID
    package let at: Date

    package var subject: String { clientID.rawValue }

    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
        case proposalID = "proposal_id"
        case at
    }
}

/// Gives each letter about a raise its day, so that not all clients call on the same one.
package enum NoticeDays: BusinessProcess {
    /// How many letters each day has, by day.
    package struct State: ProcessState {
        package private(set) var letters: [String: Int] = [:]

        package init() {}

        /// The first day with room, not before the given one; a letter more is counted there.
        ///
        /// - Returns: The day, and which of its letters it is, from 0.
        mutating func take(
            from day: CalendarDay,
            atMost perDay: Int,
            where isOpen: (CalendarDay) -> Bool
        ) -> (CalendarDay, Int) {
            var day = day
            // A calendar without any working day is still no reason to search for ever.
            for _ in 0..<Self.daysMax where letters[day.text, default: 0] >= perDay || !isOpen(day)
            {
                day = day.adding(days: 1)
            }
            let place = letters[day.text, default: 0]
            letters[day.text] = place + 1
            return (day, place)
        }

        mutating func forget(before day: CalendarDay) {
            letters = letters.filter { $0.key >= day.text }
        }

        private static let daysMax = 36_525
    }

    /// What can happen to the days.
    package enum Input: Sendable {
        case wanted(NoticeWanted)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case off = "indexation_is_off"
    }

    package static let name = "notice_days"
    package static let subject = SubjectKind.company
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [NoticeWanted.self]
    package static let tells: [any Message.Type] = [NoticePlanned.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? NoticeWanted else { return [] }
        return [Concern(name, .wanted(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .wanted(let news):
            guard let policy = context.policies.indexation else { return .ignored(Ignored.off) }
            var days = state ?? State()
            let calendar = context.policies.calendar
            let today = calendar.day(of: context.now)
            days.forget(before: today)
            let room = days.take(from: max(news.from, today), atMost: policy.noticesPerDay) {
                Self.isOpen($0, context)
            }
            let planned = NoticePlanned(
                clientID: news.clientID,
                proposalID: news.proposalID,
                at: instant(room.0, room.1, policy.noticesPerDay, context)
            )
            return .changed(to: days, effects: [.tell(planned)])
        }
    }

    /// Whether somebody works on the day; of today, whether somebody still does.
    private static func isOpen(_ day: CalendarDay, _ context: Context) -> Bool {
        let calendar = context.policies.calendar
        guard day == calendar.day(of: context.now) else { return calendar.isWorkingDay(day) }
        return calendar.nextOpening(atOrAfter: context.now).map { calendar.day(of: $0) == day }
            ?? false
    }

    /// Today at once; on other days spread evenly over the working time.
    private static func instant(
        _ day: CalendarDay,
        _ place: Int,
        _ perDay: Int,
        _ context: Context
    ) -> Date {
        let calendar = context.policies.calendar
        let start = calendar.startOfDay(day)
        guard start > context.now else {
            return calendar.nextOpening(atOrAfter: context.now) ?? context.now
        }
        let end = calendar.startOfDay(day.adding(days: 1))
        let share = calendar.workingTime(from: start, to: end) * place / max(perDay, 1)
        let instant = calendar.adding(share, to: start) ?? start
        return calendar.nextOpening(atOrAfter: instant) ?? instant
    }
}
