import AMQP
import Bus
import Domain
import Foundation
import Logging
import Postgres
import Reports
import Settings
import Texts

/// Makes reports, beside the lane and never in its way: each over a connection of its own.
struct ReportBureau: Sendable {
    let language: ReportLanguage
    let settings: Settings
    private let logger: Logger?

    /// How long the database may count for one report.
    private static let deadline: Duration = .seconds(20)
    /// How long the broker may take to say how much waits.
    private static let brokerPatience: Duration = .seconds(2)

    init(_ settings: Settings, logger: Logger?) throws {
        self.settings = settings
        self.logger = logger
        let texts = try settings.texts()
        let locale: Texts.Locale = settings.service.language == .ru ? .ru : .en
        language = ReportLanguage(locale, word: texts.word)
    }

    /// The report, as the database has it now.
    func report(_ request: ReportRequest) throws(ReportProblem) -> Report {
        try withConnection { connection throws(ReportProblem) in
            let source = source(connection)
            let maker = ReportMaker(source, terms: terms, now: Date(), waiting: waiting)
            return try maker.report(request)
        }
    }

    /// The first page of a reader, all of whose reports are counted over one connection.
    func firstPage(for reader: Reader, limit: Int) throws(ReportProblem) -> String {
        let now = Date()
        let calendar = settings.policies.calendar
        let requests = try FirstPage.requests(of: reader, now: now, calendar: calendar)
        return try withConnection { connection throws(ReportProblem) in
            let source = source(connection)
            let maker = ReportMaker(source, terms: terms, now: now)
            var reports: [Report] = []
            for request in requests { reports.append(try maker.report(request)) }
            return FirstPage(
                language,
                for: reader,
                reports: reports,
                present: reader.seesPresent ? try source.present(at: now, limit: limit) : nil,
                now: now,
                zone: calendar.timeZone
            ).text
        }
    }

    private func source(_ connection: PostgresConnection) -> PostgresSource {
        PostgresSource(
            connection,
            calendar: settings.policies.calendar,
            deadline: Self.deadline
        )
    }

    /// What goes on at this moment, at most this many lines of each kind.
    func present(limit: Int) throws(ReportProblem) -> Present {
        try withConnection { connection throws(ReportProblem) in
            var present = try source(connection).present(at: Date(), limit: limit)
            present.backlog.waiting = waiting
            return present
        }
    }

    /// Gives the body a connection of its own.
    func withConnection<T>(
        _ body: (PostgresConnection) throws(ReportProblem) -> T
    ) throws(ReportProblem) -> T {
        var configuration = settings.postgresConfiguration("report")
        // Planned for what is asked, not as the lane's: scans and parallel workers are welcome.
        configuration.sessionSettings = [
            "search_path": configuration.sessionSettings["search_path"] ?? "",
            "default_transaction_read_only": "on", "jit": "off", "work_mem": "64MB",
        ]
        configuration.statementTimeout = Self.deadline
        let connection: PostgresConnection
        do {
            connection = try PostgresConnection(configuration)
        } catch {
            throw ReportProblem(error)
        }
        defer { connection.close() }
        return try body(connection)
    }

    private var terms: ReportMaker.Terms {
        ReportMaker.Terms(
            calendar: settings.policies.calendar,
            configuration: settings.version,
            pay: settings.policies.pay,
            rankBy: settings.policies.leadDistribution?.rankBy ?? .amount,
            salesCurrency: settings.policies.salesCurrency,
            names: Dictionary(settings.policies.people.map { ($0.id.rawValue, $0.name) }) {
                first,
                _ in
                first
            },
            rating: settings.policies.ratings,
            priceCurrency: settings.policies.prices?.currency ?? "RUB"
        )
    }

    /// How many messages wait in the inbox; a report is worth having without it.
    private var waiting: Int? {
        do {
            var configuration = try settings.amqpConfiguration("report")
            configuration.connectTimeout = Self.brokerPatience
            let connection = try AMQPConnection(configuration)
            defer { connection.close() }
            return try (0..<settings.amqp.partitions).reduce(0) { sum, lane in
                let name = try settings.busConfiguration("report", lane: lane).ownQueue
                let queue = QueueDeclaration(name: name, isPassive: true)
                return sum + Int(try connection.declareQueue(queue).messageCount)
            }
        } catch {
            logger?.debug("the broker did not say how much waits: \(error)")
            return nil
        }
    }
}
