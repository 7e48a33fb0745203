import AMQP
import AdapterKit
import Console
import CoreMetrics
import Foundation
import HTTPBridge
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Telemetry
import UnixSignals
import Web

/// Puts the program together, once; nothing else knows all the parts.
struct Composition {
    private let instance: Instance
    private let isShadow: Bool
    private let logger: Logger
    private let registry = PrometheusRegistry()
    private let runners: [AdapterRunner]

    init(_ instance: Instance, isShadow: Bool, logger: Logger) throws {
        self.instance = instance
        self.isShadow = isShadow
        self.logger = logger
        for (name, help) in AdapterMetrics.help { registry.describe(name, help) }
        registry.describe(
            "baton_adapter_events_published",
            "Events that the broker has confirmed."
        )
        let registry = registry
        runners = try instance.adapters(logger, isShadow: isShadow).map {
            AdapterRunner(
                $0,
                instance: instance.file.name,
                postgres: instance.postgres,
                isShadow: isShadow,
                metrics: registry,
                logger: logger
            )
        }
    }

    /// Runs until a signal tells to stop.
    func run() async throws {
        let loops = (receive: try Loop("receive"), publish: try Loop("publish"))
        let health = AdapterHealth(runners: runners, loops: [loops.receive, loops.publish])
        let working = WorkingService(
            instance: instance,
            runners: runners,
            receiver: CommandReceiver(
                try instance.places("commands", isShadow: isShadow),
                postgres: instance.postgres,
                runners: runners,
                logger: logger
            ),
            publisher: EventPublisher(
                try instance.places("events"),
                postgres: instance.postgres,
                metrics: registry,
                logger: logger
            ),
            receiving: loops.receive,
            publishing: loops.publish,
            health: health,
            isShadow: isShadow,
            logger: logger
        )
        var services: [any Service] = [working]
        if let address = instance.file.http.listen {
            services.append(
                WebServer(
                    configuration: WebServer.Configuration(
                        host: address.host,
                        port: address.port
                    ),
                    health: health,
                    metrics: registry,
                    logger: logger,
                    hooks: incoming,
                    presses: presses
                )
            )
        }
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(12)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Takes requests of other systems; nil where none are expected, or nothing may be announced.
    private var incoming: IncomingDesk? {
        guard !instance.bridge.incoming.isEmpty, !isShadow else { return nil }
        return IncomingDesk(
            instance.bridge.incoming,
            key: AdapterRunner.key(instance: instance.file.name, kind: "http.in"),
            postgres: instance.postgres,
            logger: logger
        )
    }

    private var presses: PressPages? {
        let hooks = instance.bridge.outgoing.filter { $0.preset != .none }
        guard !hooks.isEmpty, !isShadow else { return nil }
        return PressPages(
            keys: hooks.map {
                AdapterRunner.key(instance: instance.file.name, kind: "http.\($0.name)")
            },
            postgres: instance.postgres
        )
    }
}
