import Contract
import Domain
import Foundation

/// Decides one event or timer: all processes that it concerns, and whatever follows from them.
struct EventDecider {
    /// Why an event could not be decided.
    enum Failure: Error {
        case flaw(Flaw)
        case store(StoreError)
    }

    /// What one event led to.
    struct Result {
        var decisions: [ProcessDecision] = []
        var commands: [any Message] = []
        var lines: [LedgerLine] = []
        var jobs: [JobRequest] = []
        var timers: [TimerKey: StoredTimer?] = [:]
        /// The subject of the first process that it concerned.
        var about: Subject?
        var touched: [Subject] = []
    }

    let routes: Routes
    let store: any LaneStore
    let coder: StateCoder
    let rules: Context.Rules
    let now: Date
    let correlationID: String
    /// The ids of what is published.
    private let ids: CommandIDs

    private(set) var working: WorkingSet
    private(set) var result = Result()
    /// What rules may wait for, in the order in which it came and was published.
    private var heard: [Heard] = []
    /// How many rules led to what is being decided.
    private var ruleDepth = 0
    private var ruleFirings = 0
    private var areRulesStopped = false

    /// A message that rules may wait for.
    private struct Heard {
        let message: any Message
        /// How many rules led one to another until it was published.
        let depth: Int
    }

    init(
        _ engine: BatchDecider,
        store: any LaneStore,
        now: Date,
        correlationID: String,
        ids: CommandIDs,
        working: WorkingSet
    ) {
        routes = engine.routes
        coder = engine.coder
        rules = engine.rules
        self.store = store
        self.now = now
        self.correlationID = correlationID
        self.ids = ids
        self.working = working
    }

    mutating func decide(_ event: Event, _ concerns: [ErasedConcern]) throws(Failure) {
        heard.append(Heard(message: event.body, depth: 0))
        try take(concerns, event, depth: 0)
        // What was not allowed has not happened; what it led to has.
        let isRejected = result.decisions.contains { $0.outcome == .rejected }
        try followRules(event, from: isRejected ? 1 : 0)
    }

    /// Decides what Baton itself brings up: a timer that fired, a subject that is looked at again.
    ///
    /// Nothing of it is a message that rules could wait for.
    mutating func decide(own event: Event, _ concerns: [ErasedConcern]) throws(Failure) {
        try take(concerns, event, depth: 0)
        try followRules(event, from: 0)
    }

    // MARK: - The company's own rules

    /// No rule fires any more because of this event: they would go on for ever.
    private mutating func stopRules(
        _ concern: ErasedConcern,
        _ reason: String,
        _ effects: [Effect],
        _ event: Event
    ) throws(Failure) {
        areRulesStopped = true
        let line = note(concern, .failed, reason)
        try carryOut(effects, of: concern, line, event, 1)
    }

    /// Once everything else is decided, rules are offered what happened and what was published;
    /// what they publish is offered in its turn.
    private mutating func followRules(_ event: Event, from first: Int) throws(Failure) {
        guard !rules.policies.rules.isEmpty else { return }
        let worked = heard.lazy.compactMap { ($0.message as? LeadWorkSeen)?.leadID }.first
        var next = first
        while next < heard.count, !areRulesStopped {
            let (message, depth) = (heard[next].message, heard[next].depth)
            defer { next += 1 }
            guard rules.policies.rules.listens(to: message.type) else { continue }
            let occasion = RuleOccasion(
                message,
                causeID: event.key.id,
                depth: depth,
                worked: next == 0 ? worked : nil
            )
            for concern in Rules.concerns(of: occasion, rules.policies.rules) {
                ruleDepth = depth + 1
                try followRules(ErasedConcern(Rules.self, concern), event)
            }
        }
    }

    /// What a rule leads to is taken back if it can't be worked with: the event stands without it.
    private mutating func followRules(
        _ concern: ErasedConcern,
        _ event: Event
    ) throws(Failure) {
        guard ruleFirings < Limits.ruleFiringsMax else {
            let reason = Rules.Rejected.circle.rawValue
            return try stopRules(concern, reason, Rules.circle(try context(of: concern)), event)
        }
        let (mark, result, heard) = (working.mark, result, heard)
        do throws(Failure) {
            try take(concern, event, depth: 1)
        } catch {
            guard case .flaw(let flaw) = error else { throw error }
            working.takeBack(to: mark)
            (self.result, self.heard) = (result, heard)
            let line = note(concern, .failed, flaw.code.rawValue)
            try carryOut(
                Rules.failure(flaw, try context(of: concern)),
                of: concern,
                line,
                event,
                1
            )
        }
    }

    private mutating func take(
        _ concerns: [ErasedConcern],
        _ event: Event,
        depth: Int
    ) throws(Failure) {
        guard depth <= Limits.followUpDepthMax else {
            throw .flaw(
                Flaw(
                    .endlessFollowUp,
                    "the processes answer one another more than \(Limits.followUpDepthMax) times"
                )
            )
        }
        for concern in concerns { try take(concern, event, depth: depth) }
    }

    private mutating func take(
        _ concern: ErasedConcern,
        _ event: Event,
        depth: Int
    ) throws(Failure) {
        result.about = result.about ?? concern.subject
        switch concern.decide(try context(of: concern)) {
        case .changed(let state, let effects):
            if let state { change(concern, to: state) }
            let line = note(concern, .applied, nil)
            try carryOut(effects, of: concern, line, event, depth)
        case .ignored(let reason):
            if depth == 0 { note(concern, .ignored, reason) }
        case .rejected(let reason, let effects):
            // What rules can't do is no judgement of the event.
            if concern.process == Rules.name {
                return try stopRules(concern, reason, effects, event)
            }
            let line = note(concern, .rejected, reason)
            try carryOut(effects, of: concern, line, event, depth)
        case .refused(let flaw):
            throw .flaw(flaw)
        }
    }

    private mutating func change(_ concern: ErasedConcern, to state: any ProcessState) {
        working.set(state, of: concern.process, in: concern.subject)
        if !result.touched.contains(concern.subject) { result.touched.append(concern.subject) }
    }

    @discardableResult
    private mutating func note(
        _ concern: ErasedConcern,
        _ outcome: ProcessDecision.Outcome,
        _ reason: String?
    ) -> Int {
        result.decisions.append(
            ProcessDecision(
                process: concern.process,
                subject: concern.subject.id,
                outcome: outcome,
                reason: reason,
                notes: []
            )
        )
        return result.decisions.count - 1
    }

    // MARK: - Effects

    private mutating func carryOut(
        _ effects: [Effect],
        of concern: ErasedConcern,
        _ line: Int,
        _ event: Event,
        _ depth: Int
    ) throws(Failure) {
        for effect in effects {
            switch effect {
            case .publish(let message):
                result.commands.append(message)
                hear(message)
                try tell(message, published(message), depth)
            case .tell(let message):
                hear(message)
                try tell(message, event.key, depth)
            case .book(let line):
                result.lines.append(line)
            case .job(let request):
                result.jobs.append(request)
            case .arm(let name, let generation, let due):
                let key = TimerKey(subject: concern.subject, process: concern.process, name: name)
                result.timers[key] = .some(
                    StoredTimer(
                        key: key,
                        generation: generation,
                        due: due,
                        correlationID: correlationID,
                        isMass: routes.isMass(key)
                    )
                )
            case .disarm(let name):
                let key = TimerKey(subject: concern.subject, process: concern.process, name: name)
                result.timers[key] = .some(nil)
            case .note(let phrase):
                result.decisions[line].notes.append(phrase)
            }
        }
    }

    private mutating func hear(_ message: any Message) {
        if let fired = message as? RuleFired {
            ruleDepth = fired.depth
            ruleFirings += 1
        }
        heard.append(Heard(message: message, depth: ruleDepth))
    }

    private mutating func tell(
        _ message: any Message,
        _ key: EventKey,
        _ depth: Int
    ) throws(Failure) {
        guard routes.isHeard(message) else { return }
        let event = Event(key: key, occurred: now, body: message)
        try take(routes.concerns(of: event, rules.policies), event, depth: depth + 1)
    }

    /// The command that was published last, as processes hear of it: under its id on the bus.
    private func published(_ message: any Message) -> EventKey {
        EventKey(
            source: EventKey.ownCommands,
            id: ids.id(of: message, result.commands.count)
        )
    }

    // MARK: - Context

    private mutating func context(of concern: ErasedConcern) throws(Failure) -> Context {
        do {
            try loadMissing([concern.subject])
            return Context(
                now: now,
                rules: rules,
                company: working.memory.company,
                subject: working.states(of: concern.subject),
                related: try needed(by: concern, try related(concern.lookups))
            )
        } catch {
            throw .store(error)
        }
    }

    private mutating func related(
        _ keys: [String]
    ) throws(StoreError) -> [RelatedSubject] {
        guard !keys.isEmpty else { return [] }
        let unknown = keys.filter { !working.knowsMatches(of: $0) }
        if !unknown.isEmpty { working.add(matches: try store.find(unknown), for: unknown) }
        try loadMissing(working.related(to: keys))
        return working.related(to: keys).map {
            RelatedSubject(subject: $0, states: working.states(of: $0))
        }
    }

    /// What is related, with what the process needs besides.
    private mutating func needed(
        by concern: ErasedConcern,
        _ related: [RelatedSubject]
    ) throws(StoreError) -> [RelatedSubject] {
        var related = related
        var known = Set(related.map(\.subject)).union([concern.subject])
        while true {
            let missing = concern.needs(
                working.states(of: concern.subject),
                related,
                rules.policies
            )
            .filter { known.insert($0).inserted }
            guard !missing.isEmpty else { return related }
            try loadMissing(missing)
            related += missing.map {
                RelatedSubject(subject: $0, states: working.states(of: $0))
            }
        }
    }

    private mutating func loadMissing(_ subjects: [Subject]) throws(StoreError) {
        let missing = subjects.filter { !working.has($0) }
        guard !missing.isEmpty else { return }
        for stored in try store.load(missing) {
            working.add(
                SubjectEntry(version: stored.version, states: try coder.decode(stored)),
                of: stored.subject
            )
        }
        for subject in missing {
            working.add(SubjectEntry(version: 0, states: SubjectStates()), of: subject)
        }
    }
}
