import AMQP
import Contract
package import Engine
import Foundation
package import Logging
import Synchronization

/// Takes deliveries off the inbox queue, on a thread and a connection of its own.
///
/// Nothing here waits for the database, so heartbeats never do either.
package final class InboxReceiver {
    private let configuration: BusConfiguration
    private let inbox: Inbox
    private let bell: Bell
    private let status: BusStatus
    private let logger: Logger
    private let reconnection = Reconnection()

    package init(
        _ configuration: BusConfiguration,
        inbox: Inbox,
        bell: Bell,
        status: BusStatus,
        logger: Logger
    ) {
        self.configuration = configuration
        self.inbox = inbox
        self.bell = bell
        self.status = status
        self.logger = logger
    }

    /// Works until the bell tells to stop.
    package func run() {
        reconnection.run(until: bell, status, logger, complaint: "the inbox is cut off") {
            () throws(AMQPError) in
            guard inbox.isOpen else {
                status.progress()
                bell.wait(atMost: .seconds(1))
                return
            }
            try session()
        }
    }

    private func session() throws(AMQPError) {
        let connection = try AMQPConnection(configuration.connection)
        bell.guardConnection(connection.breaker)
        try configuration.declare(on: connection)
        try connection.setPrefetch(configuration.prefetch)
        try awaitVacancy(connection)
        let number = inbox.beginConnection()
        _ = try connection.consume(queue: configuration.ownQueue)
        logger.notice("subscribed to \(configuration.ownQueue)")
        reconnection.succeeded()
        status.up()
        while inbox.wants(number), !bell.isStopping {
            try turn(connection, number)
        }
        try acknowledge(connection, number)
        // Closing the channel, never basic.cancel: it hands back what is not acknowledged in order.
        connection.closeChannel()
        connection.close()
        status.down(nil)
    }

    /// Waits until the broker has let go of whoever consumed before.
    ///
    /// A frozen instance, or our own connection that a network has swallowed, still holds
    /// deliveries until the broker misses its heartbeats: to begin earlier is to overtake them.
    private func awaitVacancy(_ connection: AMQPConnection) throws(AMQPError) {
        let queue = configuration.ownQueue
        let deadline = ContinuousClock.now + max(connection.heartbeatInterval * 4, .seconds(4))
        var isNews = true
        while inbox.isOpen, !bell.isStopping {
            let passive = QueueDeclaration(name: queue, isPassive: true)
            guard try connection.declareQueue(passive).consumerCount > 0 else { return }
            guard ContinuousClock.now < deadline else {
                logger.warning("somebody else consumes from \(queue): events are lost to them")
                return
            }
            let problem = "waiting until \(queue) is let go of by who consumed before"
            if isNews { logger.notice("\(problem)") }
            isNews = false
            status.down(problem)
            bell.wait(atMost: .milliseconds(100))
        }
    }

    private func turn(_ connection: AMQPConnection, _ number: Int) throws(AMQPError) {
        status.progress()
        try acknowledge(connection, number)
        guard !inbox.isFull else {
            bell.wait(atMost: connection.heartbeatInterval / 4)
            try take(connection, number, atMost: 1)
            return
        }
        try take(connection, number, atMost: 100)
        try acknowledge(connection, number)
        try connection.wait(for: .seconds(1), wakeUp: bell.wakeUp)
    }

    private func take(
        _ connection: AMQPConnection,
        _ number: Int,
        atMost count: Int
    ) throws(AMQPError) {
        for _ in 0..<count {
            guard let event = try connection.nextEvent() else { return }
            switch event {
            case .delivery(let delivery):
                inbox.put(
                    Arrival(delivery, connection: number, received: Date().roundedUpToMillisecond)
                )
            case .cancelled:
                throw AMQPError(
                    .channelClosed,
                    "the queue was deleted or moved",
                    context: "consuming from queue '\(configuration.ownQueue)'"
                )
            case .confirmed, .refused, .returned, .blocked, .unblocked:
                break
            }
        }
    }

    private func acknowledge(
        _ connection: AMQPConnection,
        _ number: Int
    ) throws(AMQPError) {
        guard let tag = inbox.takeAcknowledgement(of: number) else { return }
        try connection.acknowledge(
            AMQP.DeliveryTag(connection: connection.number, number: tag),
            multiple: true
        )
    }
}

extension Arrival {
    /// A delivery in the engine's words.
    fileprivate init(_ delivery: Delivery, connection: Int, received: Date) {
        let properties = delivery.properties
        let message = Incoming(
            contentType: properties.contentType,
            headers: properties.headers.compactMapValues(\.cloudEventsText),
            messageID: properties.messageID,
            type: properties.type,
            timestamp: properties.timestamp,
            body: delivery.body,
            received: received
        )
        self.init(
            message: message,
            exchange: delivery.exchange,
            routingKey: delivery.routingKey,
            deliveryCount: Int(properties.headers["x-delivery-count"]?.integer ?? 0),
            tag: Engine.DeliveryTag(connection: connection, number: delivery.tag.number)
        )
    }
}

extension AMQPValue {
    /// A header as CloudEvents' AMQP binding reads it: text, or a number or flag as text.
    fileprivate var cloudEventsText: String? {
        switch self {
        case .string(let text): text
        case .bool(let flag): String(flag)
        default: integer.map(String.init)
        }
    }
}
