import Foundation

/// Raises each client's fee with pay, once a year: proposed to his head, announced to him in time,
/// applied only if it was announced.
package enum Indexation: BusinessProcess {
    package typealias State = ClientIndexation

    /// What can happen to a client's fee.
    package enum Input: Sendable {
        /// Something is known of the client that was not known before, maybe.
        case clientChanged(isNews: Bool)
        case decided(IndexationDecided)
        case withdrawn(IndexationWithdrawn)
        /// There is room for the letter to the client.
        case noticePlanned(NoticePlanned)
        /// The letter went out under this id.
        case noticeSent(CommandID)
        case commandAnswered(CommandAnswered)
        case timer(Timer, generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "indexation_is_off"
        case notIndexed = "client_not_indexed"
        case nothingNew = "nothing_new"
        case alreadyDecided = "already_decided"
        case oldCommand = "old_command"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case notAllowed = "actor_not_allowed"
        case decidedOtherwise = "proposal_decided"
        case over = "proposal_over"
        case revised = "proposal_revised"
        case aboveMaximum = "percent_above_maximum"
        case noRaise = "percent_raises_nothing"
        case stillStopped = "proposal_still_stopped"
    }

    /// The timers of a client's raises.
    package enum Timer: String, CaseIterable, Sendable {
        /// The next raise is to be proposed.
        case due = "indexation_due"
        /// Figures, and the client's mood, are looked at again.
        case look = "indexation_look"
        case reminder = "indexation_reminder"
        case deadline = "indexation_deadline"
        /// The letter is to go out.
        case notice = "indexation_notice"
        /// The letter should have been delivered.
        case delivery = "indexation_delivery"
        /// The new fee holds.
        case apply = "indexation_apply"
    }

    package static let name = "indexation"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [
        ClientUpserted.self, IndexationDecided.self, IndexationWithdrawn.self,
    ]
    package static let hears: [any Message.Type] = [
        NoticePlanned.self, MailSend.self, CommandAnswered.self,
    ]
    package static let tells: [any Message.Type] = [NoticeWanted.self]
    package static let looksAt: [any BusinessProcess.Type] = [
        ClientLedger.self, Clients.self, Payrolls.self, SalaryIndexes.self,
    ]
    package static let asks: Set<StateQuestion> = [.caution, .opinions]
    package static let publishes: [any Message.Type] = [
        IndexationProposed.self, IndexationSkipped.self, IndexationApplied.self,
        ClientSetFee.self, MailSend.self, ChatNotify.self,
    ]
    package static let facts: [any FactRow.Type] = [IndexationFact.self, IndexationDueFact.self]
    package static let policies: [any ProcessPolicy.Type] = [IndexationPolicy.self]

    /// What it waits for.
    package static let timers = Timer.allCases.map(\.rawValue)
    /// On a billing day everybody's fee may rise at once.
    package static let massTimers = Set(timers)
    /// Fees are looked at again year after year.
    package static let perpetualTimers: Set = [Timer.due.rawValue, Timer.look.rawValue]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted: [Concern(body.subject, .clientChanged(isNews: true))]
        case let body as IndexationDecided: [Concern(body.subject, .decided(body))]
        case let body as IndexationWithdrawn: [Concern(body.subject, .withdrawn(body))]
        case let body as NoticePlanned: [Concern(body.subject, .noticePlanned(body))]
        case let body as MailSend: sent(body, event.key)
        case let body as CommandAnswered where body.kind == subject:
            [Concern(body.id, .commandAnswered(body))]
        default: []
        }
    }

    private static func sent(_ mail: MailSend, _ key: EventKey) -> [Concern<Input>] {
        guard mail.template == IndexationLetter.notice.template, let client = mail.clientID,
            key.source == EventKey.ownCommands, let id = CommandID(rawValue: key.id)
        else { return [] }
        return [Concern(client.rawValue, .noticeSent(id))]
    }

    /// What a client's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        Timer(rawValue: timer.name).map { .timer($0, generation: timer.generation) }
    }

    /// Clients who were announced before fees were indexed are indexed as well.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.indexation != nil else { return nil }
        return { _ in .clientChanged(isNews: false) }
    }

    /// The index, the payroll of the client's department, and what his services would cost today.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] {
        guard case .timer(let timer, _) = input, timer == .due || timer == .look,
            let policy = policies.indexation, let client = own.state(of: Clients.self)
        else { return [] }
        let department = client.department.map { Subject(.department, $0) }
        let prices = policies.prices.map {
            PriceGround.subjects(
                region: client.region.flatMap($0.region),
                market: client.market.flatMap(MarketID.init(rawValue:)),
                $0
            )
        }
        return [Subject(.index, policy.index), department].compactMap(\.self) + (prices ?? [])
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let client = context.subject.state(of: Clients.self) else { return unknown(input) }
        let policy = context.policies.indexation
        let move = IndexationMove(state ?? State(), client, policy ?? IndexationPolicy(), context)
        switch input {
        case .noticeSent(let id): return move.noticeWasSent(id)
        // What becomes of a letter counts, whether fees are indexed at present or not.
        case .commandAnswered(let news): return move.hear(news)
        case .timer(let timer, let generation) where policy == nil:
            return move.waitUntilOn(timer, generation)
        case .clientChanged, .decided, .withdrawn, .noticePlanned, .timer:
            guard policy != nil else { return .ignored(Ignored.off) }
            return decide(input, move)
        }
    }

    private static func decide(_ input: Input, _ move: IndexationMove) -> Decision<State> {
        switch input {
        case .clientChanged(let isNews): move.follow(isNews)
        case .decided(let news): move.decide(news)
        case .withdrawn(let news): move.withdraw(news)
        case .noticePlanned(let news): move.plan(news)
        case .noticeSent(let id): move.noticeWasSent(id)
        case .commandAnswered(let news): move.hear(news)
        case .timer(let timer, let generation): move.timerIsDue(timer, generation)
        }
    }

    private static func unknown(_ input: Input) -> Decision<State> {
        switch input {
        case .decided(let news): .refused(.unknownProposal(news.proposalID))
        case .withdrawn(let news): .refused(.unknownProposal(news.proposalID))
        case .clientChanged, .noticePlanned, .noticeSent, .commandAnswered, .timer:
            .ignored(Ignored.notIndexed)
        }
    }
}

extension Flaw {
    /// A proposal that Baton never made.
    static func unknownProposal(_ id: ProposalID) -> Flaw {
        Flaw(
            .unknownProposal,
            field: "data.proposal_id",
            "data.proposal_id: there is no proposal \(id.rawValue.onOneLine)"
        )
    }
}
