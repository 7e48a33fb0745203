import Foundation

/// Reports of positions: on request and on schedule, as a mail with a link.
///
/// The process decides who gets which report. It is made by a job beside the lanes, which comes
/// back as an event.
package enum PositionReports: BusinessProcess {
    package typealias State = ClientPositionReports

    /// What can happen to a client's reports.
    package enum Input: Sendable {
        /// Something is known of the client that was not known before, maybe.
        case clientChanged(ClientID)
        case requested(ReportRequested)
        case made(PositionReportMade)
        case fell(PositionAlertRaised)
        case due(generation: Int)
    }

    /// Why nothing happened.
    package enum Ignored: String, Reason {
        case off = "positions_are_off"
        case otherKind = "other_kind_of_report"
        case beingMade = "report_being_made"
        case notWanted = "report_not_wanted"
        case nothingNew = "nothing_new"
        case nobodyToWarn = "nobody_to_warn"
        case lateTimer = "late_timer"
    }

    /// Why something was not allowed.
    package enum Rejected: String, Reason {
        case conflict
        case noAddress = "address_is_none"
        case noClient = "no_client_named"
    }

    /// As `report.requested` names these reports.
    package static let kind = "positions"
    /// The kind of the jobs that make them.
    package static let job = "position_report"
    /// The timer of the schedule.
    package static let timer = "position_report"

    package static let name = "position_reports"
    package static let subject = SubjectKind.client
    package static let reads: [any Message.Type] = [
        ClientUpserted.self, ReportRequested.self, PositionReportMade.self,
        PositionAlertRaised.self,
    ]
    package static let looksAt: [any BusinessProcess.Type] = [Clients.self]
    package static let publishes: [any Message.Type] = [
        MailSend.self, ChatNotify.self, ReportReady.self,
    ]
    package static let policies: [any ProcessPolicy.Type] = [PositionsPolicy.self]
    package static let timers = [timer]
    /// Those of all clients come due at once, on a Monday.
    package static let massTimers: Set = [timer]
    /// Clients get reports for ever.
    package static let perpetualTimers: Set = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as ClientUpserted:
            [Concern(body.subject, .clientChanged(body.clientID))]
        case let body as ReportRequested:
            body.clientID.map { [Concern($0.rawValue, .requested(body))] }
                ?? [Concern(body.requestID.rawValue, kind: .request, .requested(body))]
        case let body as PositionReportMade: [Concern(body.subject, .made(body))]
        case let body as PositionAlertRaised: [Concern(body.subject, .fell(body))]
        default: []
        }
    }

    /// A report of the schedule that is due; nil for a timer of another name.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .due(generation: timer.generation) : nil
    }

    /// Clients who were announced while there were no reports get them as well.
    package static func revisit(
        under policies: Policies
    ) -> (@Sendable (_ id: String) -> Input?)? {
        guard policies.positions?.reportEvery != nil else { return nil }
        return { id in ClientID(rawValue: id).map { .clientChanged($0) } }
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        guard let policy = context.policies.positions else { return .ignored(Ignored.off) }
        if case .requested(let request) = input, !request.kinds.contains(kind) {
            return .ignored(Ignored.otherKind)
        }
        if case .requested(let request) = input, request.clientID == nil {
            return withoutClient(request, context)
        }
        guard let client = context.subject.state(of: Clients.self) else {
            return .refused(unknown(input))
        }
        let move = PositionReportMove(state ?? State(), client, policy, context)
        switch (state, input) {
        case (_, .clientChanged): return move.follow()
        case (_, .requested(let request)): return move.want(request)
        case (nil, .made): return .ignored(Ignored.notWanted)
        case (.some, .made(let news)): return move.deliver(news)
        case (_, .fell(let alert)): return move.warn(alert)
        case (nil, .due): return .ignored(Ignored.lateTimer)
        case (.some, .due(let generation)): return move.isDue(generation)
        }
    }

    /// A report of positions is about one client: somebody forgot to say whom.
    private static func withoutClient(
        _ request: ReportRequested,
        _ context: Context
    ) -> Decision<State> {
        let phrase = Phrase(
            "positions.rejected.no_client_named",
            ["request_id": .text(request.requestID.rawValue)]
        )
        let asker = request.requesterID.flatMap { context.company.people[$0] }
        let notice = asker.map { context.notify($0, .warning, phrase) }
        return .rejected(Rejected.noClient, effects: [notice].compactMap(\.self))
    }

    private static func unknown(_ input: Input) -> Flaw {
        switch input {
        case .clientChanged(let id): .unknownClient(id)
        case .requested(let request): .unknownClient(request.clientID ?? "")
        case .made(let news): .unknownClient(news.clientID)
        case .fell(let alert): .unknownClient(alert.clientID)
        case .due: Flaw(.unknownClient, "the client of this timer is not known")
        }
    }
}
