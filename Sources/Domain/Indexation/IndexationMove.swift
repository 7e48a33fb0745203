import Foundation

/// One input taken by the raises of a client's fee: what they become, and what follows.
struct IndexationMove {
    typealias Ignored = Indexation.Ignored
    typealias Rejected = Indexation.Rejected
    typealias Timer = Indexation.Timer

    let client: Client
    let policy: IndexationPolicy
    let context: Context
    var state: ClientIndexation
    var effects: [Effect] = []

    init(
        _ state: ClientIndexation,
        _ client: Client,
        _ policy: IndexationPolicy,
        _ context: Context
    ) {
        self.state = state
        self.client = client
        self.policy = policy
        self.context = context
    }

    var now: Date { context.now }
    var calendar: WorkCalendar { context.policies.calendar }
    var today: CalendarDay { calendar.day(of: now) }

    /// The first day of the contract, where there is one and the client pays a fee.
    var contractFrom: CalendarDay? {
        guard client.active, let fee = client.fee, fee.amount > 0 else { return nil }
        return client.contractFrom.flatMap(CalendarDay.init(text:))
    }

    // MARK: - What happens

    /// The client was announced, or fees may have been turned on: the next raise is waited for.
    func follow(_ isNews: Bool) -> Decision<ClientIndexation> {
        var move = self
        if isNews { move.warnOfOldFee() }
        move.state.leftAt = client.active ? nil : state.leftAt ?? now
        if move.contractFrom == nil { move.end() } else { move.resume() }
        guard move.state != state || !move.effects.isEmpty else {
            return .ignored(contractFrom == nil ? Ignored.notIndexed : Ignored.nothingNew)
        }
        return .changed(to: move.state, effects: move.effects)
    }

    func timerIsDue(_ timer: Timer, _ generation: Int) -> Decision<ClientIndexation> {
        guard state.alarms[timer.rawValue]?.generation == generation else {
            return .ignored(Ignored.lateTimer)
        }
        return after { move in
            _ = move.state.take(timer, generation)
            switch timer {
            case .due: move.attempt()
            case .look: move.lookAgain()
            case .reminder: move.remind()
            case .deadline: move.deadlineIsOver()
            case .notice: move.sendNotice(plannedFor: state.alarms[timer.rawValue]?.due)
            case .delivery: move.askForDelivery()
            case .apply: move.apply()
            }
        }
    }

    /// Fees were turned off; should they be turned on again, everything goes on.
    func waitUntilOn(_ timer: Timer, _ generation: Int) -> Decision<ClientIndexation> {
        guard state.alarms[timer.rawValue]?.generation == generation else {
            return .ignored(Ignored.lateTimer)
        }
        return after { $0.set(timer, at: tomorrow) }
    }

    // MARK: - The next raise

    /// Waits for the next raise, or goes on with the one at hand.
    mutating func resume() {
        guard let contractFrom else { return end() }
        if state.proposal != nil { return goOn() }
        let dueOn = policy.dates.dueOn(
            contractFrom: contractFrom,
            lastEffective: state.lastEffective,
            notBefore: state.notBefore
        )
        let isWaiting =
            state.alarms[Timer.due.rawValue] != nil || state.alarms[Timer.look.rawValue] != nil
        guard state.dueOn != dueOn || !isWaiting else { return }
        state.dueOn = dueOn
        state.saidMissing = nil
        set(.look, at: nil)
        set(.due, at: max(now, policy.dates.proposalAt(dueOn, calendar)))
    }

    /// What a new announcement of the client, or new settings, may have set free.
    private mutating func goOn() {
        guard let proposal = state.proposal else { return }
        switch proposal.phase {
        case .addressNeeded:
            guard let address = client.address, address != proposal.lostAddress else { return }
            state.proposal?.phase = .approved
            state.proposal?.why = nil
            state.proposal?.failures = 0
            wantNotice(from: today)
        case .announced where state.alarms[Timer.apply.rawValue] == nil:
            if proposal.notice?.toldAt != nil { awaitDay(proposal.effectiveOn) }
        case .held, .proposed, .climbed, .approved, .parked, .announced, .stopped, .applied,
            .refused, .dropped, .withdrawn, .lapsed:
            break
        }
    }

    /// The client left, or pays no fee: nothing more is proposed.
    ///
    /// What was announced is looked at on its day.
    mutating func end() {
        set(.due, at: nil)
        state.dueOn = nil
        guard let proposal = state.proposal else { return set(.look, at: nil) }
        guard proposal.phase != .announced else { return }
        skip(.clientLeft, Phrase("indexation.client_left"))
        close(.lapsed)
    }

    /// From when another raise is tried after one that came to nothing: a year after the day on
    /// which it might have held, or after the day it would hold now where that is long past.
    mutating func postpone(_ dueOn: CalendarDay) {
        let planned = policy.dates.effective(dueOn: dueOn, toldOn: today)
        let next = dueOn.adding(months: 12)
        state.notBefore = next > planned ? next : planned.adding(months: 12)
        resume()
    }

    /// The raise at hand is over.
    mutating func close(_ phase: Proposal.Phase) {
        guard var proposal = state.proposal else { return }
        proposal.phase = phase
        proposal.closedAt = now
        state.proposal = nil
        state.past.append(proposal)
        state.past.removeFirst(max(0, state.past.count - Limits.proposalsKeptMax))
        for timer in Timer.allCases where timer != .due { set(timer, at: nil) }
        state.dueOn = nil
    }

    /// The CRM still bills the fee that was raised.
    private mutating func warnOfOldFee() {
        guard let last = state.past.last(where: { $0.phase == .applied }),
            last.id == state.past.last?.id
        else { return }
        if client.fee == last.newFee { state.isOldFeeTold = false }
        guard client.fee == last.fee, !state.isOldFeeTold else { return }
        state.isOldFeeTold = true
        tellHeads(.warning, Phrase("indexation.old_fee_again", values(of: last)))
    }

    // MARK: - Pieces

    func after(_ body: (inout IndexationMove) -> Void) -> Decision<ClientIndexation> {
        var move = self
        body(&move)
        return .changed(to: move.state, effects: move.effects)
    }

    mutating func note(_ phrase: Phrase) { effects.append(.note(phrase)) }
    mutating func publish(_ message: any Message) { effects.append(.publish(message)) }

    mutating func set(_ timer: Timer, at due: Date?) {
        if let effect = state.set(timer, at: due) { effects.append(effect) }
    }

    /// The opening of the next day, or its beginning where nobody works.
    var tomorrow: Date {
        let start = calendar.startOfDay(today.adding(days: 1))
        let opening = calendar.nextOpening(atOrAfter: start) ?? start
        return calendar.day(of: opening) == calendar.day(of: start) ? opening : start
    }

    /// Says why the fee is not raised now.
    mutating func skip(_ reason: IndexationSkipped.Reason, _ detail: Phrase) {
        publish(
            IndexationSkipped(
                clientID: client.id,
                proposalID: state.proposal?.id,
                reason: reason,
                detail: context.text(detail)
            )
        )
    }

    // MARK: - People

    /// Whom proposals go to: the client's head, else all sales heads, else the directors.
    var heads: [Person] {
        if let own = client.salesHeadID.flatMap({ context.company.people[$0] }), own.active {
            return [own]
        }
        let heads = context.company.everybody(.salesHead)
        return heads.isEmpty ? context.company.everybody(.director) : heads
    }

    mutating func tellHeads(
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        _ buttons: Buttons? = nil
    ) {
        tell(heads, severity, phrase, buttons)
    }

    mutating func tell(
        _ people: [Person],
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        _ buttons: Buttons? = nil
    ) {
        effects += people.map {
            context.notify($0, severity, phrase, client: client.id, actions: buttons?($0))
        }
    }
}
