package import Foundation

/// Asks every client again and again how things go, and does what follows from the answer.
package enum Surveys: BusinessProcess {
    package typealias State = ClientSurveys

    /// What can happen to a client's surveys.
    package enum Input: Sendable {
        /// Something is known of the client that was not known before, maybe.
        case clientChanged(ClientID)
        case requested(ClientID)
        case answered(SurveyAnswered, at: Date)
        case mailDue(generation: Int)
        case reminderDue(generation: Int)
        case callDue(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "surveys_are_off"
        case notAsked = "client_not_asked"
        case nothingNew = "nothing_new"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case clientLeft = "client_left"
        case optedOut = "client_opted_out"
        case noAddress = "client_has_no_address"
        case askedLately = "client_asked_lately"
        case expired = "survey_expired"
    }

    /// The timers of a client's surveys.
    package enum Timer: String, CaseIterable, Sendable {
        case mail = "survey_mail"
        case reminder = "survey_reminder"
        case call = "survey_call"
    }

    package static let name = "surveys"
    package static let subject = SubjectKind.client
    package static let facts: [any FactRow.Type] = [SurveyFact.self]
    package static let reports: [FactReport] = [.nps]
    package static let flaws: [Flaw.Code] = [.unknownSurvey]
    package static let policies: [any ProcessPolicy.Type] = [LoyaltyPolicy.self]
    package static let reads: [any Message.Type] = [
        ClientUpserted.self, SurveyRequested.self, SurveyAnswered.self,
    ]
    package static let tells: [any Message.Type] = [ClientAnswered.self]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
    package static let answers: Set<StateQuestion> = [.opinions]
    package static let publishes: [any Message.Type] = [
        MailSend.self, TaskCreate.self, CallSchedule.self, ChatNotify.self,
    ]
    package static let counts = [
        CommandCount("surveys", of: MailSend.self, en: "Surveys", ru: "Опросов") { $0["survey_id"] }
    ]

    /// Clients are asked again and again for ever.
    package static let perpetualTimers: Set = [Timer.mail.rawValue, Timer.call.rawValue]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted:
            [Concern(body.subject, .clientChanged(body.clientID))]
        case let body as SurveyRequested: [Concern(body.subject, .requested(body.clientID))]
        case let body as SurveyAnswered:
            [Concern(body.subject, .answered(body, at: event.occurred))]
        default: []
        }
    }

    /// What it waits for.
    package static let timers = Timer.allCases.map(\.rawValue)
    /// Whole portfolios come due on one day.
    package static let massTimers = Set(timers)

    /// What a client's own timers are, by `Timer`.
    package static func input(of timer: TimerFiring) -> Input? {
        switch Timer(rawValue: timer.name) {
        case .mail: .mailDue(generation: timer.generation)
        case .reminder: .reminderDue(generation: timer.generation)
        case .call: .callDue(generation: timer.generation)
        case nil: nil
        }
    }

    /// Clients who were announced while nobody was asked get their places as well.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.loyalty != nil else { return nil }
        return { id in ClientID(rawValue: id).map { .clientChanged($0) } }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let client = context.subject.state(of: Clients.self) else {
            return .refused(unknown(input))
        }
        let surveys = state ?? ClientSurveys(knownSince: context.now)
        let move = SurveyMove(surveys, client, context)
        switch (state, input) {
        case (_, .clientChanged): return move.follow()
        case (_, .requested): return move.askNow()
        case (nil, .answered(let news, _)): return .refused(.unknownSurvey(news.surveyID))
        case (.some, .answered(let news, let instant)): return move.answer(news, at: instant)
        case (nil, .mailDue), (nil, .reminderDue), (nil, .callDue):
            return .ignored(Ignored.lateTimer)
        case (.some, .mailDue(let generation)): return move.mailIsDue(generation)
        case (.some, .reminderDue(let generation)): return move.reminderIsDue(generation)
        case (.some, .callDue(let generation)): return move.callIsDue(generation)
        }
    }

    private static func unknown(_ input: Input) -> Flaw {
        switch input {
        case .answered(let news, _): .unknownSurvey(news.surveyID)
        case .clientChanged(let id), .requested(let id): .unknownClient(id)
        case .mailDue, .reminderDue, .callDue:
            Flaw(.unknownClient, "the client of this timer is not known")
        }
    }
}

extension Flaw.Code {
    package static let unknownSurvey = Flaw.Code(rawValue: "unknown_survey")
}

extension Flaw {
    /// A survey that Baton never sent.
    static func unknownSurvey(_ id: SurveyID) -> Flaw {
        Flaw(
            .unknownSurvey,
            field: "data.survey_id",
            "data.survey_id: there is no survey \(id)"
        )
    }
}
