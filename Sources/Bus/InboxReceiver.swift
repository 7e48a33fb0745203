import AMQP
import Contract
import Domain
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
    /// The subscription to what the broker took off the inbox by itself, where there is one.
    private var setAsideConsumer: String?
    /// Until when that queue is left alone, because it did not answer.
    private var setAsideRest: ContinuousClock.Instant?
    /// How long that is: to look again ends the subscription to the inbox for a moment.
    private static let setAsideRestTime: Duration = .seconds(600)

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
        var settings = configuration.nextConnection
        // Larger ones are put aside unread; of those the head is enough.
        settings.bodySizeMax = EventReader.bodyBytesMax
        let connection = try AMQPConnection(settings)
        bell.guardConnection(connection.breaker)
        try configuration.declare(on: connection)
        try awaitVacancy(connection)
        let number = inbox.beginConnection()
        setAsideConsumer = try subscribeToSetAside(connection)
        try connection.setPrefetch(configuration.prefetch)
        _ = try connection.consume(queue: configuration.ownQueue)
        logger.notice("subscribed to \(configuration.ownQueue) at \(connection.address)")
        reconnection.succeeded()
        status.up(at: connection.address)
        while inbox.wants(number), !bell.isStopping, !isSetAsideDue {
            try turn(connection, number)
        }
        try acknowledge(connection, number)
        // Closing the channel, never basic.cancel: it hands back what is not acknowledged in order.
        connection.closeChannel()
        connection.close()
        status.down(nil)
    }

    /// Waits until the broker has dropped the previous consumer.
    ///
    /// A frozen instance, or our own connection that a network has swallowed, still holds
    /// deliveries until the broker misses its heartbeats: to begin earlier is to overtake them.
    private func awaitVacancy(_ connection: AMQPConnection) throws(AMQPError) {
        let queue = configuration.ownQueue
        let deadline = ContinuousClock.now + vacancyMax(connection)
        var isNews = true
        while inbox.isOpen, !bell.isStopping {
            let passive = QueueDeclaration(name: queue, isPassive: true)
            guard try connection.declareQueue(passive).consumerCount > 0 else { return }
            guard ContinuousClock.now < deadline else {
                logger.warning("somebody else consumes from \(queue): events are lost to them")
                return
            }
            let problem = "waiting until the previous consumer of \(queue) is gone"
            if isNews { logger.notice("\(problem)") }
            isNews = false
            status.down(problem)
            bell.wait(atMost: .milliseconds(100))
        }
    }

    /// How long a consumer may stand that nobody hears of any more.
    ///
    /// One at a node that the others have lost stands until they believe it: after 75 s at most,
    /// unless their `net_ticktime` is set.
    private func vacancyMax(_ connection: AMQPConnection) -> Duration {
        let isCluster = !configuration.connection.others.isEmpty
        return max(connection.heartbeatInterval * 4, isCluster ? .seconds(90) : .seconds(4))
    }

    /// Whether the queue that did not answer is to be asked again.
    private var isSetAsideDue: Bool { setAsideRest.map { ContinuousClock.now >= $0 } ?? false }

    /// A broker on which that queue is missing, or not ours to read, is worked with without it.
    ///
    /// A queue that does not answer, as one whose members a crash of the broker has left without a
    /// leader, must not keep the events from coming either: the next connection begins without it.
    private func subscribeToSetAside(
        _ connection: AMQPConnection
    ) throws(AMQPError) -> String? {
        guard configuration.readsSetAside, setAsideRest == nil || isSetAsideDue else { return nil }
        setAsideRest = nil
        do throws(AMQPError) {
            try configuration.declareSetAside(on: connection)
            try connection.setPrefetch(BusConfiguration.setAsidePrefetch)
            return try connection.consume(queue: configuration.setAside)
        } catch {
            if error.code == .timedOut {
                setAsideRest = .now + Self.setAsideRestTime
                logger.warning(
                    """
                    \(configuration.setAside) does not answer: what the broker takes off the inbox \
                    by itself will not be noticed for \(Self.setAsideRestTime)
                    """
                )
            }
            guard [.notFound, .accessRefused].contains(error.code), connection.failure == nil
            else { throw error }
            logger.warning(
                "what the broker takes off the inbox by itself will not be noticed: \(error)"
            )
            return nil
        }
    }

    private func turn(_ connection: AMQPConnection, _ number: Int) throws(AMQPError) {
        status.progress()
        try acknowledge(connection, number)
        guard !inbox.isFull else {
            try connection.beat()
            bell.wait(atMost: Self.pause(connection.heartbeatInterval))
            return
        }
        try take(connection, number, atMost: 100)
        try acknowledge(connection, number)
        try connection.wait(for: .seconds(1), wakeUp: bell.wakeUp)
    }

    /// Where there is no room nothing is read, but the broker hears that we live.
    private static func pause(_ heartbeatInterval: Duration) -> Duration {
        heartbeatInterval > .zero ? min(heartbeatInterval / 4, .seconds(1)) : .seconds(1)
    }

    private func take(
        _ connection: AMQPConnection,
        _ number: Int,
        atMost count: Int
    ) throws(AMQPError) {
        for _ in 0..<count where !inbox.isFull {
            guard let event = try connection.nextEvent() else { return }
            switch event {
            case .delivery(let delivery):
                try take(delivery, connection, number)
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

    private func take(
        _ delivery: Delivery,
        _ connection: AMQPConnection,
        _ number: Int
    ) throws(AMQPError) {
        let isSetAside = delivery.consumer == setAsideConsumer
        let death = isSetAside ? delivery.properties.death : nil
        // Beside it there are copies of the dead letters that Baton itself has published.
        guard !isSetAside || configuration.isOwn(death) else {
            try connection.acknowledge(delivery.tag, multiple: false)
            return
        }
        inbox.put(
            Arrival(delivery, death, connection: number, received: Date().roundedUpToMillisecond)
        )
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
    fileprivate init(
        _ delivery: Delivery,
        _ death: AMQPProperties.Death?,
        connection: Int,
        received: Date
    ) {
        let properties = delivery.properties
        var message = Incoming(
            contentType: properties.contentType,
            headers: properties.headers.filter { !MessageProperties.ofThisSending.contains($0.key) }
                .compactMapValues(\.cloudEventsText),
            messageID: properties.messageID,
            type: properties.type,
            timestamp: properties.timestamp,
            body: delivery.body,
            received: received
        )
        message.contentEncoding = properties.contentEncoding
        message.bodySize = delivery.bodySize
        message.properties = MessageProperties(properties)
        message.firstReceived = properties.headers[MessageProperties.receivedHeader]?.text
            .flatMap(Timestamp.date).flatMap { $0 <= received ? $0 : nil }
        self.init(
            message: message,
            exchange: death?.exchange ?? delivery.exchange,
            routingKey: death?.routingKey ?? delivery.routingKey,
            deliveryCount: Int(properties.headers["x-delivery-count"]?.integer ?? 0),
            setAside: death.map { SetAside(reason: $0.reason, queue: $0.queue) },
            tag: Engine.DeliveryTag(connection: connection, number: delivery.tag.number)
        )
    }
}

extension AMQPValue {
    /// A header as CloudEvents' AMQP binding reads it: the canonical text of its value.
    ///
    /// Nil for what can't be an attribute.
    var cloudEventsText: String? {
        switch self {
        case .string(let text): return text
        case .bool(let flag): return String(flag)
        // Some clients send text as bytes; what is no text is written as CloudEvents' binary.
        case .bytes(let bytes):
            return String(validating: bytes, as: UTF8.self) ?? Data(bytes).base64EncodedString()
        case .timestamp(let seconds):
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            return Timestamp.isWritable(date) ? Timestamp.text(date) : nil
        case .float(let number): return number.description
        case .double(let number): return number.description
        case .decimal(let scale, let value):
            let number = Decimal(sign: .plus, exponent: -Int(scale), significand: Decimal(value))
            return number.description
        case .uint64(let number): return String(number)
        case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64:
            return integer.map(String.init)
        case .table, .array, .void: return nil
        }
    }
}
