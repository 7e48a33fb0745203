import Foundation

/// One input taken by a client's surveys: what they become, and what follows.
struct SurveyMove {
    typealias Ignored = Surveys.Ignored
    typealias Rejected = Surveys.Rejected
    typealias Timer = Surveys.Timer

    let client: Client
    let context: Context
    var state: ClientSurveys
    var effects: [Effect] = []

    init(_ state: ClientSurveys, _ client: Client, _ context: Context) {
        self.state = state
        self.client = client
        self.context = context
    }

    var now: Date { context.now }
    var calendar: WorkCalendar { context.policies.calendar }
    /// Rules of the moment; nil while nobody is asked.
    var policy: LoyaltyPolicy? { context.policies.loyalty }

    /// Whether the client is to be asked at all.
    private var isAsked: Bool { client.active && !client.surveyOptOut }

    // MARK: - What happens

    /// The client was announced, or surveys may have been turned on: the schedule begins, ends, or
    /// goes on undisturbed.
    func follow() -> Decision<ClientSurveys> {
        guard let policy else { return .ignored(Ignored.off) }
        guard isAsked else { return pause() }
        let isNew = state.mail == nil || state.contractFrom != client.contractFrom
        // Calls may have been turned on later than mails.
        guard isNew || (state.call == nil && policy.callsEvery != nil) else {
            return .ignored(Ignored.nothingNew)
        }
        return after { move in
            if isNew {
                move.state.contractFrom = client.contractFrom
                move.set(.mail, at: move.mailSchedule(policy).first(from: now))
            }
            move.set(.call, at: move.callSchedule(policy)?.first(from: now))
        }
    }

    /// Somebody wants the client asked now.
    func askNow() -> Decision<ClientSurveys> {
        guard let policy else { return .ignored(Ignored.off) }
        guard client.active else { return reject(.clientLeft) }
        guard !client.surveyOptOut else { return reject(.optedOut) }
        guard let address = client.address else { return reject(.noAddress) }
        guard !isCoolingDown(policy) else { return reject(.askedLately) }
        return after { move in
            move.ask(address, policy)
            guard move.state.mail == nil else { return }
            move.state.contractFrom = client.contractFrom
            move.set(.mail, at: move.mailSchedule(policy).next(after: now))
            move.set(.call, at: move.callSchedule(policy)?.first(from: now))
        }
    }

    func mailIsDue(_ generation: Int) -> Decision<ClientSurveys> {
        guard state.mail?.generation == generation else { return .ignored(Ignored.lateTimer) }
        guard let policy else { return waitUntilOn(.mail) }
        guard isAsked else { return pause() }
        return after { move in
            let following = move.mailSchedule(policy).next(after: now)
            if let opening = move.opening {
                move.set(.mail, at: opening)
            } else if let address = client.address {
                move.mail(address, policy, following: following)
            } else {
                move.note(Phrase("nps.no_address"))
                move.set(.mail, at: following)
            }
        }
    }

    func reminderIsDue(_ generation: Int) -> Decision<ClientSurveys> {
        guard state.reminder?.generation == generation, policy != nil, isAsked,
            let index = state.surveys.lastIndex(where: { $0.channel == .mail }),
            let address = client.address
        else { return .ignored(Ignored.lateTimer) }
        let survey = state.surveys[index]
        guard survey.answer == nil, let expiry = survey.expiresAt, expiry > now else {
            return .ignored(Ignored.lateTimer)
        }
        return after { move in
            if let opening = move.opening, opening < expiry {
                move.set(.reminder, at: opening)
                return
            }
            move.state.reminder = nil
            move.state.surveys[index].remindedAt = now
            move.send(.reminder, to: address, about: survey)
        }
    }

    func callIsDue(_ generation: Int) -> Decision<ClientSurveys> {
        guard state.call?.generation == generation else { return .ignored(Ignored.lateTimer) }
        guard let policy else { return waitUntilOn(.call) }
        guard isAsked else { return pause() }
        return after { move in
            if let opening = move.opening {
                move.set(.call, at: opening)
            } else if policy.callsEvery == nil || move.scheduleCall() {
                move.set(.call, at: move.callSchedule(policy)?.next(after: now))
            } else {
                // Nobody is there to call: tomorrow somebody may be.
                let tomorrow = now.addingTimeInterval(Self.day)
                move.set(.call, at: calendar.nextOpening(atOrAfter: tomorrow) ?? tomorrow)
            }
        }
    }

    // MARK: - Asking

    private mutating func mail(_ address: String, _ policy: LoyaltyPolicy, following: Date) {
        guard isCoolingDown(policy), let last = state.lastMailAt else {
            ask(address, policy)
            set(.mail, at: following)
            return
        }
        note(Phrase("nps.asked_lately"))
        let rested = last + policy.cooldown
        set(.mail, at: min(calendar.nextOpening(atOrAfter: rested) ?? rested, following))
    }

    private mutating func ask(_ address: String, _ policy: LoyaltyPolicy) {
        let survey = open(.mail, expiresAt: now + policy.linkExpires)
        state.lastMailAt = now
        send(.survey, to: address, about: survey)
        state.reminder = nil
        guard let wait = policy.remindAfter else { return disarm(.reminder) }
        let due = calendar.nextOpening(atOrAfter: now + wait) ?? now + wait
        if let expiry = survey.expiresAt, due < expiry {
            set(.reminder, at: due)
        } else {
            disarm(.reminder)
        }
    }

    /// A survey more.
    mutating func open(_ channel: SurveyChannel, expiresAt: Date?) -> Survey {
        state.count += 1
        let survey = Survey(
            id: SurveyID(client: client.id, number: state.count),
            channel: channel,
            askedAt: now,
            expiresAt: expiresAt,
            care: client.care
        )
        state.surveys.append(survey)
        state.surveys.removeFirst(max(0, state.surveys.count - Limits.surveysKeptMax))
        return survey
    }

    private func isCoolingDown(_ policy: LoyaltyPolicy) -> Bool {
        state.lastMailAt.map { $0 + policy.cooldown > now } ?? false
    }

    // MARK: - Time

    private static let day: TimeInterval = 86_400

    /// When the company opens, where it is closed now.
    private var opening: Date? {
        calendar.isOpen(at: now) ? nil : calendar.nextOpening(atOrAfter: now)
    }

    private var start: SurveySchedule.Start {
        client.contractFrom.flatMap(CalendarDay.init(text:)).map { .day($0) }
            ?? .instant(state.knownSince)
    }

    private func mailSchedule(_ policy: LoyaltyPolicy) -> SurveySchedule {
        schedule("mail", policy.every, policy)
    }

    private func callSchedule(_ policy: LoyaltyPolicy) -> SurveySchedule? {
        policy.callsEvery.map { schedule("call", $0, policy) }
    }

    private func schedule(
        _ purpose: String,
        _ every: Period,
        _ policy: LoyaltyPolicy
    ) -> SurveySchedule {
        SurveySchedule(
            of: client.id,
            purpose: purpose,
            from: start,
            every: every,
            spread: policy.spread,
            calendar: calendar
        )
    }

    /// The client left, or wants no surveys: every alarm ends.
    private func pause() -> Decision<ClientSurveys> {
        guard state.mail != nil || state.call != nil || state.reminder != nil else {
            return .ignored(Ignored.notAsked)
        }
        return after { move in
            for timer in Timer.allCases { move.set(timer, at: nil) }
        }
    }

    /// Surveys were turned off; should they be turned on again, the schedule goes on.
    private func waitUntilOn(_ timer: Timer) -> Decision<ClientSurveys> {
        after { $0.set(timer, at: now.addingTimeInterval(Self.day)) }
    }

    // MARK: - Pieces

    func after(_ body: (inout SurveyMove) -> Void) -> Decision<ClientSurveys> {
        var move = self
        body(&move)
        return .changed(to: move.state, effects: move.effects)
    }

    mutating func note(_ phrase: Phrase) { effects.append(.note(phrase)) }
    mutating func publish(_ message: any Message) { effects.append(.publish(message)) }

    mutating func set(_ timer: Timer, at due: Date?) {
        guard let due else {
            if state[keyPath: timer.alarm] != nil { disarm(timer) }
            state[keyPath: timer.alarm] = nil
            return
        }
        state.alarms += 1
        state[keyPath: timer.alarm] = .init(due: due, generation: state.alarms)
        effects.append(.arm(timer: timer.rawValue, generation: state.alarms, due: due))
    }

    mutating func disarm(_ timer: Timer) {
        effects.append(.disarm(timer: timer.rawValue))
    }

    /// Whoever would want to know is told why the client was not asked.
    private func reject(_ reason: Rejected) -> Decision<ClientSurveys> {
        let phrase = Phrase("nps.rejected.\(reason.rawValue)", ["client": client.title])
        let head = client.salesHeadID.flatMap { context.company.people[$0] }
        let notice = head.map { context.notify($0, .info, phrase, client: client.id) }
        return .rejected(reason, effects: [notice].compactMap(\.self))
    }
}

extension Surveys.Timer {
    /// Where the state keeps it.
    fileprivate var alarm: WritableKeyPath<ClientSurveys, ClientSurveys.Alarm?> {
        switch self {
        case .mail: \.mail
        case .reminder: \.reminder
        case .call: \.call
        }
    }
}
