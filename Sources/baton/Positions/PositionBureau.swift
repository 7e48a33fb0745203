import Bulk
import Domain
import Foundation
import Postgres
import Reports
import Settings
import Store
import Texts
import Web

/// Makes reports of positions, each over a connection of its own.
struct PositionBureau: Sendable {
    let settings: Settings
    let language: ReportLanguage

    /// How long the database may take for one report.
    private static let deadline: Duration = .seconds(30)

    init(_ settings: Settings) throws {
        self.settings = settings
        let texts = try settings.texts()
        language = ReportLanguage(
            settings.service.language == .ru ? .ru : .en,
            word: texts.word
        )
    }

    /// The rules; the usual ones where the section is missing.
    var policy: PositionsPolicy { settings.policies.positions ?? PositionsPolicy() }

    /// By what a series is judged now.
    func terms(at now: Date) -> PositionTerms {
        PositionTerms(
            curve: policy.curve,
            coverageMin: policy.coverageMin,
            settleAfter: policy.settleAfter,
            alertAfter: policy.alertAfter,
            now: now
        )
    }

    /// Which report is meant.
    struct Question {
        var client: String
        var site: String?
        /// The last day that is told about.
        var date: CalendarDay
        /// The first day on the drawings; nil is all that is kept.
        var from: CalendarDay?
    }

    /// The report, as the database has it now.
    func document(
        _ question: Question,
        over connection: PostgresConnection,
        now: Date = Date()
    ) throws(PostgresError) -> PositionDocument {
        let source = PositionSource(connection, deadline: Self.deadline)
        let terms = terms(at: now)
        var reports: [PositionSeriesReport] = []
        for series in try source.series(of: question.client, site: question.site) {
            let history = try source.history(
                of: series,
                to: question.date,
                from: question.from
            )
            let report = PositionSeriesReport(
                history,
                at: question.date,
                from: question.from,
                terms
            )
            if let report { reports.append(report) }
        }
        return PositionDocument(
            clientID: question.client,
            clientName: try name(of: question.client, connection),
            date: question.date,
            madeAt: now,
            zone: settings.policies.calendar.timeZone,
            series: reports,
            terms: PositionDocument.Terms(
                curve: policy.curve,
                coverageMin: policy.coverageMin,
                settleAfter: policy.settleAfter
            )
        )
    }

    /// What is wrong with a question of which nothing is known; nil where it may be asked.
    func problem(
        of question: Question,
        over connection: PostgresConnection
    ) throws(PostgresError) -> String? {
        let all = try PositionSource(connection, deadline: Self.deadline).series()
        let sites = Set(all.filter { $0.clientID == question.client }.map(\.key.site))
        if let site = question.site, !sites.isEmpty, !sites.contains(site) {
            return "no site \(site) of the client \(question.client) is known"
                + Suggestion.phrase(for: site, among: sites)
        }
        guard sites.isEmpty else { return nil }
        let clients = try known(over: connection)
        guard !clients.contains(question.client) else { return nil }
        return "no client \(question.client) is known"
            + Suggestion.phrase(for: question.client, among: clients.union(all.map(\.clientID)))
    }

    /// The ids of the clients that the lanes know.
    private func known(
        over connection: PostgresConnection
    ) throws(PostgresError) -> Set<String> {
        let results = try connection.run([Query(Self.clientsStatement)], deadline: Self.deadline)
        var clients: Set<String> = []
        guard let rows = results.first?.rows else { return [] }
        for row in rows { clients.insert(try row.text(0)) }
        return clients
    }

    private static let clientsStatement = Statement("SELECT id FROM subject WHERE kind = 'client'")

    /// All clients on a day.
    func overview(
        _ date: CalendarDay,
        over connection: PostgresConnection,
        now: Date = Date()
    ) throws(PostgresError) -> PositionOverview {
        let source = PositionSource(connection, deadline: Self.deadline)
        let terms = terms(at: now)
        var (rows, names) = ([PositionOverview.Row](), [String: String]())
        for series in try source.series() {
            let history = try source.history(
                of: series,
                to: date,
                days: Self.overviewDays
            )
            guard let report = PositionSeriesReport(history, at: date, terms) else { continue }
            if names[series.clientID] == nil {
                names[series.clientID] = try name(of: series.clientID, connection)
            }
            rows.append(
                PositionOverview.Row(
                    clientID: series.clientID,
                    clientName: names[series.clientID],
                    report: report
                )
            )
        }
        return PositionOverview(date: date, rows: rows)
    }

    /// The id of the report that is named by it, by a link to it or by the link's last part.
    func reportID(_ name: String) -> String {
        let token = name.halves(atLast: "/").map { String($0.behind) } ?? name
        // A link that is too old still says which report it is.
        let link = Result { () throws(SignedLinks.Fault) in
            try settings.links?.link(token, for: .report, at: .distantPast)
        }
        guard case .success(let link?) = link else { return name }
        return link.payload
    }

    /// How far back the overview looks.
    private static let overviewDays = 40

    /// As the lanes know the client; nil where they don't.
    private func name(
        of client: String,
        _ connection: PostgresConnection
    ) throws(PostgresError) -> String? {
        let results = try connection.run(
            [Query(Self.nameStatement, [.text(client)])],
            deadline: .seconds(5)
        )
        return try results.first?.rows.first?.optionalText(0)
    }

    private static let nameStatement = Statement(
        "SELECT state -> 'client' ->> 'name' FROM subject WHERE kind = 'client' AND id = $1"
    )

    // MARK: - Connections

    /// For questions: nothing is changed by them.
    func connectForReading(
        _ purpose: String = "positions"
    ) throws(PostgresError)
        -> PostgresConnection
    {
        var configuration = settings.postgresConfiguration(purpose)
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? "", "jit": "off",
            "work_mem": "32MB",
        ]
        configuration.statementTimeout = Self.deadline
        return try PostgresConnection(configuration)
    }

    /// For loads.
    func connectForLoading(_ purpose: String) throws(PostgresError) -> PostgresConnection {
        var configuration = settings.postgresConfiguration(purpose)
        configuration.sessionSettings = PositionLoader.sessionSettings(
            searchPath: configuration.sessionSettings["search_path"] ?? ""
        )
        return try PostgresConnection(configuration)
    }

    /// A loader over a connection of its own.
    func loader(
        _ purpose: String,
        progress: @escaping (Int) -> Void = { _ in }
    ) throws(BulkError) -> PositionLoader {
        let (depth, calendar) = (policy.depth, settings.policies.calendar)
        do {
            return PositionLoader(
                try connectForLoading(purpose),
                terms: { now in
                    // In a zone further east tomorrow may have begun.
                    LoadTerms(
                        depth: depth,
                        lastDay: calendar.day(of: now).adding(days: 1)
                    )
                },
                progress: progress
            )
        } catch {
            throw BulkError(error)
        }
    }
}
