import Domain

/// Which processes an event goes to, in the order of the registry.
struct Routes: Sendable {
    private let byMessage: [ObjectIdentifier: [ErasedProcess]]
    private let all: [ErasedProcess]
    private let byName: [String: ErasedProcess]
    private let heard: Set<ObjectIdentifier>

    init(_ processes: [any BusinessProcess.Type]) {
        var byMessage: [ObjectIdentifier: [ErasedProcess]] = [:]
        var heard: Set<ObjectIdentifier> = []
        for process in processes {
            for message in process.reads + process.hears {
                byMessage[ObjectIdentifier(message), default: []].append(ErasedProcess(process))
            }
            heard.formUnion(process.hears.map { ObjectIdentifier($0) })
        }
        self.byMessage = byMessage
        all = processes.map { ErasedProcess($0) }
        self.heard = heard
        byName = Dictionary(
            uniqueKeysWithValues: processes.map { ($0.name, ErasedProcess($0)) }
        )
    }

    func concerns(of event: Event, _ policies: Policies) -> [ErasedConcern] {
        let message = ObjectIdentifier(type(of: event.body))
        return (byMessage[message] ?? []).flatMap { $0.concerns(event, policies) }
    }

    /// Which keys will be looked up once the event is decided, as far as the processes can tell.
    func foreseenLookups(of event: Event, _ policies: Policies) -> [String] {
        let message = ObjectIdentifier(type(of: event.body))
        return (byMessage[message] ?? []).flatMap { $0.foreseenLookups(event, policies) }
    }

    /// The kinds of subjects that are looked at again under these policies.
    func revisitedKinds(under policies: Policies) -> Set<SubjectKind> {
        Set(all.filter { $0.isRevisited(policies) }.map(\.subject))
    }

    /// What a subject is told that is looked at again.
    func revisits(of subject: Subject, under policies: Policies) -> [ErasedConcern] {
        all.filter { $0.subject == subject.kind }
            .compactMap { $0.revisit(subject, policies) }
    }

    /// Whether another process wants to know that the message was published or told.
    func isHeard(_ message: any Message) -> Bool {
        heard.contains(ObjectIdentifier(type(of: message)))
    }

    /// Whether the timer will be there again whenever it has fired.
    func isPerpetual(_ timer: StoredTimer) -> Bool {
        byName[timer.key.process]?.perpetualTimers.contains(timer.key.name) ?? false
    }

    /// Whether thousands of such timers may come due at once.
    func isMass(_ timer: TimerKey) -> Bool {
        byName[timer.process]?.massTimers.contains(timer.name) ?? false
    }

    /// The input that a timer is; nil where its process has no such timer any more.
    func concern(of timer: StoredTimer) -> ErasedConcern? {
        byName[timer.key.process]?.firing(
            timer.key.subject,
            TimerFiring(name: timer.key.name, generation: timer.generation, due: timer.due)
        )
    }
}
