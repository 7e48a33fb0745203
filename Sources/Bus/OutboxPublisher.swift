import AMQP
import CoreMetrics
package import Engine
import Foundation
package import Logging

/// Publishes what is committed and tells the outbox what the broker has confirmed, on a thread
/// and a connection of its own.
package final class OutboxPublisher {
    private let configuration: BusConfiguration
    private let outbox: Outbox
    private let bell: Bell
    private let status: BusStatus
    private let metrics: BusMetrics
    private let logger: Logger
    private let reconnection = Reconnection()

    package init(
        _ configuration: BusConfiguration,
        outbox: Outbox,
        bell: Bell,
        status: BusStatus,
        metrics: BusMetrics,
        logger: Logger
    ) {
        self.configuration = configuration
        self.outbox = outbox
        self.bell = bell
        self.status = status
        self.metrics = metrics
        self.logger = logger
    }

    /// Works until the bell tells to stop.
    package func run() {
        reconnection.run(until: bell, status, logger, complaint: "publishing is cut off") {
            () throws(AMQPError) in try session()
        }
    }

    private func session() throws(AMQPError) {
        let connection = try AMQPConnection(configuration.nextConnection)
        bell.guardConnection(connection.breaker)
        try configuration.declare(on: connection)
        try connection.selectConfirms()
        outbox.resendUnconfirmed()
        reconnection.succeeded()
        status.up(at: connection.address)
        var work = PublishingSession(
            configuration,
            connection,
            outbox: outbox,
            metrics: metrics,
            logger: logger
        )
        while !bell.isStopping {
            status.progress()
            try work.turn()
            status.block(connection.isBlocked)
            try connection.wait(for: work.pause, wakeUp: bell.wakeUp)
        }
        connection.close()
    }
}
