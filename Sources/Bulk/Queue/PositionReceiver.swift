package import AMQP
import Contract
import Domain
import Foundation
package import Logging
import Synchronization
import Threads

/// Takes events with positions off their own queue, on a thread and over connections of its own.
///
/// The lanes know nothing of it: a hundred thousand rows are no reason for a lead's timer to be
/// late.
package final class PositionReceiver: Sendable {
    /// Where everything is.
    package struct Configuration: Sendable {
        package var connection: AMQPConfiguration
        package var queue: String
        /// The exchange of messages that can't be worked with.
        package var dead: String
        /// Larger messages are put aside unread.
        package var bytesMax = 1 << 20
        package var terms: PositionLoader.EventTerms

        package init(
            connection: AMQPConfiguration,
            queue: String,
            dead: String,
            terms: PositionLoader.EventTerms
        ) {
            self.connection = connection
            self.queue = queue
            self.dead = dead
            self.terms = terms
        }
    }

    /// Unacknowledged messages at once: one at work, one at hand.
    private static let prefetch: UInt16 = 2
    /// How long a message waits for a database that does not take it.
    private static let patience: Duration = .seconds(1)

    private let configuration: @Sendable () throws -> Configuration
    private let connect: @Sendable () throws(BulkError) -> PositionLoader
    private let metrics: BulkMetrics
    private let logger: Logger
    private let wakeUp: WakeUp
    private let signal = Signal()
    private let isStopping = Mutex(false)

    /// - Parameters:
    ///   - configuration: Asked at each connection, so that it follows the settings.
    ///   - connect: Opens a loader over a connection to the database.
    package init(
        configuration: @escaping @Sendable () throws -> Configuration,
        connect: @escaping @Sendable () throws(BulkError) -> PositionLoader,
        metrics: BulkMetrics,
        logger: Logger
    ) throws(AMQPError) {
        self.configuration = configuration
        self.connect = connect
        self.metrics = metrics
        self.logger = logger
        wakeUp = try WakeUp()
    }

    /// Makes `run` return soon.
    package func stop() {
        isStopping.withLock { $0 = true }
        wakeUp.signal()
        signal.raise()
    }

    /// Works until told to stop.
    package func run() {
        var failures = 0
        while !stops {
            do {
                try session()
                failures = 0
            } catch {
                failures += 1
                // The lane, which declares the queue, may be a moment behind: news once it lasts.
                let isMissing = (error as? AMQPError)?.code == .notFound
                if failures == (isMissing ? 5 : 1) || failures.isMultiple(of: 20) {
                    logger.error("positions are not taken off the queue: \(error)")
                }
                signal.wait(atMost: min(.milliseconds(200 << min(failures, 5)), .seconds(5)))
            }
        }
    }

    private var stops: Bool { isStopping.withLock(\.self) }

    // MARK: - Work

    private func session() throws {
        let configuration = try configuration()
        let connection = try AMQPConnection(configuration.connection)
        defer { connection.close() }
        // It was declared with everything else; here it must only be there.
        _ = try connection.declareQueue(
            QueueDeclaration(name: configuration.queue, isPassive: true)
        )
        try connection.setPrefetch(Self.prefetch)
        _ = try connection.consume(queue: configuration.queue)
        logger.notice("subscribed to \(configuration.queue)")
        var desk = PositionDesk(configuration, connect: connect, metrics: metrics, logger: logger)
        var waiting: [Delivery] = []
        while !stops {
            while let event = try connection.nextEvent() {
                if case .delivery(let delivery) = event { waiting.append(delivery) }
                if case .cancelled = event {
                    throw BulkError(.unavailable, "\(configuration.queue) was deleted or moved")
                }
            }
            guard let delivery = waiting.first else {
                try connection.wait(for: .seconds(1), wakeUp: wakeUp)
                continue
            }
            if try desk.isDone(with: delivery) {
                waiting.removeFirst()
                try connection.acknowledge(delivery.tag, multiple: false)
            } else {
                try connection.wait(for: Self.patience, wakeUp: wakeUp)
            }
        }
        connection.closeChannel()
    }
}
