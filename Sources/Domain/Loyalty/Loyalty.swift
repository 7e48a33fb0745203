package import Foundation

/// How loyal the company's clients are, and a warning every week in which they are not.
package enum Loyalty: BusinessProcess {
    /// Answers by the day on which they were first given.
    package struct State: ProcessState {
        /// `YYYY-MM-DD` → answers by who served the client.
        package var days: [String: [Count]] = [:]
        /// When the directors are warned next, if there is reason to.
        package var nextWarning: Date?
        @Counted package var warnings = 0

        private enum CodingKeys: String, CodingKey {
            case days
            case nextWarning = "next_warning"
            case warnings
        }

        package init() {}
    }

    /// The answers of those whom the same people served.
    package struct Count: Codable, Equatable, Sendable {
        package let care: Care
        package var scores: ScoreCount
    }

    /// What can happen to the figures.
    package enum Input: Sendable {
        case answered(ClientAnswered)
        case warningDue(generation: Int)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case onlyARemark = "changes_nothing"
        case lateTimer = "late_timer"
    }

    package static let name = "loyalty"
    package static let subject = SubjectKind.company
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [ClientAnswered.self]
    package static let publishes: [any Message.Type] = [LoyaltyPublished.self, ChatNotify.self]

    /// The timer of the weekly warning.
    package static let timer = "nps_warning"
    /// How many days, today among them, the figures tell of: about a quarter.
    package static let windowDays = 91

    package static let perpetualTimers: Set = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? ClientAnswered else { return [] }
        return [Concern(name, .answered(body))]
    }

    /// What it waits for.
    package static let timers = [timer]

    /// The week is over.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .warningDue(generation: timer.generation) : nil
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .answered(let news):
            guard news.score != news.scoreBefore else { return .ignored(Ignored.onlyARemark) }
            let calendar = context.policies.calendar
            state.count(news, calendar.day(of: news.firstAt))
            state.forget(before: calendar.day(of: context.now).adding(days: -windowDays))
            var effects = state.fact(context).map { [Effect.publish($0)] } ?? []
            if state.nextWarning == nil { effects.append(state.awaitMonday(context)) }
            return .changed(to: state, effects: effects)
        case .warningDue(let generation):
            guard state.nextWarning != nil, state.warnings == generation else {
                return .ignored(Ignored.lateTimer)
            }
            return state.weekIsOver(context)
        }
    }
}

extension Loyalty.State {
    /// The figures of the days up to the given one, as many as a window has.
    package func scores(
        until day: CalendarDay,
        where isMeant: (Care) -> Bool = { _ in true }
    ) -> ScoreCount {
        var scores = ScoreCount()
        for count in counts(until: day) where isMeant(count.care) { scores.add(count.scores) }
        return scores
    }

    private func counts(until day: CalendarDay) -> [Loyalty.Count] {
        let days = day.adding(days: 1 - Loyalty.windowDays).text...day.text
        return self.days.filter { days.contains($0.key) }.sorted { $0.key < $1.key }
            .flatMap(\.value)
    }

    fileprivate mutating func count(_ news: ClientAnswered, _ day: CalendarDay) {
        var counts = days[day.text] ?? []
        let index = counts.firstIndex { $0.care == news.care } ?? counts.count
        if index == counts.count { counts.append(.init(care: news.care, scores: .init())) }
        counts[index].scores.count(news.score)
        if let before = news.scoreBefore { counts[index].scores.count(before, -1) }
        days[day.text] = counts
    }

    fileprivate mutating func forget(before day: CalendarDay) {
        days = days.filter { $0.key >= day.text }
    }

    fileprivate func fact(_ context: Context) -> LoyaltyPublished? {
        guard let policy = context.policies.loyalty else { return nil }
        let today = context.policies.calendar.day(of: context.now)
        let counts = counts(until: today)
        return LoyaltyPublished(
            from: today.adding(days: 1 - Loyalty.windowDays).text,
            to: today.text,
            target: policy.target,
            overall: LoyaltyFigures(scores(until: today)),
            projectManagers: parts(counts) { $0.projectManagerID?.rawValue },
            salesHeads: parts(counts) { $0.salesHeadID?.rawValue },
            departments: parts(counts, of: \.department)
        )
    }

    private func parts(
        _ counts: [Loyalty.Count],
        of key: (Care) -> String?
    ) -> [LoyaltyOf] {
        var parts: [String: ScoreCount] = [:]
        for count in counts {
            guard let key = key(count.care) else { continue }
            parts[key, default: .init()].add(count.scores)
        }
        return parts.filter { $0.value.answers > 0 }.sorted { $0.key < $1.key }
            .map { LoyaltyOf(key: $0.key, figures: LoyaltyFigures($0.value)) }
    }

    // MARK: - The week

    /// Sets the timer to the first working hour of next week.
    fileprivate mutating func awaitMonday(_ context: Context) -> Effect {
        let calendar = context.policies.calendar
        let today = calendar.day(of: context.now)
        let monday = calendar.startOfDay(today.adding(days: 8 - today.weekday))
        let due = calendar.nextOpening(atOrAfter: monday) ?? monday
        warnings += 1
        nextWarning = due
        return .arm(timer: Loyalty.timer, generation: warnings, due: due)
    }

    /// Tells the directors where the target was missed; without answers the timer rests.
    fileprivate func weekIsOver(_ context: Context) -> Decision<Loyalty.State> {
        var state = self
        let today = context.policies.calendar.day(of: context.now)
        state.forget(before: today.adding(days: -Loyalty.windowDays))
        state.nextWarning = nil
        guard let fact = state.fact(context), let nps = fact.overall.nps else {
            return .changed(to: state)
        }
        var effects: [Effect] = [.publish(fact)]
        if nps < fact.target { effects += fact.warnings(context) }
        effects.append(state.awaitMonday(context))
        return .changed(to: state, effects: effects)
    }
}

extension LoyaltyPublished {
    fileprivate func warnings(_ context: Context) -> [Effect] {
        func names(_ parts: [LoyaltyOf], _ name: (String) -> String) -> Value {
            let low = parts.filter { ($0.figures.nps ?? target) < target }
            let texts = low.map { "\(name($0.key).onOneLine) (\($0.figures.nps ?? 0))" }
            return .text(texts.joined(separator: ", "))
        }
        func person(_ key: String) -> String {
            PersonID(rawValue: key).map(context.company.name(of:)) ?? key
        }
        let phrase = Phrase(
            "nps.below_target",
            [
                "nps": .number(Decimal(overall.nps ?? 0)), "target": .number(Decimal(target)),
                "answers": .number(Decimal(overall.answers)),
                "bad": .number(Decimal(overall.bad)),
                "project_managers": names(projectManagers, person),
                "sales_heads": names(salesHeads, person),
                "departments": names(departments) { $0 },
            ]
        )
        return context.company.everybody(.director).map { context.notify($0, .warning, phrase) }
    }
}
