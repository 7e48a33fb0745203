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
    /// Sections of the configuration whose process this version runs.
    static let processes: Set<String> = ["qualification", "lead_distribution", "calls", "nps"]

    let settings: Settings
    let file: String
    let logger: Logger
    let registry: PrometheusRegistry
    let lane: LaneService
    let health: Health
    let surveys: SurveyRoom

    init(_ settings: Settings, file: String, logger: Logger) throws {
        guard settings.amqp.partitions == 1 else {
            throw CommandFailure(
                "amqp.partitions: this version works with one lane; 1 is allowed",
                status: ExitStatus.configuration
            )
        }
        self.settings = settings
        self.file = file
        self.logger = logger
        registry = PrometheusRegistry()
        MetricNames.describe(in: registry)
        lane = try LaneService(
            settings,
            rules: try Self.rules(settings),
            metrics: registry,
            logger: logger
        )
        health = Health(lane: lane)
        surveys = SurveyRoom(try Self.surveyDesk(settings))
    }

    /// What decisions are made with.
    static func rules(_ settings: Settings) throws -> LaneControl.Rules {
        let texts = try settings.texts()
        return LaneControl.Rules(
            policies: settings.policies,
            text: texts.text,
            link: settings.surveyLinks?.link ?? Context.noLink
        )
    }

    /// What the page for clients is made with; nil where they are not asked.
    static func surveyDesk(_ settings: Settings) throws -> SurveyDesk? {
        guard let links = settings.surveyLinks else { return nil }
        return SurveyDesk(
            links: links,
            language: settings.service.language.rawValue,
            text: try settings.texts().text
        )
    }

    /// Follows a configuration that was read again.
    func follow(_ fresh: Settings) throws {
        let desk = try Self.surveyDesk(fresh)
        lane.control.replaceRules(try Self.rules(fresh))
        surveys.replace(desk)
    }

    /// Runs until a signal tells to stop.
    func run() async throws {
        var services: [any Service] = [lane]
        if let address = settings.http.listen {
            services.append(
                WebServer(
                    configuration: .init(host: address.host, port: address.port),
                    health: health,
                    metrics: registry,
                    surveys: WebServer.Surveys(
                        answers: try AnswerPublisher(settings),
                        now: { Date() },
                        desk: surveys.desk
                    ),
                    logger: logger
                )
            )
        }
        services.append(ReloadService(self))
        services.append(
            WatchdogService(
                health: health,
                lane: lane,
                gauges: HealthGauges(factory: registry),
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
