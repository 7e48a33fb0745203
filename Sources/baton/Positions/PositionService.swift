import AMQP
import Bulk
import CoreMetrics
import Domain
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Settings
import Synchronization
import Threads

/// Positions beside the lanes: takes them off their queue, and keeps what is to be kept.
struct PositionService: Service {
    private let bureau: @Sendable () -> PositionBureau
    private let metrics: BulkMetrics
    private let logger: Logger

    /// - Parameter bureau: With the settings of the moment.
    init(
        bureau: @escaping @Sendable () -> PositionBureau,
        metrics: BulkMetrics,
        logger: Logger
    ) {
        self.bureau = bureau
        self.metrics = metrics
        self.logger = logger
    }

    func run() async throws {
        let receiver = try PositionReceiver(
            configuration: { try Self.configuration(bureau()) },
            connect: { () throws(BulkError) in try bureau().loader("positions") },
            metrics: metrics,
            logger: logger
        )
        let ending = Ending()
        let thread = Thread {
            Thread.current.name = "baton-positions"
            Background.enter()
            receiver.run()
            ending.signal()
        }
        thread.start()
        await withGracefulShutdownHandler {
            await ending.wait()
        } onGracefulShutdown: {
            receiver.stop()
        }
    }

    private static func configuration(
        _ bureau: PositionBureau
    ) throws -> PositionReceiver.Configuration {
        let settings = bureau.settings
        return PositionReceiver.Configuration(
            connection: try settings.amqpConfiguration("positions"),
            queue: settings.amqp.topology.positionsQueue,
            dead: settings.amqp.topology.deadLetters,
            terms: PositionLoader.EventTerms(
                rowsMax: bureau.policy.rowsMax,
                calendar: settings.policies.calendar
            )
        )
    }
}
