import AMQP
import Contract
import Domain
import Foundation
import Logging
import Postgres

/// Decides what becomes of each message of the queue.
struct PositionDesk {
    private let configuration: PositionReceiver.Configuration
    private let connect: @Sendable () throws(BulkError) -> PositionLoader
    private let reader = EventReader(
        Registry.readsInBulk.merging([ErasureBegun.type: ErasureBegun.self]) { $1 }
    )
    /// Tells this reader of the queue from others.
    private let name = UUID().uuidString.lowercased()
    private let metrics: BulkMetrics
    private let logger: Logger
    private var loader: PositionLoader?

    init(
        _ configuration: PositionReceiver.Configuration,
        connect: @escaping @Sendable () throws(BulkError) -> PositionLoader,
        metrics: BulkMetrics,
        logger: Logger
    ) {
        self.configuration = configuration
        self.connect = connect
        self.metrics = metrics
        self.logger = logger
    }

    /// Whether the message may be acknowledged: it is stored, or put aside.
    mutating func isDone(with delivery: Delivery) throws(AMQPError) -> Bool {
        let flaw: Flaw
        do {
            let event = try read(delivery)
            do {
                let outcome = try take(event)
                metrics.took(outcome, .queue)
                return true
            } catch {
                guard let found = Flaw(error) else {
                    logger.warning("positions wait: \(error)")
                    return false
                }
                flaw = found
            }
        } catch {
            flaw = error
        }
        metrics.refused(.queue)
        logger.notice("a message with positions is put aside: \(flaw.message)")
        try DeadPositions(configuration).put(delivery, flaw)
        return true
    }

    private func read(_ delivery: Delivery) throws(Flaw) -> ReadEvent {
        guard delivery.body.count <= configuration.bytesMax else {
            throw Flaw(
                .tooLarge,
                "the message has \(delivery.body.count) bytes; at most \(configuration.bytesMax) "
                    + "are read: send larger ones by PUT /positions/…"
            )
        }
        let properties = delivery.properties
        return try reader.read(
            Incoming(
                contentType: properties.contentType,
                headers: properties.headers.compactMapValues(\.cloudEventsText),
                messageID: properties.messageID,
                type: properties.type,
                timestamp: properties.timestamp,
                body: delivery.body,
                received: Date()
            )
        )
    }

    private mutating func take(_ event: ReadEvent) throws(BulkError) -> LoadOutcome {
        if loader?.isBroken ?? true { loader = try connect() }
        guard let loader else { throw BulkError(.unavailable, "there is no database") }
        if let mark = event.event.body as? ErasureBegun {
            return try loader.keep(mark, seenBy: name, received: Date())
        }
        return try loader.take(event, received: Date(), configuration.terms)
    }
}

extension PositionLoader {
    /// Whether its connection is of no more use.
    var isBroken: Bool { connection.isBroken }
}

extension Flaw {
    /// What is wrong with a message; nil where the message is not at fault.
    init?(_ error: BulkError) {
        switch error.code {
        case .badInput, .cutOff, .conflict:
            self.init(.invalidValue, field: error.field, error.message)
        case .tooLarge: self.init(.tooLarge, field: error.field, error.message)
        case .refused: self.init(.storeRefused, error.message)
        case .busy, .unavailable: return nil
        }
    }
}

extension AMQPValue {
    /// A header as CloudEvents' AMQP binding reads it: text, or a number or flag as text.
    var cloudEventsText: String? {
        switch self {
        case .string(let text): text
        case .bool(let flag): String(flag)
        default: integer.map(String.init)
        }
    }
}
