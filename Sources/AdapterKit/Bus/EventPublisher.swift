import AMQP
package import CoreMetrics
import Foundation
package import Logging
package import Postgres

/// Publishes what adapters announce, in order, and forgets it once the broker has confirmed it.
package struct EventPublisher: Sendable {
    private let places: BusPlaces
    private let postgres: PostgresConfiguration
    private let published: Counter
    private let logger: Logger

    /// More than are read at once.
    private static let windowMax = 1000
    /// How long an event waits that no queue wanted.
    private static let unwantedPause: TimeInterval = 10
    /// After so long an event that no queue wants is dropped.
    private static let unwantedMax: TimeInterval = 86_400
    /// How long finished commands are remembered, so that a repetition is known.
    private static let memory: TimeInterval = 30 * 86_400

    package init(
        _ places: BusPlaces,
        postgres: PostgresConfiguration,
        metrics: any MetricsFactory,
        logger: Logger
    ) {
        self.places = places
        self.postgres = postgres
        published = Counter(label: "baton_adapter_events_published", factory: metrics)
        self.logger = logger
    }

    /// Works until the loop is told to stop.
    package func run(_ loop: Loop) {
        while !loop.isStopping {
            do {
                try session(loop)
            } catch {
                if loop.down("events can't be published: \(error)") {
                    logger.error("events can't be published: \(error)")
                }
                loop.rest()
            }
        }
    }

    private func session(_ loop: Loop) throws {
        let database = Database(postgres)
        try database.run([Query(Statements.nothing)])
        let connection = try AMQPConnection(places.connection)
        defer { connection.close() }
        try places.declareExchanges(on: connection)
        try connection.selectConfirms()
        loop.up()
        var forgotten = Date.distantPast
        var window = ConfirmWindow<Int64>(capacity: Self.windowMax)
        while !loop.isStopping {
            let now = Date()
            if now.timeIntervalSince(forgotten) > 3600 {
                try forget(database, now)
                forgotten = now
            }
            if try publishDue(connection, &window, database, now) { continue }
            while try connection.nextEvent() != nil {}
            // Events are announced by other threads and by other processes: there is no bell.
            try connection.wait(for: .milliseconds(200), wakeUp: loop.wakeUp)
        }
    }

    private func forget(_ database: Database, _ now: Date) throws(PostgresError) {
        let limit = Parameter.timestamp(now.addingTimeInterval(-Self.memory))
        try database.run([
            Query(Statements.forgetCommands, [limit]), Query(Statements.forgetButtons, [limit]),
        ])
    }

    /// Publishes what is due and waits for the confirmations; false where nothing is.
    private func publishDue(
        _ connection: AMQPConnection,
        _ window: inout ConfirmWindow<Int64>,
        _ database: Database,
        _ now: Date
    ) throws -> Bool {
        let rows = try database.rows(Statements.dueEvents, [.timestamp(now)])
        guard !rows.isEmpty else { return false }
        var ids: [String: Int64] = [:]
        var old: Set<Int64> = []
        for row in rows {
            let seq = try row.int(0)
            let (id, type) = (try row.text(1), try row.text(2))
            if now.timeIntervalSince(try row.timestamp(5)) > Self.unwantedMax { old.insert(seq) }
            ids[id] = seq
            let sequence = try connection.publish(
                OutgoingMessage(
                    exchange: places.eventsExchange,
                    routingKey: type,
                    properties: Self.properties(id, type, subject: try row.text(3), now),
                    body: try row.bytes(4)
                )
            )
            window.published(sequence, token: seq)
        }
        let outcome = try settle(connection, &window, ids)
        let dropped = outcome.returned.intersection(old)
        if !dropped.isEmpty {
            logger.error("\(dropped.count) events are dropped: no queue wanted them for a day")
        }
        let held = outcome.returned.subtracting(dropped)
        if !held.isEmpty { logger.warning("\(held.count) events wait: no queue wants them") }
        published.increment(by: outcome.confirmed.count)
        let gone = outcome.confirmed.union(dropped).subtracting(held)
        try database.run([
            Query(Statements.published, [.ints(gone.sorted())]),
            Query(
                Statements.holdEvents,
                [
                    .ints(held.sorted()),
                    .timestamp(now.addingTimeInterval(Self.unwantedPause)),
                ]
            ),
        ])
        return true
    }

    private static func properties(
        _ id: String,
        _ type: String,
        subject: String,
        _ now: Date
    ) -> AMQPProperties {
        var properties = AMQPProperties(
            contentType: "application/cloudevents+json",
            messageID: id,
            type: type,
            headers: ["subject": .string(subject)]
        )
        properties.timestamp = now
        properties.appID = "baton-adapter"
        return properties
    }

    private func settle(
        _ connection: AMQPConnection,
        _ window: inout ConfirmWindow<Int64>,
        _ ids: [String: Int64]
    ) throws -> (confirmed: Set<Int64>, returned: Set<Int64>) {
        var confirmed: Set<Int64> = []
        var returned: Set<Int64> = []
        let deadline = ContinuousClock.now + .seconds(30)
        while !window.isEmpty {
            guard ContinuousClock.now < deadline else {
                throw AMQPError(.timedOut, "no confirmation within 30 s", context: "publishing")
            }
            while let event = try connection.nextEvent() {
                switch event {
                case .confirmed(let sequence, let multiple):
                    confirmed.formUnion(window.confirmed(sequence, multiple: multiple))
                case .refused(let sequence, let multiple):
                    for (sequence, seq) in window.refused(sequence, multiple: multiple) {
                        window.forget(sequence)
                        returned.insert(seq)
                    }
                case .returned(let message):
                    if let id = message.properties.messageID, let seq = ids[id] {
                        returned.insert(seq)
                    }
                case .delivery, .blocked, .unblocked, .cancelled: break
                }
            }
            if !window.isEmpty { try connection.wait(for: .milliseconds(100)) }
        }
        return (confirmed, returned)
    }
}
