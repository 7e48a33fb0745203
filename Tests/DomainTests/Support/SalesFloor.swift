import Domain
import Foundation

/// A company in memory with a clock of its own: every process, its states, its timers.
///
/// It carries out effects as the engine does, in the same order, and keeps what was published.
struct SalesFloor {
    private(set) var now: Date
    var policies: Policies
    private(set) var subjects: [Subject: SubjectStates] = [:]
    private(set) var timers: [TimerName: TimerFiring] = [:]
    private(set) var published: [any Message] = []
    /// Every line of every account, in order.
    private(set) var ledger: [LedgerLine] = []
    /// Outcomes and notes: `lead_distribution ignored late_timer`, `note person.skipped.absent`.
    private(set) var journal: [String] = []

    /// What decisions know of the company.
    private(set) var company = Company()
    private var heard = 0
    /// How many commands were published; the last one is `command-<count>` on the bus.
    private(set) var commandCount = 0

    /// Whose timer it is and what it is called.
    struct TimerName: Hashable {
        let subject: Subject
        let process: String
        let name: String
    }

    /// Wednesday 2026-07-15 12:00 in Moscow.
    static let noon = Date(timeIntervalSince1970: 1_784_106_000)

    init(_ policies: Policies = Policies(), at now: Date = SalesFloor.noon) {
        self.policies = policies
        self.now = now
    }

    // MARK: - What happens

    /// An event off the bus, as the contract writes it.
    mutating func hear(_ type: String, _ json: String) {
        guard let message = Registry.reads[type] else {
            journal.append("unknown type \(type)")
            return
        }
        do {
            hear(try JSONReader.decode(message, from: Array(json.utf8)))
        } catch {
            journal.append("unreadable \(type): \(error)")
        }
    }

    mutating func hear(_ message: any Message) {
        heard += 1
        let key = EventKey(source: "test", id: "\(heard)")
        take(Event(key: key, occurred: now, body: message), depth: 0)
    }

    /// Lets the time pass; timers fire when they are due, in order.
    mutating func pass(_ duration: Duration) {
        pass(until: now.addingTimeInterval(duration / .seconds(1)))
    }

    mutating func pass(until end: Date) {
        while let (key, firing) = nextTimer(until: end) {
            now = max(now, firing.due)
            fire(key, firing)
        }
        now = max(now, end)
    }

    /// Time passes while nothing runs: whatever is due comes late.
    mutating func sleep(_ duration: Duration) {
        now = now.addingTimeInterval(duration / .seconds(1))
    }

    /// A timer arrives, be it the present one or not.
    mutating func fire(_ key: TimerName, _ firing: TimerFiring) {
        if timers[key] == firing { timers[key] = nil }
        guard let process = WiredProcess.all.first(where: { $0.name == key.process }),
            let concern = process.firing(key.subject, firing)
        else { return }
        heard += 1
        let event = Event(
            key: EventKey(source: "timer", id: "\(heard)"),
            occurred: now,
            body: PersonActed("nobody")
        )
        take(concern, event, depth: 0)
    }

    /// What a start or another configuration makes of everything that is known.
    mutating func revisit() {
        heard += 1
        let key = EventKey(source: "revisit", id: "\(heard)")
        let event = Event(key: key, occurred: now, body: PersonActed("nobody"))
        for process in WiredProcess.all {
            let kept = subjects.keys.filter { $0.kind == process.subject }.sorted { $0.id < $1.id }
            for subject in kept {
                guard let concern = process.revisit(subject.id, policies) else { continue }
                take(concern, event, depth: 0)
            }
        }
    }

    func timer(_ process: String, _ name: String) -> (TimerName, TimerFiring)? {
        timers.first { $0.key.process == process && $0.key.name == name }.map { ($0, $1) }
    }

    private func nextTimer(until end: Date) -> (TimerName, TimerFiring)? {
        timers.filter { $0.value.due <= end }
            .min { left, right in
                let (one, other) = (left.value.due, right.value.due)
                return one == other ? left.key.subject.id < right.key.subject.id : one < other
            }.map { ($0.key, $0.value) }
    }

    // MARK: - What is seen

    func state<P: BusinessProcess>(of process: P.Type, _ id: String) -> P.State? {
        subjects[Subject(P.subject, id)]?.state(of: process)
    }

    /// What was published since the last time, as `PublishedLine` writes it.
    mutating func said() -> [String] {
        defer { published = [] }
        return published.map(PublishedLine.text)
    }

    /// The same without notices in chat.
    mutating func decided() -> [String] {
        said().filter { !$0.hasPrefix("chat ") && !$0.hasPrefix("schedule ") }
    }

    mutating func forget() {
        published = []
        journal = []
    }

    // MARK: - The engine in small

    private mutating func take(_ event: Event, depth: Int) {
        guard depth <= Limits.followUpDepthMax else {
            journal.append("endless follow-up")
            return
        }
        for concern in WiredProcess.concerns(of: event, policies) {
            take(concern, event, depth: depth)
        }
    }

    private mutating func take(_ concern: WiredConcern, _ event: Event, depth: Int) {
        let states = subjects[concern.subject] ?? SubjectStates()
        let context = Context(
            now: now,
            policies: policies,
            company: company,
            subject: states,
            related: needed(by: concern, related(to: concern.lookups)),
            text: { $0.template },
            link: { "https://b.test/\($0.purpose.path)/\($0.payload)" }
        )
        let outcome = concern.decide(context)
        journal.append("\(concern.process) \(outcome.words)")
        if let state = outcome.state { keep(state, concern) }
        for effect in outcome.effects { carryOut(effect, concern, event, depth) }
    }

    private mutating func keep(_ state: any ProcessState, _ concern: WiredConcern) {
        var states = subjects[concern.subject] ?? SubjectStates()
        for person in states.holders { company.load[person, default: 0] -= 1 }
        states.set(state, of: concern.process)
        for person in states.holders { company.load[person, default: 0] += 1 }
        subjects[concern.subject] = states
        if let person = state as? Person { company.people[person.id] = person }
        if concern.subject.kind == .company { company.set(state, of: concern.process) }
        if let standing = state as? Standings.State {
            company.standings[PersonID(trusted: concern.subject.id)] = standing
        }
    }

    private mutating func carryOut(
        _ effect: Effect,
        _ concern: WiredConcern,
        _ event: Event,
        _ depth: Int
    ) {
        func key(_ name: String) -> TimerName {
            TimerName(subject: concern.subject, process: concern.process, name: name)
        }
        switch effect {
        case .publish(let message):
            published.append(message)
            commandCount += 1
            let id = EventKey(source: EventKey.ownCommands, id: "command-\(commandCount)")
            tell(message, id, depth)
        case .tell(let message):
            tell(message, event.key, depth)
        case .arm(let name, let generation, let due):
            timers[key(name)] = TimerFiring(name: name, generation: generation, due: due)
        case .disarm(let name):
            timers[key(name)] = nil
        case .book(let line):
            ledger.append(line)
            journal.append("book \(line.account) \(line.kind) \(line.amount)")
        case .job(let request):
            journal.append("job \(request.kind) \(request.key)")
        case .note(let phrase):
            journal.append("note \(phrase.template)")
        }
    }

    private mutating func tell(_ message: any Message, _ key: EventKey, _ depth: Int) {
        guard WiredProcess.heard.contains(ObjectIdentifier(type(of: message))) else { return }
        take(Event(key: key, occurred: now, body: message), depth: depth + 1)
    }

    private func needed(
        by concern: WiredConcern,
        _ related: [RelatedSubject]
    ) -> [RelatedSubject] {
        var related = related
        var known = Set(related.map(\.subject)).union([concern.subject])
        while true {
            let own = subjects[concern.subject] ?? SubjectStates()
            let missing = concern.needs(own, related, policies)
                .filter { known.insert($0).inserted }
            guard !missing.isEmpty else { return related }
            related += missing.map {
                RelatedSubject(subject: $0, states: subjects[$0] ?? SubjectStates())
            }
        }
    }

    private func related(to keys: [String]) -> [RelatedSubject] {
        guard !keys.isEmpty else { return [] }
        let found = subjects.filter { !Set(keys).isDisjoint(with: $0.value.lookupKeys) }
        return found.sorted {
            ($0.key.kind.rawValue, $0.key.id) < ($1.key.kind.rawValue, $1.key.id)
        }
        .map { RelatedSubject(subject: $0, states: $1) }
    }
}
