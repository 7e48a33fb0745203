import AMQP
import Bus
import CoreMetrics
import Domain
import Engine
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Store
import Telemetry
import Texts
import UnixSignals
import Web

/// Puts the program together, once; nothing else knows all the parts.
struct Composition {
    /// Whoever works beside the lanes, a kind of jobs each.
    private static var workers: [any JobWorker] {
        let (press, drawn) = (DocumentPress(), DrawnSets())
        return [
            ReportMailWorker(), PositionReportWorker(),
            DocumentTrialWorker(press: press, drawn: drawn),
            DocumentRenderingWorker(press: press, drawn: drawn), DocumentMailWorker(),
        ]
    }

    let settings: Settings
    let file: String
    let logger: Logger
    let registry: PrometheusRegistry
    let lanes: [LaneService]
    let logins: Logins
    let health: Health
    let reports: ReportService
    let surveys: SurveyRoom
    let positions: PositionRoom
    let documents: DocumentRoom

    init(_ settings: Settings, file: String, logger: Logger) throws {
        self.settings = settings
        self.file = file
        self.logger = logger
        registry = PrometheusRegistry()
        MetricNames.describe(in: registry)
        logins = try Logins(settings)
        lanes = try Self.lanes(settings, logins: logins, metrics: registry, logger: logger)
        health = Health(lanes: lanes)
        reports = try ReportService(settings, health: health, logger: logger)
        surveys = try SurveyRoom(settings)
        positions = try PositionRoom(settings, metrics: registry, logger: logger)
        documents = DocumentRoom(settings, logger: logger)
    }

    private static func lanes(
        _ settings: Settings,
        logins: Logins,
        metrics: PrometheusRegistry,
        logger: Logger
    ) throws -> [LaneService] {
        let rules = try rules(settings)
        let share = LaneShare(lanes: settings.amqp.partitions)
        let instance = Int32.random(in: .min ... .max)
        return try (0..<settings.amqp.partitions).map { number in
            try LaneService(
                number,
                settings,
                rules: rules,
                share: share,
                instance: instance,
                logins: logins,
                metrics: metrics,
                logger: logger
            )
        }
    }

    /// What decisions are made with.
    static func rules(_ settings: Settings) throws -> LaneControl.Rules {
        let texts = try settings.texts()
        return LaneControl.Rules(
            policies: settings.policies,
            text: texts.text,
            link: settings.link
        )
    }

    /// Follows a configuration that was read again; answers the keys by which new connections of
    /// lanes log in from now on.
    func follow(_ fresh: Settings) throws -> [String] {
        let rules = try Self.rules(fresh)
        try surveys.replace(fresh)
        try reports.replace(fresh)
        for lane in lanes { lane.control.replaceRules(rules) }
        try positions.replace(fresh)
        documents.replace(fresh)
        return try logins.follow(fresh)
    }

    /// Runs until a signal tells to stop.
    func run() async throws {
        var services: [any Service] = lanes
        if let address = settings.http.listen {
            var web = WebServer.Configuration(host: address.host, port: address.port)
            web.connectionsMax = Descriptors.clientsMax(
                lanes: lanes.count,
                atMost: web.connectionsMax
            )
            services.append(
                WebServer(
                    configuration: web,
                    health: health,
                    metrics: registry,
                    clientPages: [try surveys.pages(settings, logins: logins)],
                    logger: logger,
                    reports: reports,
                    uploads: positions.uploads,
                    signedPages: positions.pages,
                    signedDocuments: documents
                )
            )
        }
        services.append(ReportMailService(reports: reports, logger: logger))
        services.append(
            JobService(
                reports: reports,
                workers: Self.workers,
                metrics: JobMetrics(factory: registry),
                logger: logger
            )
        )
        services.append(ReportDigestService(reports: reports, logger: logger))
        services.append(RetentionService(reports: reports, logger: logger))
        services += positions.services
        services.append(ReloadService(self))
        services.append(
            WatchdogService(
                health: health,
                lanes: lanes.map { ($0, HealthGauges(lane: $0.number, factory: registry)) },
                logger: logger
            )
        )
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = settings.service.stopTimeout
        try await ServiceGroup(configuration: configuration).run()
    }
}
