import Domain

/// A process whose types are forgotten, so that all of them stand in one list.
struct ErasedProcess: Sendable {
    let name: String
    let subject: SubjectKind
    let perpetualTimers: Set<String>
    let massTimers: Set<String>
    let concerns: @Sendable (Event, Policies) -> [ErasedConcern]
    let foreseenLookups: @Sendable (Event, Policies) -> [String]
    let firing: @Sendable (Subject, TimerFiring) -> ErasedConcern?
    /// Whether something may follow from a configuration alone.
    let isRevisited: @Sendable (Policies) -> Bool
    /// What a subject is told under a new configuration; nil where it is nothing.
    let revisit: @Sendable (Subject, Policies) -> ErasedConcern?
    /// Reads what the process remembers.
    let decode: @Sendable (JSONNode) throws -> any ProcessState

    init<P: BusinessProcess>(_ process: P.Type) {
        name = P.name
        subject = P.subject
        perpetualTimers = P.perpetualTimers
        massTimers = P.massTimers
        concerns = { event, policies in
            P.concerns(of: event, under: policies).map { ErasedConcern(P.self, $0) }
        }
        foreseenLookups = { event, policies in P.foreseenLookups(of: event, policies) }
        firing = { subject, firing in
            P.input(of: firing).map {
                ErasedConcern(P.self, Concern(subject.id, kind: subject.kind, $0))
            }
        }
        isRevisited = { policies in P.revisit(under: policies) != nil }
        revisit = { subject, policies in
            P.revisit(under: policies)?(subject.id).map {
                ErasedConcern(P.self, Concern(subject.id, kind: subject.kind, $0))
            }
        }
        decode = { slot in try slot.decode(P.State.self) }
    }
}

/// One instance that an event concerns, ready to be decided.
package struct ErasedConcern: Sendable {
    let process: String
    let subject: Subject
    let lookups: [String]
    /// Which further subjects must be read, given those that were.
    let needs: @Sendable (SubjectStates, [RelatedSubject], Policies) -> [Subject]
    let decide: @Sendable (Context) -> ErasedDecision

    init<P: BusinessProcess>(_ process: P.Type, _ concern: Concern<P.Input>) {
        self.process = P.name
        subject = Subject(concern.kind ?? P.subject, concern.id)
        lookups = concern.lookups
        needs = { own, related, policies in
            P.needs(concern.input, own, related, under: policies)
        }
        decide = { context in
            let state = context.subject.state(of: P.self)
            return ErasedDecision(P.decide(state, concern.input, context), before: state)
        }
    }
}

/// What a process decided.
enum ErasedDecision: Sendable {
    /// The new state, or nil where it is as it was.
    case changed(to: (any ProcessState)?, effects: [Effect])
    case ignored(String)
    case rejected(String, effects: [Effect])
    case refused(Flaw)

    init<State>(_ decision: Decision<State>, before: State?) {
        switch decision {
        case .changed(let state, let effects):
            self = .changed(to: state == before ? nil : state, effects: effects)
        case .ignored(let reason): self = .ignored(reason.rawValue)
        case .rejected(let reason, let effects):
            self = .rejected(reason.rawValue, effects: effects)
        case .refused(let flaw): self = .refused(flaw)
        }
    }
}
