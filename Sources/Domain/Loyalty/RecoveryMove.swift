import Foundation

/// One input taken by an open recovery: what it becomes, and what follows.
struct RecoveryMove {
    typealias State = ClientRecoveries
    typealias Ignored = Recoveries.Ignored
    typealias Rejected = Recoveries.Rejected
    typealias Timer = Recoveries.Timer

    private let context: Context
    private let clientID: ClientID
    private var state: State
    private var recovery: Recovery
    private var effects: [Effect] = []

    init(_ state: State, _ recovery: Recovery, _ context: Context) {
        self.state = state
        self.recovery = recovery
        self.context = context
        clientID = recovery.surveyID.clientID ?? ClientID(trusted: recovery.surveyID.rawValue)
    }

    private var now: Date { context.now }
    private var company: Company { context.company }

    // MARK: - The beginning

    static func begin(
        _ state: State,
        _ news: ClientAnswered,
        _ policy: LoyaltyPolicy.Recovery,
        _ context: Context
    ) -> Decision<State> {
        let care = context.subject.state(of: Clients.self)?.care ?? news.care
        let directors = context.company.everybody(.director).map(\.id)
        let recovery = Recovery(
            number: state.count + 1,
            surveyID: news.surveyID,
            openedAt: context.now,
            closeBy: context.deadline(policy.closeWithin, policy.workingTime),
            care: care,
            chain: Chain(
                context.firstToReact(care) + directors,
                terms: ChainTerms(
                    timeout: policy.reactWithin,
                    countsWorkingTime: policy.workingTime,
                    accept: .anyone,
                    final: .tellDirectors
                )
            )
        )
        var state = state
        state.count += 1
        state.items.append(recovery)
        state.items.removeFirst(max(0, state.items.count - Limits.recoveriesKeptMax))
        var move = RecoveryMove(state, recovery, context)
        move.open(news)
        return move.decision
    }

    private mutating func open(_ news: ClientAnswered) {
        let everybody =
            company.everybody(.director).map(\.id) + recovery.chain.candidates
            + [recovery.care.projectManagerID].compactMap(\.self)
        let words = values(news.comment)
        for person in people(everybody.withoutRepeats) {
            notify(person, .critical, Phrase("recovery.opened", words), actions: actions(person))
        }
        giveTask(words)
        arm(.close, generation: recovery.number, due: recovery.closeBy)
        if let move = recovery.chain.start(context.chainMoment()) { goOn(move, isFirst: true) }
    }

    private mutating func giveTask(_ words: [String: Value]) {
        let care = recovery.care
        let candidates =
            [care.salesHeadID].compactMap(\.self) + recovery.chain.candidates
            + [care.projectManagerID].compactMap(\.self)
        guard let person = people(candidates).first else {
            return note(Phrase("nps.nobody_for_task"))
        }
        effects.append(
            .publish(
                TaskCreate(
                    assigneeID: person.id,
                    title: context.text(Phrase("recovery.task.title", words)),
                    dueAt: recovery.closeBy,
                    clientID: clientID,
                    note: context.text(Phrase("recovery.task.note", words))
                )
            )
        )
    }

    // MARK: - The chain

    func reactionIsDue(_ generation: Int) -> Decision<State> {
        guard let step = recovery.step(of: generation) else {
            return .ignored(Ignored.lateTimer)
        }
        var move = self
        switch move.recovery.chain.expire(generation: step, context.chainMoment()) {
        case .late: return .ignored(Ignored.lateTimer)
        case .early(let step): move.arm(step)
        case .expired(_, let next): move.goOn(next)
        }
        return move.decision
    }

    /// Whoever was to react is not there any more.
    func leave(_ person: PersonID) -> Decision<State> {
        var move = self
        guard let next = move.recovery.chain.leave(person, context.chainMoment()) else {
            return .ignored(Ignored.notTheirTurn)
        }
        move.goOn(next)
        return move.decision
    }

    private mutating func goOn(_ move: ChainMove<RecoveryEnd>, isFirst: Bool = false) {
        for passage in move.skipped {
            guard let reason = passage.reason else { continue }
            note(company.skipped(passage.person, reason))
        }
        switch move.next {
        case .step(let step):
            arm(step)
            guard !isFirst || !move.skipped.isEmpty, let holder = company.people[step.holder]
            else { return }
            var words = values(nil)
            words["until"] = .instant(step.deadline)
            notify(
                holder,
                .critical,
                Phrase("recovery.your_turn", words),
                actions: actions(holder)
            )
        case .exhausted(.tellDirectors):
            disarm(.reaction)
            for person in company.everybody(.director) {
                let phrase = Phrase("recovery.nobody_reacted", values(nil))
                notify(person, .critical, phrase, actions: actions(person))
            }
        }
    }

    // MARK: - Reactions

    func accept(_ person: PersonID) -> Decision<State> {
        if recovery.acceptedBy == person { return .ignored(Ignored.alreadyTheirs) }
        if let winner = recovery.acceptedBy { return reject(person, .taken, by: winner) }
        guard isInvolved(person) else { return reject(person, .notAllowed) }
        var move = self
        _ = move.recovery.chain.accept(person, at: now)
        move.recovery.acceptedBy = person
        move.recovery.acceptedAt = now
        move.disarm(.reaction)
        move.effects.append(.tell(PersonActed(person)))
        var words = values(nil)
        words["person"] = .text(company.name(of: person))
        for other in people(involved) where other.id != person {
            move.notify(other, .info, Phrase("recovery.accepted", words))
        }
        return move.decision
    }

    func close(_ news: RecoveryClosed) -> Decision<State> {
        guard isInvolved(news.actorID) else { return reject(news.actorID, .notAllowed) }
        var move = self
        _ = move.recovery.chain.cancel(at: now)
        move.recovery.closing = .init(
            outcome: news.outcome,
            actorID: news.actorID,
            comment: news.comment,
            at: now
        )
        move.disarm(.reaction)
        move.disarm(.close)
        var words = values(news.comment)
        words["outcome"] = .text(news.outcome)
        words["person"] = .text(company.name(of: news.actorID))
        for other in people(involved) where other.id != news.actorID {
            move.notify(other, .info, Phrase("recovery.closed", words))
        }
        return move.decision
    }

    /// It was not closed in time: those above are told, once.
    func closeIsDue(_ generation: Int) -> Decision<State> {
        guard generation == recovery.number, recovery.overdueAt == nil else {
            return .ignored(Ignored.lateTimer)
        }
        var move = self
        move.recovery.overdueAt = now
        var words = values(nil)
        words["person"] = recovery.acceptedBy.map { .text(company.name(of: $0)) }
        for person in people(involved) {
            move.notify(person, .critical, Phrase("recovery.overdue", words))
        }
        return move.decision
    }

    /// The client says something more while he is being won back; a person ends it, not he.
    func hear(_ news: ClientAnswered) -> Decision<State> {
        var move = self
        var words = values(news.comment)
        words["score"] = .text(news.score.rawValue)
        for person in people(involved) {
            move.notify(person, .warning, Phrase("recovery.answered_again", words))
        }
        return move.decision
    }

    private func reject(
        _ person: PersonID,
        _ reason: Rejected,
        by winner: PersonID? = nil
    ) -> Decision<State> {
        var move = self
        var words = values(nil)
        words["person"] = winner.map { .text(company.name(of: $0)) }
        for person in people([person]) {
            move.notify(person, .info, Phrase("recovery.rejected.\(reason.rawValue)", words))
        }
        return .rejected(reason, effects: move.effects)
    }

    // MARK: - People

    /// Everybody who was told when it began, or is above them now.
    private var involved: [PersonID] {
        let care = [recovery.care.projectManagerID, recovery.acceptedBy].compactMap(\.self)
        return (recovery.chain.everybody + company.everybody(.director).map(\.id) + care)
            .withoutRepeats
    }

    /// Any head may stand in for another.
    private func isInvolved(_ id: PersonID) -> Bool {
        guard let person = company.people[id], person.active else { return false }
        return involved.contains(id)
            || !person.roles.isDisjoint(with: [.salesHead, .director])
    }

    private func people(_ ids: [PersonID]) -> [Person] {
        ids.withoutRepeats.compactMap { company.people[$0] }.filter(\.active)
    }

    // MARK: - Pieces

    private var decision: Decision<State> {
        var state = state
        state.items[state.items.count - 1] = recovery
        return .changed(to: state, effects: effects)
    }

    private mutating func note(_ phrase: Phrase) { effects.append(.note(phrase)) }

    private mutating func arm(_ step: ChainStep) {
        arm(.reaction, generation: recovery.generation(of: step), due: step.deadline)
    }

    private mutating func arm(_ timer: Timer, generation: Int, due: Date) {
        effects.append(.arm(timer: timer.rawValue, generation: generation, due: due))
    }

    private mutating func disarm(_ timer: Timer) {
        effects.append(.disarm(timer: timer.rawValue))
    }

    private mutating func notify(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ phrase: Phrase,
        actions: [ChatNotify.Action]? = nil
    ) {
        effects.append(
            context.notify(person, severity, phrase, client: clientID, actions: actions)
        )
    }

    private func actions(_ person: Person) -> [ChatNotify.Action] {
        [
            ChatNotify.Action(
                id: "accept",
                label: context.text(Phrase("recovery.action.accept")),
                type: RecoveryAccepted.type,
                data: [
                    "client_id": .text(clientID.rawValue), "person_id": .text(person.id.rawValue),
                ]
            )
        ]
    }

    private func values(_ comment: String?) -> [String: Value] {
        let client = context.subject.state(of: Clients.self)
        var values: [String: Value] = ["client": client?.title ?? .text(clientID.rawValue)]
        values["comment"] = comment.map(Value.text)
        values["project_manager"] = recovery.care.projectManagerID.map {
            .text(company.name(of: $0))
        }
        values["phone"] = client?.phones.first.map(Value.text)
        values["close_by"] = .instant(recovery.closeBy)
        return values
    }
}

extension Context {
    /// The client's own head; where he has none, the one of those present with the least to do.
    fileprivate func firstToReact(_ care: Care) -> [PersonID] {
        if let own = care.salesHeadID, company.people[own]?.active == true { return [own] }
        let present = company.everybody(.salesHead).filter { $0.isAvailable(at: now) }
        return company.leastLoaded(present).prefix(1).map(\.id)
    }

    fileprivate func deadline(_ length: Duration, _ isWorkingTime: Bool) -> Date {
        let onCalendar = isWorkingTime ? policies.calendar.adding(length, to: now) : nil
        return onCalendar ?? now + length
    }
}
