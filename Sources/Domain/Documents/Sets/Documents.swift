package import Foundation

/// Makes sets of documents for clients: on request and on schedule, verified before they have
/// numbers, sent until the client's mail server has them.
///
/// What takes time happens beside the lanes: drawing on trial, drawing, mailing. Each is a job that
/// comes back as an event.
package enum Documents: BusinessProcess {
    package typealias State = ClientDocuments

    /// What can happen to a client's documents.
    package enum Input: Sendable {
        /// Something is known of the client that was not known before, maybe.
        case clientChanged
        case requested(DocumentsRequested)
        case voided(DocumentsVoided)
        case collected(DocumentsCollected, at: Date)
        case numbered(NumberTaken)
        case rendered(DocumentsRendered)
        case handedOver(DocumentsHandedOver)
        case commandAnswered(CommandAnswered)
        case learnt(LedgerChanged)
        case timer(Timer, generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "documents_are_off"
        case beingMade = "set_being_made"
        case notWaited = "set_not_waited_for"
        case oldCommand = "old_command"
        case nothingNew = "nothing_new"
        case lateTimer = "late_timer"
        case alreadyVoided = "set_already_voided"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case conflict
        case unknownClient = "unknown_client"
        case unknownLegalEntity = "unknown_legal_entity"
        case badAddress = "address_is_none"
        case nothingToResend = "nothing_to_resend"
        case nothingToReplace = "nothing_to_replace"
        case beingMade = "set_being_made"
        case unknownRequest = "unknown_request"
        case notIssued = "set_not_issued"
    }

    /// The timers of a client's documents.
    package enum Timer: String, CaseIterable, Sendable {
        /// The sets of the schedule are due.
        case due = "documents_due"
        /// A mail that failed goes out again.
        case retry = "documents_retry"
        /// A mail should have been confirmed.
        case delivery = "documents_delivery"
    }

    /// The kinds of the jobs.
    package enum Job: String, CaseIterable, Sendable {
        case trial = "document_trial"
        case rendering = "document_rendering"
        case mail = "document_mail"
    }

    package static let name = "documents"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [
        ClientUpserted.self, DocumentsRequested.self, DocumentsVoided.self,
        DocumentsCollected.self, DocumentsRendered.self, DocumentsHandedOver.self,
    ]
    package static let hears: [any Message.Type] = [
        NumberTaken.self, CommandAnswered.self, LedgerChanged.self,
    ]
    package static let tells: [any Message.Type] = [NumberWanted.self, SetsShelved.self]
    package static let looksAt: [any BusinessProcess.Type] = [
        ClientLedger.self, Clients.self, DocumentShelves.self, LedgerPages.self, Series.self,
    ]
    package static let asks: Set<StateQuestion> = [.opinions]
    package static let publishes: [any Message.Type] = [
        DocumentReady.self, DocumentBlocked.self, DocumentOutdated.self, MailSend.self,
        ChatNotify.self,
    ]
    package static let counts = [
        CommandCount(
            "documents",
            of: DocumentReady.self,
            en: "Sets of documents",
            ru: "Комплектов"
        ),
        CommandCount(
            "documents_blocked",
            of: DocumentBlocked.self,
            en: "Sets blocked",
            ru: "Комплектов не сформировано"
        ),
    ]
    package static let facts: [any FactRow.Type] = [DocumentSetFact.self, DocumentFact.self]
    package static let policies: [any ProcessPolicy.Type] = [DocumentsPolicy.self]

    package static let timers = Timer.allCases.map(\.rawValue)
    /// On the last working day of a month everybody's documents are due at once.
    package static let massTimers = Set(timers)
    /// Months follow each other for ever.
    package static let perpetualTimers: Set = [Timer.due.rawValue]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted: [Concern(body.subject, .clientChanged)]
        case let body as DocumentsRequested: [Concern(body.subject, .requested(body))]
        case let body as DocumentsVoided: [Concern(body.subject, .voided(body))]
        case let body as DocumentsCollected:
            [Concern(body.subject, .collected(body, at: event.occurred))]
        case let body as NumberTaken where body.asker == name:
            [Concern(body.subject, .numbered(body))]
        case let body as DocumentsRendered: [Concern(body.subject, .rendered(body))]
        case let body as DocumentsHandedOver: [Concern(body.subject, .handedOver(body))]
        case let body as CommandAnswered where body.kind == subject:
            [Concern(body.id, .commandAnswered(body))]
        case let body as LedgerChanged: [Concern(body.subject, .learnt(body))]
        default: []
        }
    }

    /// What a client's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        Timer(rawValue: timer.name).map { .timer($0, generation: timer.generation) }
    }

    /// Clients who were announced before there were documents get them as well.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.documents != nil else { return nil }
        return { _ in .clientChanged }
    }

    /// The months of the ledger that a set is about, and the series of earlier years: only the
    /// first year of a series begins where the configuration says.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject],
        under policies: Policies
    ) -> [Subject] {
        let needs = DocumentNeeds(own, related, policies)
        switch input {
        case .requested(let news): return needs.pages(news)
        case .collected(let news, let instant):
            return needs.series(news, instant)
                + needs.pages(ofSet: news.set)
        case .numbered(let news): return needs.pages(ofSet: DocumentMove.ordinal(news) ?? 0)
        case .voided(let news): return needs.shelves(answering: news.requestID)
        case .learnt(let news): return needs.shelves(since: news.date)
        case .timer(.due, _): return needs.pagesOfSchedule
        case .clientChanged, .rendered, .handedOver, .commandAnswered, .timer: return []
        }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.documents else { return .ignored(Ignored.off) }
        guard let client = context.subject.state(of: Clients.self) else {
            return unknown(input, context)
        }
        let move = DocumentMove(state ?? State(), client, policy, context)
        switch input {
        case .clientChanged: return move.follow()
        case .requested(let news): return move.want(news)
        case .voided(let news): return move.void(news)
        case .collected(let news, _): return move.judge(news)
        case .numbered(let news): return move.number(news)
        case .rendered(let news): return move.deliver(news)
        case .handedOver(let news): return move.noteHandedOver(news)
        case .commandAnswered(let news): return move.hear(news)
        case .learnt(let news): return move.learn(news)
        case .timer(let timer, let generation): return move.timerIsDue(timer, generation)
        }
    }

    private static func unknown(_ input: Input, _ context: Context) -> Decision<State> {
        switch input {
        case .requested(let news):
            let fault = DocumentFault(
                .unknownClient,
                field: "client_id",
                found: news.clientID.rawValue.onOneLine
            )
            let effects = context.blocked(news.requestID, news.clientID, [fault], news.requesterID)
            return .rejected(Rejected.unknownClient, effects: effects)
        case .voided(let news): return .refused(.unknownClient(news.clientID))
        case .clientChanged, .collected, .numbered, .rendered, .handedOver, .commandAnswered,
            .learnt, .timer:
            return .ignored(Ignored.notWaited)
        }
    }
}

/// The series of a legal entity's documents of one kind in one year.
package struct DocumentSeries: Equatable, Sendable {
    package let entity: LegalEntityID
    package let kind: DocumentKind
    package let year: Int

    /// How many years before are looked at to tell whether a series is the first.
    package static let yearsBack = 10
    private static let book = "document"

    package init(entity: LegalEntityID, kind: DocumentKind, year: Int) {
        self.entity = entity
        self.kind = kind
        self.year = year
    }

    /// Its name among all series.
    package var name: String { "\(Self.book)/\(kind.rawValue)/\(year)/\(entity)" }

    var subject: Subject { Subject(.series, name) }
}
