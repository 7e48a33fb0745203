import Foundation

/// One input taken by a client's reports: what they become, and what follows.
struct PositionReportMove {
    private typealias Ignored = PositionReports.Ignored
    private typealias Request = ClientPositionReports.Request

    private let client: Client
    private let policy: PositionsPolicy
    private let context: Context
    private var state: ClientPositionReports
    private var effects: [Effect] = []

    init(
        _ state: ClientPositionReports,
        _ client: Client,
        _ policy: PositionsPolicy,
        _ context: Context
    ) {
        self.state = state
        self.client = client
        self.policy = policy
        self.context = context
    }

    private var now: Date { context.now }
    private var calendar: WorkCalendar { context.policies.calendar }

    // MARK: - The schedule

    /// The client was announced, or reports may have been turned on or off.
    func follow() -> Decision<ClientPositionReports> {
        let isScheduled = policy.reportEvery != nil && client.active
        guard isScheduled != (state.alarm != nil) else { return .ignored(Ignored.nothingNew) }
        return after { $0.schedule() }
    }

    private mutating func schedule() {
        guard let every = policy.reportEvery, client.active else {
            if state.alarm != nil { effects.append(.disarm(timer: PositionReports.timer)) }
            state.alarm = nil
            return
        }
        state.alarms += 1
        let due = ReportSchedule(every: every, calendar: calendar).next(after: now)
        state.alarm = .init(due: due, generation: state.alarms)
        effects.append(
            .arm(timer: PositionReports.timer, generation: state.alarms, due: due)
        )
    }

    func isDue(_ generation: Int) -> Decision<ClientPositionReports> {
        guard state.alarm?.generation == generation else { return .ignored(Ignored.lateTimer) }
        return after { move in
            move.schedule()
            guard move.state.alarm != nil, let every = policy.reportEvery,
                !client.addresses.isEmpty
            else { return }
            let day = ReportSchedule(every: every, calendar: calendar).lastDay(at: now)
            move.add(
                Request(
                    id: RequestID(trusted: "schedule-\(generation)-\(day.text)"),
                    period: ReportedPeriod(
                        from: day.adding(days: -ReportSchedule.daysShown).text,
                        to: day.text
                    ),
                    requesterID: nil,
                    sendTo: client.addresses,
                    isScheduled: true
                )
            )
        }
    }

    // MARK: - Requests

    /// Somebody wants a report: once by each id.
    func want(_ news: ReportRequested) -> Decision<ClientPositionReports> {
        let addresses = (news.sendTo ?? []).map { EmailAddress(recipient: $0)?.rawValue }
        guard !addresses.contains(nil) else { return reject(.noAddress, news) }
        let request = Request(
            id: news.requestID,
            period: news.period,
            requesterID: news.requesterID,
            sendTo: addresses.compactMap(\.self),
            isScheduled: false
        )
        guard let known = state.requests.first(where: { $0.id == news.requestID }) else {
            return after { $0.add(request) }
        }
        guard known.isSame(as: request) else { return reject(.conflict, news) }
        guard let made = known.made else { return .ignored(Ignored.beingMade) }
        // The same again gets the same answer; the letter has gone out already.
        return after { $0.answer(known, made, isAgain: true) }
    }

    private mutating func add(_ request: Request) {
        state.requests.append(request)
        effects.append(
            .job(
                JobRequest(
                    kind: PositionReports.job,
                    key: "position-report-\(client.id)-\(request.id)",
                    input: [
                        "client": .text(client.id.rawValue),
                        "request": .text(request.id.rawValue),
                        "from": .text(request.period.from), "to": .text(request.period.to),
                    ]
                )
            )
        )
        let spare = state.requests.count - ClientPositionReports.requestsMax
        let old = state.requests.filter { $0.made != nil }.prefix(max(spare, 0)).map(\.id)
        state.requests.removeAll { old.contains($0.id) }
    }

    private func reject(
        _ reason: PositionReports.Rejected,
        _ news: ReportRequested
    ) -> Decision<ClientPositionReports> {
        let phrase = Phrase(
            "positions.rejected.\(reason.rawValue)",
            ["client": client.title, "request_id": .text(news.requestID.rawValue)]
        )
        let notice = news.requesterID.flatMap { context.company.people[$0] }
            .map { context.notify($0, .info, phrase, client: client.id) }
        return .rejected(reason, effects: [notice].compactMap(\.self))
    }

    // MARK: - Delivery

    /// A report was made.
    func deliver(_ news: PositionReportMade) -> Decision<ClientPositionReports> {
        guard let index = state.requests.firstIndex(where: { $0.id == news.requestID }),
            state.requests[index].made == nil
        else { return .ignored(Ignored.notWanted) }
        let made = ClientPositionReports.Made(
            report: news.report,
            sha256: news.sha256,
            date: news.date,
            headlines: news.headlines ?? []
        )
        return after { move in
            move.state.requests[index].made = made
            move.answer(move.state.requests[index], made, isAgain: false)
        }
    }

    private mutating func answer(
        _ request: Request,
        _ made: ClientPositionReports.Made,
        isAgain: Bool
    ) {
        guard let report = made.report else { return tellNothing(request) }
        let standing = made.expiresAt.flatMap { $0 > now ? $0 : nil }
        let expiry = standing ?? now + policy.linkExpires
        if let index = state.requests.firstIndex(where: { $0.id == request.id }) {
            state.requests[index].made?.expiresAt = expiry
        }
        let link = context.link(SignedLink(purpose: .report, payload: report, expiresAt: expiry))
        if !request.sendTo.isEmpty, !isAgain { mail(request.sendTo, made, link, until: expiry) }
        effects.append(
            .publish(
                ReportReady(
                    requestID: request.id,
                    clientID: client.id,
                    report: report,
                    url: link,
                    kind: PositionReports.kind,
                    sha256: made.sha256
                )
            )
        )
    }

    /// The middle of a day, which is that day however the text writes it.
    private func noon(_ day: CalendarDay) -> Value {
        .instant(calendar.startOfDay(day) + .seconds(43_200))
    }

    private mutating func mail(
        _ addresses: [String],
        _ made: ClientPositionReports.Made,
        _ link: String,
        until expiry: Date
    ) {
        let values: [String: Value] = [
            "client": client.title, "link": .text(link), "until": .instant(expiry),
            "date": made.date.flatMap { CalendarDay($0) }.map(noon) ?? .null,
            "headlines": .list(made.headlines.map { .object(["line": .text($0)]) }),
        ]
        func text(_ part: String) -> String {
            context.text(Phrase("mail.positions.\(part)", values))
        }
        effects.append(
            .publish(
                MailSend(
                    to: addresses,
                    template: "positions.report",
                    mailSubject: text("subject").onOneLine,
                    html: text("html"),
                    text: text("text"),
                    clientID: client.id
                )
            )
        )
    }

    /// There were no positions: the requester is told; an empty scheduled report is silent.
    private mutating func tellNothing(_ request: Request) {
        let phrase = Phrase("positions.nothing", ["client": client.title])
        effects.append(.note(phrase))
        guard let person = request.requesterID.flatMap({ context.company.people[$0] }) else {
            return
        }
        effects.append(context.notify(person, .info, phrase, client: client.id))
    }

    // MARK: - Alerts

    /// How many keywords one notice names.
    private static let namedMax = 10

    /// The client's project manager is told what left the first places and stayed away.
    func warn(_ alert: PositionAlertRaised) -> Decision<ClientPositionReports> {
        guard let manager = client.projectManagerID.flatMap({ context.company.people[$0] }) else {
            return .ignored(Ignored.nobodyToWarn)
        }
        let queries = alert.rows.prefix(Self.namedMax).map(\.query).joined(separator: ", ")
        let more = alert.rows.count - Self.namedMax
        let phrase = Phrase(
            "positions.left_top",
            [
                "client": client.title, "site": .text(alert.siteID.rawValue),
                "engine": .text(alert.engine.rawValue),
                "region": .text(alert.region ?? ""), "device": .text(alert.device ?? ""),
                "count": .number(Decimal(alert.rows.count)), "queries": .text(queries),
                "more": more > 0 ? .number(Decimal(more)) : .null,
                "times": .number(Decimal(policy.alertAfter)),
            ]
        )
        let notice = context.notify(manager, .warning, phrase, client: client.id)
        return .changed(to: state, effects: [notice])
    }

    private func after(
        _ body: (inout PositionReportMove) -> Void
    ) -> Decision<ClientPositionReports> {
        var move = self
        body(&move)
        return .changed(to: move.state, effects: move.effects)
    }
}

extension ClientPositionReports.Request {
    /// Whether both ask for the same.
    fileprivate func isSame(as other: Self) -> Bool {
        period == other.period && requesterID == other.requesterID && sendTo == other.sendTo
    }
}

extension Client {
    /// All addresses to which mails can go.
    fileprivate var addresses: [String] {
        emails.compactMap { EmailAddress(recipient: $0)?.rawValue }
    }
}

/// When reports that come again and again are due.
struct ReportSchedule {
    /// How many days a report that is due shows.
    static let daysShown = 90
    /// In the morning, once the night's measurements are in.
    private static let hour: TimeInterval = 9 * 3600
    private static let week = 7

    let every: Duration
    let calendar: WorkCalendar

    /// The day that a report tells about which is due now: yesterday, as today's measurements may
    /// still come; today where reports come several times a day.
    func lastDay(at now: Date) -> CalendarDay {
        let today = calendar.day(of: now)
        return every < .seconds(86_400) ? today : today.adding(days: -1)
    }

    /// The first instant after this one: by whole weeks on Mondays at nine, by whole days at nine,
    /// else simply so much later.
    func next(after now: Date) -> Date {
        let seconds = every / .seconds(1)
        let days = Int(seconds / 86_400)
        guard days >= 1, Double(days) * 86_400 == seconds else {
            return now.addingTimeInterval(seconds)
        }
        var day = calendar.day(of: now)
        if days.isMultiple(of: Self.week) {
            day = day.adding(days: Self.week - (day.weekday - 1) % Self.week)
            day = day.adding(days: days - Self.week)
        } else {
            day = day.adding(days: days)
        }
        return calendar.startOfDay(day).addingTimeInterval(Self.hour)
    }
}

extension SignedLink.Purpose {
    /// Reports that were sent.
    package static let report = SignedLink.Purpose(path: "r", label: "report")
}
