import Domain

/// A process whose types are forgotten, with the messages that it takes.
struct WiredProcess: Sendable {
    static let all = Registry.processes.map { WiredProcess($0) }
    /// What processes tell one another.
    static let heard = Set(all.flatMap(\.hears))
    private static let byMessage: [ObjectIdentifier: [WiredProcess]] = Dictionary(
        grouping: all.flatMap { process in process.takes.map { ($0, process) } },
        by: \.0
    ).mapValues { pairs in
        all.filter { process in pairs.contains { $0.1.name == process.name } }
    }

    let name: String
    let hears: Set<ObjectIdentifier>
    private let takes: Set<ObjectIdentifier>
    private let concerns: @Sendable (Event, Policies) -> [WiredConcern]
    let subject: SubjectKind
    let firing: @Sendable (Subject, TimerFiring) -> WiredConcern?
    let revisit: @Sendable (String, Policies) -> WiredConcern?

    static func concerns(of event: Event, _ policies: Policies) -> [WiredConcern] {
        let processes = byMessage[ObjectIdentifier(type(of: event.body))] ?? []
        return processes.flatMap { $0.concerns(event, policies) }
    }

    init<P: BusinessProcess>(_ process: P.Type) {
        name = P.name
        hears = Set(P.hears.map { ObjectIdentifier($0) })
        takes = hears.union(P.reads.map { ObjectIdentifier($0) })
        concerns = { event, policies in
            P.concerns(of: event, under: policies).map { WiredConcern(P.self, $0) }
        }
        subject = P.subject
        revisit = { id, policies in
            P.revisit(under: policies)?(id).map { WiredConcern(P.self, Concern(id, $0)) }
        }
        firing = { subject, firing in
            P.input(of: firing).map {
                WiredConcern(P.self, Concern(subject.id, kind: subject.kind, $0))
            }
        }
    }
}

/// One instance that an event concerns.
struct WiredConcern {
    let process: String
    let subject: Subject
    let lookups: [String]
    let needs: (SubjectStates, [RelatedSubject], Policies) -> [Subject]
    let decide: (Context) -> WiredOutcome

    init<P: BusinessProcess>(_ process: P.Type, _ concern: Concern<P.Input>) {
        self.process = P.name
        subject = Subject(concern.kind ?? P.subject, concern.id)
        lookups = concern.lookups
        needs = { P.needs(concern.input, $0, $1, under: $2) }
        decide = { context in
            let state = context.subject.state(of: P.self)
            return WiredOutcome(P.decide(state, concern.input, context))
        }
    }
}

/// What a process decided.
struct WiredOutcome {
    var state: (any ProcessState)?
    var effects: [Effect] = []
    let words: String

    init<State>(_ decision: Decision<State>) {
        switch decision {
        case .changed(let state, let effects):
            self.state = state
            self.effects = effects
            words = "applied"
        case .ignored(let reason):
            words = "ignored \(reason.rawValue)"
        case .rejected(let reason, let effects):
            self.effects = effects
            words = "rejected \(reason.rawValue)"
        case .refused(let flaw):
            words = "refused \(flaw.code.rawValue)"
        }
    }
}

/// A published message in one short line.
enum PublishedLine {
    static func text(_ message: any Message) -> String {
        switch message {
        case let offer as LeadOffer: "offer \(offer.leadID) \(offer.personID) \(offer.step)"
        case let gone as LeadOfferWithdrawn:
            "withdraw \(gone.leadID) \(gone.personID) \(gone.reason.rawValue)"
        case let refused as LeadOfferRefused:
            "refuse \(refused.leadID) \(refused.personID) \(refused.reason.rawValue)"
                + (refused.holderID.map { " \($0)" } ?? "")
        case let assign as LeadAssign:
            "assign \(assign.leadID) \(assign.assigneeID) \(assign.reason.rawValue)"
        case let call as CallSchedule: "schedule \(call.assigneeID) \(call.reason.rawValue)"
        case let link as LeadLinkDuplicate: "link \(link.leadID) \(link.duplicateOf)"
        case let fact as LeadUnassigned: "unassigned \(fact.leadID) \(fact.personID)"
        case let fact as RankingPublished:
            "ranking \(fact.quarter) \(fact.top.map(\.rawValue).joined(separator: " "))"
        case let mail as MailSend:
            "mail \(mail.clientID?.rawValue ?? "") \(mail.template) \(mail.to)"
        case let task as TaskCreate: "task \(task.assigneeID) \(task.title)"
        case let fact as LoyaltyPublished:
            "nps \(fact.overall.nps ?? 0) of \(fact.overall.answers)"
        case let fact as RatingChanged: "rating \(fact.personID) \(fact.rating.text)"
        case let fact as InitiativeChanged:
            "initiative \(fact.personID) \(fact.reason.rawValue) \(fact.amount.text)"
                + " \(fact.balance.text)"
        case let assign as PresaleAssign:
            "presale \(assign.requestID) \(assign.personID) \(assign.balance.text)"
        case let assign as ClientAssignManager:
            "client \(assign.requestID) \(assign.personID) \(assign.balance.text)"
        case let chat as ChatNotify:
            "chat \(chat.recipientID) \(chat.severity.rawValue) \(chat.template)"
        default: type(of: message).type
        }
    }
}
