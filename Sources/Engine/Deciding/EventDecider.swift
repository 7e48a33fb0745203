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
        var timers: [TimerKey: StoredTimer?] = [:]
        /// The subject of the first process that it concerned.
        var about: Subject?
        var touched: [Subject] = []
    }

    let routes: Routes
    let store: any LaneStore
    let coder: StateCoder
    let policies: Policies
    let text: @Sendable (Phrase) -> String
    let link: @Sendable (SurveyTicket) -> String
    let now: Date
    let correlationID: String

    private(set) var working: WorkingSet
    private(set) var result = Result()

    init(
        _ engine: BatchDecider,
        store: any LaneStore,
        now: Date,
        correlationID: String,
        working: WorkingSet
    ) {
        routes = engine.routes
        coder = engine.coder
        policies = engine.policies
        text = engine.text
        link = engine.link
        self.store = store
        self.now = now
        self.correlationID = correlationID
        self.working = working
    }

    mutating func decide(_ event: Event) throws(Failure) {
        try take(routes.concerns(of: event), event, depth: 0)
    }

    mutating func decide(_ concern: ErasedConcern, _ event: Event) throws(Failure) {
        try take([concern], event, depth: 0)
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
            let line = note(concern, "applied", nil)
            try carryOut(effects, of: concern, line, event, depth)
        case .ignored(let reason):
            if depth == 0 { note(concern, "ignored", reason) }
        case .rejected(let reason, let effects):
            let line = note(concern, "rejected", reason)
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
        _ outcome: String,
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
                try tell(message, event, depth)
            case .tell(let message):
                try tell(message, event, depth)
            case .arm(let name, let generation, let due):
                let key = TimerKey(subject: concern.subject, process: concern.process, name: name)
                result.timers[key] = .some(
                    StoredTimer(
                        key: key,
                        generation: generation,
                        due: due,
                        correlationID: correlationID
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

    private mutating func tell(
        _ message: any Message,
        _ cause: Event,
        _ depth: Int
    ) throws(Failure) {
        guard routes.isHeard(message) else { return }
        let event = Event(key: cause.key, occurred: now, body: message)
        try take(routes.concerns(of: event), event, depth: depth + 1)
    }

    // MARK: - Context

    private mutating func context(of concern: ErasedConcern) throws(Failure) -> Context {
        do {
            try loadMissing([concern.subject])
            return Context(
                now: now,
                policies: policies,
                company: working.memory.company,
                subject: working.states(of: concern.subject),
                related: try related(concern.lookups),
                text: text,
                link: link
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
