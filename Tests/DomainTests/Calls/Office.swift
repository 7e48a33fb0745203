import Domain
import Foundation

/// A company on one day: all processes over states in memory, with a clock that is told the time.
struct Office {
    /// One line of the journal.
    struct Line: Equatable {
        let process: String
        let outcome: String
    }

    private struct TimerKey: Hashable {
        let process: String
        let subject: Subject
        let name: String
    }

    static let opening = Date(timeIntervalSince1970: 1_790_000_000)

    private(set) var now = Office.opening
    var policies: Policies
    private(set) var sent: [any Message] = []
    private(set) var notes: [Phrase] = []
    /// Decisions about what came from outside, the last input's only.
    private(set) var lines: [Line] = []
    private(set) var flaw: Flaw?
    private var states: [Subject: SubjectStates] = [:]
    private var timers: [TimerKey: TimerFiring] = [:]
    private let processes: [any BusinessProcess.Type]

    init(
        policies: Policies,
        processes: [any BusinessProcess.Type] = Registry.processes
    ) {
        self.policies = policies
        self.processes = processes
    }

    // MARK: - What happens

    /// Something reaches the company now.
    mutating func take(_ body: any Message, occurred: Date? = nil) {
        lines = []
        flaw = body.flaw
        guard flaw == nil else { return }
        let key = EventKey(source: "test", id: "1")
        decide(Event(key: key, occurred: occurred ?? now, body: body), depth: 0)
    }

    /// Time passes; whatever comes due on the way happens.
    mutating func pass(_ seconds: Double) {
        let end = now.addingTimeInterval(seconds)
        while let next = timers.min(by: { Self.isEarlier($0, $1) }), next.value.due <= end {
            now = max(now, next.value.due)
            fire(next.key, next.value)
        }
        now = end
    }

    /// Nothing is decided for a while, as in an outage; what is overdue then comes at once.
    mutating func standStill(_ seconds: Double) {
        now = now.addingTimeInterval(seconds)
        pass(0)
    }

    /// A timer of a call fires, armed or not.
    mutating func fire(_ name: String, of call: CallID, generation: Int, after seconds: Double) {
        now = now.addingTimeInterval(seconds)
        lines = []
        flaw = nil
        let firing = TimerFiring(name: name, generation: generation, due: now)
        fire(Calls.self, call.rawValue, firing)
    }

    private static func isEarlier(
        _ left: (key: TimerKey, value: TimerFiring),
        _ right: (key: TimerKey, value: TimerFiring)
    ) -> Bool {
        (left.value.due, left.key.subject.id, left.key.name)
            < (right.value.due, right.key.subject.id, right.key.name)
    }

    private mutating func fire(_ key: TimerKey, _ firing: TimerFiring) {
        timers[key] = nil
        for process in processes where process.name == key.process {
            fire(process, key.subject.id, firing)
        }
    }

    private mutating func fire<P: BusinessProcess>(
        _ process: P.Type,
        _ id: String,
        _ firing: TimerFiring
    ) {
        guard let input = P.input(of: firing) else { return }
        decide(process, Concern(id, input), depth: 0)
    }

    // MARK: - Decisions

    private mutating func decide(_ event: Event, depth: Int) {
        let message = ObjectIdentifier(type(of: event.body))
        for process in processes {
            let taken = process.reads + process.hears
            guard taken.contains(where: { ObjectIdentifier($0) == message }) else { continue }
            decide(process, event, depth: depth)
        }
    }

    private mutating func decide<P: BusinessProcess>(
        _ process: P.Type,
        _ event: Event,
        depth: Int
    ) {
        for concern in P.concerns(of: event) { decide(process, concern, depth: depth) }
    }

    private mutating func decide<P: BusinessProcess>(
        _ process: P.Type,
        _ concern: Concern<P.Input>,
        depth: Int
    ) {
        let subject = Subject(P.subject, concern.id)
        let context = context(of: subject, concern.lookups)
        switch P.decide(context.subject.state(of: P.self), concern.input, context) {
        case .changed(let state, let effects):
            write(P.name, "applied", depth)
            states[subject, default: SubjectStates()].set(state, of: P.name)
            carryOut(effects, P.name, subject, depth)
        case .ignored(let reason):
            write(P.name, reason.rawValue, depth)
        case .rejected(let reason, let effects):
            write(P.name, reason.rawValue, depth)
            carryOut(effects, P.name, subject, depth)
        case .refused(let flaw):
            self.flaw = flaw
        }
    }

    private mutating func write(_ process: String, _ outcome: String, _ depth: Int) {
        guard depth == 0 else { return }
        lines.append(Line(process: process, outcome: outcome))
    }

    private mutating func carryOut(
        _ effects: [Effect],
        _ process: String,
        _ subject: Subject,
        _ depth: Int
    ) {
        for effect in effects {
            switch effect {
            case .publish(let message):
                sent.append(message)
                tell(message, depth)
            case .tell(let message):
                tell(message, depth)
            case .arm(let name, let generation, let due):
                timers[TimerKey(process: process, subject: subject, name: name)] =
                    TimerFiring(name: name, generation: generation, due: due)
            case .disarm(let name):
                timers[TimerKey(process: process, subject: subject, name: name)] = nil
            case .note(let phrase):
                notes.append(phrase)
            }
        }
    }

    private mutating func tell(_ message: any Message, _ depth: Int) {
        let kind = ObjectIdentifier(type(of: message))
        let isHeard = processes.contains { process in
            process.hears.contains { ObjectIdentifier($0) == kind }
        }
        guard isHeard, depth < Limits.followUpDepthMax else { return }
        let key = EventKey(source: "test", id: "1")
        decide(Event(key: key, occurred: now, body: message), depth: depth + 1)
    }

    // MARK: - What is known

    /// What a process remembers of a subject.
    func state<P: BusinessProcess>(_ process: P.Type, _ id: String) -> P.State? {
        states[Subject(P.subject, id)]?.state(of: P.self)
    }

    /// What is remembered of a call.
    func call(_ id: CallID = "C1") -> Call? { state(Calls.self, id.rawValue) }

    /// Whether anything is still going to happen to a call by itself.
    func isTimed(_ id: CallID) -> Bool {
        timers.keys.contains { $0.subject == Subject(.call, id.rawValue) }
    }

    /// The commands of a type, in order.
    func all<M: Message>(_ type: M.Type) -> [M] { sent.compactMap { $0 as? M } }

    /// Forgets what was sent and noted so far.
    mutating func forget() {
        sent = []
        notes = []
    }

    private func context(of subject: Subject, _ lookups: [String]) -> Context {
        Context(
            now: now,
            policies: policies,
            company: company,
            subject: states[subject] ?? SubjectStates(),
            related: related(lookups),
            text: { $0.template }
        )
    }

    private var company: Company {
        let company = states[.company] ?? SubjectStates()
        let people = states.values.compactMap { $0.state(of: People.self) }
        return Company(
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }),
            rotations: company.state(of: Rotations.self) ?? .init(),
            sales: company.state(of: Ranking.self) ?? .init(),
            telephones: company.state(of: Telephones.self) ?? .init()
        )
    }

    private func related(_ lookups: [String]) -> [RelatedSubject] {
        let wanted = Set(lookups)
        return states.filter { !wanted.isDisjoint(with: $0.value.lookupKeys) }
            .map { RelatedSubject(subject: $0.key, states: $0.value) }
            .sorted { $0.subject.description < $1.subject.description }
    }
}
