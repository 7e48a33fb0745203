/// Finds a project manager for each presale and each new client.
package enum ManagerRequests: BusinessProcess {
    package typealias State = ManagerRequest

    /// What can happen to a request.
    package enum Input: Sendable {
        case requested(RequestID, ManagerRequest.Content)
        case given(TurnGiven)
        case accepted(RequestKind, PersonID)
        case declined(RequestKind, PersonID, reason: String?)
        case cancelled(RequestKind, by: PersonID?)
        /// Nobody answered in time.
        case expired(attempt: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "initiative_is_off"
        case alreadyAsked = "already_asked"
        case alreadyTheirs = "already_theirs"
        case alreadyDeclined = "already_declined"
        case requestOver = "request_over"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason, CaseIterable {
        case conflict
        case notTheirs = "not_theirs"
        case unknownRequest = "unknown_request"
    }

    /// The timer that waits for the manager's answer.
    package static let timer = "request_confirm"

    package static let name = "manager_requests"
    package static let subject = SubjectKind.request
    package static let reads: [any Message.Type] = [
        PresaleRequested.self, PresaleAccepted.self, PresaleDeclined.self, PresaleCancelled.self,
        ClientManagerRequested.self, ClientManagerAccepted.self, ClientManagerDeclined.self,
        ClientManagerCancelled.self,
    ]
    package static let hears: [any Message.Type] = [TurnGiven.self]
    package static let tells: [any Message.Type] = [
        ClientManagerChanged.self, TurnAsked.self, TurnConfirmed.self, TurnTakenBack.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
    package static let facts: [any FactRow.Type] = [RequestTurnFact.self, RequestSkipFact.self]
    package static let publishes: [any Message.Type] = [
        PresaleAssign.self, ClientAssignManager.self, ChatNotify.self,
    ]

    /// What it waits for.
    package static let timers = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as PresaleRequested:
            [Concern(body.requestID.rawValue, .requested(body.requestID, .init(body)))]
        case let body as PresaleAccepted:
            [Concern(body.requestID.rawValue, .accepted(.presale, body.personID))]
        case let body as PresaleDeclined:
            [
                Concern(
                    body.requestID.rawValue,
                    .declined(.presale, body.personID, reason: body.reason)
                )
            ]
        case let body as PresaleCancelled:
            [Concern(body.requestID.rawValue, .cancelled(.presale, by: body.actorID))]
        case let body as TurnGiven: [Concern(body.requestID.rawValue, .given(body))]
        default: concernsOfClients(event)
        }
    }

    private static func concernsOfClients(_ event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientManagerRequested:
            [Concern(body.requestID.rawValue, .requested(body.requestID, .init(body)))]
        case let body as ClientManagerAccepted:
            [Concern(body.requestID.rawValue, .accepted(.client, body.personID))]
        case let body as ClientManagerDeclined:
            [
                Concern(
                    body.requestID.rawValue,
                    .declined(.client, body.personID, reason: body.reason)
                )
            ]
        case let body as ClientManagerCancelled:
            [Concern(body.requestID.rawValue, .cancelled(.client, by: body.actorID))]
        default: []
        }
    }

    /// The end of the time in which somebody must answer.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .expired(attempt: timer.generation) : nil
    }

    /// The client whom it is about.
    package static func needs(
        _ input: Input,
        _ own: SubjectStates,
        _ related: [RelatedSubject]
    ) -> [Subject] {
        var client = own.state(of: Self.self)?.content.clientID
        if case .requested(_, let content) = input { client = content.clientID }
        return client.map { [Subject(.client, $0.rawValue)] } ?? []
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard context.policies.initiative != nil else { return .ignored(Ignored.off) }
        if let (person, field) = input.speaker, context.company.people[person] == nil {
            return .refused(.unknownPerson(person, field: field))
        }
        guard let state else { return begin(input, context) }
        let move = RequestMove(state, context)
        switch input {
        case .requested(_, let content): return move.repeatAnswer(content)
        case .given(let news): return move.give(news)
        case .accepted(let kind, let person): return move.accept(kind, person)
        case .declined(let kind, let person, let reason):
            return move.decline(kind, person, reason)
        case .cancelled(let kind, let actor): return move.cancel(kind, by: actor)
        case .expired(let attempt): return move.expire(attempt)
        }
    }

    private static func begin(_ input: Input, _ context: Context) -> Decision<State> {
        switch input {
        case .requested(let id, let content):
            return RequestMove(ManagerRequest(id, content, at: context.now), context).ask()
        case .given, .expired: return .ignored(Ignored.requestOver)
        case .accepted(_, let person), .declined(_, let person, _):
            return tellUnknown(context.company.people[person], context)
        case .cancelled(_, let actor):
            return tellUnknown(actor.flatMap { context.company.people[$0] }, context)
        }
    }

    /// Whoever answers what nobody asked is told so.
    private static func tellUnknown(_ person: Person?, _ context: Context) -> Decision<State> {
        let phrase = Phrase("request.rejected.unknown_request")
        let notice = person.map { context.notify($0, .info, phrase) }
        return .rejected(Rejected.unknownRequest, effects: [notice].compactMap(\.self))
    }
}

extension ManagerRequests.Input {
    /// The project manager who answers here, and the field that names him; nil where nobody does.
    ///
    /// Somebody who asks or cancels need not be announced: the work is done all the same, he only
    /// gets no notices.
    fileprivate var speaker: (PersonID, field: String)? {
        switch self {
        case .accepted(_, let person), .declined(_, let person, _): (person, "data.person_id")
        case .requested, .cancelled, .given, .expired: nil
        }
    }
}
