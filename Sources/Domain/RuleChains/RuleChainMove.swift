import Foundation

/// One decision about one chain of a subject, while it is made.
struct RuleChainMove {
    private let name: String
    private let context: Context
    private var state: RuleChainRuns
    private var run: RuleChainRuns.Run
    private var effects: [Effect] = []

    /// A chain that has run about the subject; nil where none of the name has.
    init?(_ state: RuleChainRuns, _ name: String, _ context: Context) {
        guard let run = state.runs[name] else { return nil }
        self.name = name
        self.context = context
        self.state = state
        self.run = run
    }

    /// A chain that begins, with the terms of the moment.
    init(
        _ state: RuleChainRuns,
        starting policy: RuleChainPolicy,
        _ order: RuleChainWanted,
        _ context: Context
    ) {
        name = policy.name
        self.context = context
        self.state = state
        let people = policy.steps.flatMap { step in
            switch step {
            case .person(let id): [id]
            case .role(let role): context.company.everybody(role).map(\.id)
            }
        }
        let terms = ChainTerms(
            timeout: policy.timeout,
            countsWorkingTime: policy.countsWorkingTime,
            repeats: policy.repeats,
            final: policy.final
        )
        run = RuleChainRuns.Run(
            phase: .asking,
            chain: Chain(people, terms: terms),
            rule: order.rule,
            text: order.text,
            subjects: order.subjects,
            startedAt: context.now
        )
    }

    // MARK: - What can happen

    mutating func start() -> Decision<RuleChainRuns> {
        if let next = run.chain.start(context.chainMoment()) { follow(next) }
        return decision
    }

    mutating func stop() -> Decision<RuleChainRuns> {
        guard run.phase == .asking else { return .ignored(RuleChains.Ignored.notRunning) }
        end("rule_chains.stopped")
        return decision
    }

    mutating func expire(_ generation: Int) -> Decision<RuleChainRuns> {
        guard run.phase == .asking else { return .ignored(RuleChains.Ignored.lateTimer) }
        if let lead = context.subject.state(of: Leads.self), !lead.isOpen {
            end("rule_chains.lead_closed")
            return decision
        }
        switch run.chain.expire(generation: generation, context.chainMoment()) {
        case .late:
            return .ignored(RuleChains.Ignored.lateTimer)
        case .early(let step):
            arm(step)
        case .expired(let step, let next):
            tell(step.holder, .info, phrase("rule_chains.passed_on"))
            follow(next)
        }
        return decision
    }

    mutating func decline(_ person: PersonID) -> Decision<RuleChainRuns> {
        guard run.phase == .asking,
            let next = run.chain.decline(person, context.chainMoment())
        else { return .ignored(RuleChains.Ignored.notRunning) }
        effects.append(.tell(PersonActed(person)))
        follow(next)
        return decision
    }

    mutating func leave(_ person: PersonID) -> Decision<RuleChainRuns> {
        guard run.phase == .asking,
            let next = run.chain.leave(person, context.chainMoment())
        else { return .ignored(RuleChains.Ignored.notRunning) }
        follow(next)
        return decision
    }

    mutating func accept(_ person: PersonID) -> Decision<RuleChainRuns> {
        if run.phase != .asking, run.ownerID == person {
            return .ignored(RuleChains.Ignored.alreadyTheirs)
        }
        guard run.phase == .asking else {
            return refuse(person, run.ownerID == nil ? .over : .taken)
        }
        guard run.chain.mayAccept(person) else { return refuse(person, .notTheirTurn) }
        _ = run.chain.accept(person, at: context.now)
        run.phase = .taken
        run.ownerID = person
        effects.append(.disarm(timer: timer))
        effects.append(.tell(PersonActed(person)))
        assign(person, .offerAccepted)
        for other in asked where other != person {
            tell(other, .info, phrase("rule_chains.taken", ["person": name(of: person)]))
        }
        return decision
    }

    private func refuse(
        _ person: PersonID,
        _ reason: RuleChains.Rejected
    ) -> Decision<RuleChainRuns> {
        let owner = run.ownerID ?? run.chain.present?.holder
        let words = phrase(
            "rule_chains.refused.\(reason.rawValue)",
            ["person": owner.map { name(of: $0) } ?? .null]
        )
        let answer = context.company.people[person].map { [notice($0, .info, words)] }
        return .rejected(reason, effects: answer ?? [])
    }

    // MARK: - Going on

    private mutating func follow(_ move: ChainMove<Assignee>) {
        for passage in move.skipped {
            guard let reason = passage.reason else { continue }
            effects.append(.note(context.company.skipped(passage.person, reason)))
        }
        switch move.next {
        case .step(let step):
            ask(step)
        case .exhausted(let final):
            run.phase = .exhausted
            effects.append(.disarm(timer: timer))
            hand(to: final)
        }
    }

    private mutating func ask(_ step: ChainStep) {
        arm(step)
        let words = phrase("rule_chains.asked", ["until": .instant(step.deadline)])
        tell(
            step.holder,
            .warning,
            words,
            actions: actions(of: step.holder),
            until: step.deadline
        )
    }

    /// Buttons that carry the very event which the chat publishes.
    private func actions(of person: PersonID) -> [ChatNotify.Action] {
        let subject = run.subjects.primary
        let data: [String: Value] = [
            "chain": .text(name), "subject_kind": .text(subject.kind.rawValue),
            "subject_id": .text(subject.id), "person_id": .text(person.rawValue),
        ]
        return [("accept", ChainAccepted.type), ("decline", ChainDeclined.type)].map { id, type in
            ChatNotify.Action(
                id: id,
                label: context.text(Phrase("rule_chains.action.\(id)")),
                type: type,
                data: data
            )
        }
    }

    private mutating func hand(to final: Assignee) {
        guard let person = lastResort(final) else {
            for director in context.company.everybody(.director) {
                effects.append(notice(director, .critical, phrase("rule_chains.nobody_at_all")))
            }
            effects.append(.note(phrase("rule_chains.nobody_at_all")))
            return
        }
        run.ownerID = person.id
        effects.append(notice(person, .critical, phrase("rule_chains.final")))
        assign(person.id, .final)
    }

    /// The person, or the one with the role who is there and has the least to do; else anybody.
    private func lastResort(_ final: Assignee) -> Person? {
        switch final {
        case .person(let id):
            if let person = context.company.people[id], person.active { person } else { nil }
        case .role(let role):
            context.company.available(role, at: context.now).first
                ?? context.company.everybody(role).first
        }
    }

    /// A lead becomes the person's; of anything else it is enough to know who takes care.
    private mutating func assign(_ person: PersonID, _ reason: LeadAssign.Reason) {
        guard run.subjects.primary.kind == .lead, let lead = run.subjects.leadID,
            context.subject.state(of: Leads.self)?.responsibleID != person
        else { return }
        effects.append(
            .publish(LeadAssign(leadID: lead, assigneeID: person, reason: reason))
        )
    }

    private mutating func end(_ why: String) {
        let step = run.chain.cancel(at: context.now)
        run.phase = .stopped
        effects.append(.disarm(timer: timer))
        effects.append(.note(phrase(why)))
        if let holder = step?.holder { tell(holder, .info, phrase("rule_chains.cancelled")) }
    }

    // MARK: - Pieces

    private var timer: String { RuleChains.timerPrefix + name }

    private mutating func arm(_ step: ChainStep) {
        effects.append(.arm(timer: timer, generation: step.generation, due: step.deadline))
    }

    /// Everybody whose turn has come.
    private var asked: [PersonID] {
        run.chain.trail.filter { $0.ending != .skipped }.map(\.person).withoutRepeats
    }

    private mutating func tell(
        _ person: PersonID,
        _ severity: ChatNotify.Severity,
        _ words: Phrase,
        actions: [ChatNotify.Action]? = nil,
        until expires: Date? = nil
    ) {
        guard let person = context.company.people[person] else { return }
        effects.append(notice(person, severity, words, actions: actions, until: expires))
    }

    private func notice(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ words: Phrase,
        actions: [ChatNotify.Action]? = nil,
        until expires: Date? = nil
    ) -> Effect {
        context.notify(
            person,
            severity,
            words,
            lead: run.subjects.leadID,
            call: run.subjects.callID,
            client: run.subjects.clientID,
            actions: actions,
            until: expires
        )
    }

    private func phrase(_ template: String, _ values: [String: Value] = [:]) -> Phrase {
        let subject = run.subjects.primary
        let common: [String: Value] = [
            "chain": .text(name), "kind": .text(subject.kind.rawValue), "id": .text(subject.id),
            "text": run.text.map(Value.text) ?? .null,
        ]
        return Phrase(template, common.merging(values) { _, own in own })
    }

    private func name(of person: PersonID) -> Value {
        .text(context.company.name(of: person))
    }

    private var decision: Decision<RuleChainRuns> {
        var state = state
        state.runs[name] = run
        return .changed(to: state, effects: effects)
    }
}
