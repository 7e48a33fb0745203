/// Sees to it that somebody talks to an unhappy client, and that it comes to an end.
package enum Recoveries: BusinessProcess {
    package typealias State = ClientRecoveries

    /// What can happen to a client's recovery.
    package enum Input: Sendable {
        case answered(ClientAnswered)
        case accepted(RecoveryAccepted)
        case closed(RecoveryClosed)
        case holderLeft(PersonID)
        case reactionDue(generation: Int)
        case closeDue(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case notUnhappy = "client_not_unhappy"
        case noRecovery = "no_open_recovery"
        case alreadyTheirs = "already_theirs"
        case notTheirTurn = "not_their_turn"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case taken = "recovery_taken"
        case over = "recovery_over"
        case notAllowed = "actor_not_allowed"
    }

    /// The timers of a recovery.
    package enum Timer: String, CaseIterable, Sendable {
        case reaction = "recovery_reaction"
        case close = "recovery_close"
    }

    package static let name = "recovery"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [RecoveryAccepted.self, RecoveryClosed.self]
    package static let hears: [any Message.Type] = [ClientAnswered.self, HolderLeft.self]
    package static let tells: [any Message.Type] = [PersonActed.self]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
    package static let answers: Set<StateQuestion> = [.caution, .duty]
    package static let publishes: [any Message.Type] = [TaskCreate.self, ChatNotify.self]
    package static let counts = [
        CommandCount(
            "recoveries",
            of: ChatNotify.self,
            en: "Unhappy clients",
            ru: "Недовольных клиентов"
        ) { notice in
            guard notice["template"] == "recovery.opened" else { return nil }
            return "\(notice["client_id"] ?? "") \(notice.correlationID)"
        }
    ]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientAnswered: [Concern(body.subject, .answered(body))]
        case let body as RecoveryAccepted: [Concern(body.subject, .accepted(body))]
        case let body as RecoveryClosed: [Concern(body.subject, .closed(body))]
        case let body as HolderLeft where body.kind == .client:
            [Concern(body.id, .holderLeft(body.personID))]
        default: []
        }
    }

    /// What it waits for.
    package static let timers = Timer.allCases.map(\.rawValue)
    package static let isUrgent = true

    /// What a recovery's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        switch Timer(rawValue: timer.name) {
        case .reaction: .reactionDue(generation: timer.generation)
        case .close: .closeDue(generation: timer.generation)
        case nil: nil
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        let state = state ?? State()
        if let person = unknownPerson(in: input, context) {
            return .refused(person)
        }
        guard let recovery = state.open else { return begin(state, input, context) }
        let move = RecoveryMove(state, recovery, context)
        switch input {
        case .answered(let news): return move.hear(news)
        case .accepted(let news): return move.accept(news.personID)
        case .closed(let news): return move.close(news)
        case .holderLeft(let person): return move.leave(person)
        case .reactionDue(let generation): return move.reactionIsDue(generation)
        case .closeDue(let generation): return move.closeIsDue(generation)
        }
    }

    /// While none is open.
    private static func begin(
        _ state: State,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        switch input {
        case .answered(let news):
            guard news.score == .bad, news.scoreBefore != .bad else {
                return .ignored(Ignored.notUnhappy)
            }
            guard let policy = context.policies.loyalty else {
                return .ignored(Ignored.noRecovery)
            }
            return RecoveryMove.begin(state, news, policy.recovery, context)
        case .accepted(let news):
            return tell(news.personID, news.clientID, context)
        case .closed(let news):
            return tell(news.actorID, news.clientID, context)
        case .holderLeft:
            return .ignored(Ignored.noRecovery)
        case .reactionDue, .closeDue:
            return .ignored(Ignored.lateTimer)
        }
    }

    /// Whoever reacts to what is over is told so.
    private static func tell(
        _ id: PersonID,
        _ client: ClientID,
        _ context: Context
    ) -> Decision<State> {
        let name = context.subject.state(of: Clients.self)?.title ?? .text(client.rawValue)
        let phrase = Phrase("recovery.rejected.recovery_over", ["client": name])
        let person = context.company.people[id]
        let notice = person.map { context.notify($0, .info, phrase, client: client) }
        return .rejected(Rejected.over, effects: [notice].compactMap(\.self))
    }

    private static func unknownPerson(in input: Input, _ context: Context) -> Flaw? {
        switch input {
        case .accepted(let news) where context.company.people[news.personID] == nil:
            .unknownPerson(news.personID, field: "data.person_id")
        case .closed(let news) where context.company.people[news.actorID] == nil:
            .unknownPerson(news.actorID, field: "data.actor_id")
        case .answered, .accepted, .closed, .holderLeft, .reactionDue, .closeDue:
            nil
        }
    }
}
