import AMQP
import Domain
import Foundation
package import Logging
package import Postgres

/// Takes commands into the database and acknowledges them at once.
///
/// The broker ends a channel that holds a delivery for half an hour, so nothing waits there.
package struct CommandReceiver: Sendable {
    private let places: BusPlaces
    private let postgres: PostgresConfiguration
    private let runners: [AdapterRunner]
    private let logger: Logger

    package init(
        _ places: BusPlaces,
        postgres: PostgresConfiguration,
        runners: [AdapterRunner],
        logger: Logger
    ) {
        self.places = places
        self.postgres = postgres
        self.runners = runners
        self.logger = logger
    }

    /// Works until the loop is told to stop.
    package func run(_ loop: Loop) {
        while !loop.isStopping {
            do {
                try session(loop)
            } catch {
                if loop.down("the queue of commands is cut off: \(error)") {
                    logger.error("the queue of commands is cut off: \(error)")
                }
                loop.rest()
            }
        }
    }

    private var types: Set<String> {
        runners.reduce(into: []) { $0.formUnion($1.adapter.commandTypes) }
    }

    private func session(_ loop: Loop) throws {
        let database = Database(postgres)
        // The database first: what can't be kept is not taken.
        try database.run([Query(Statements.nothing)])
        let connection = try AMQPConnection(places.connection)
        defer { connection.close() }
        try places.declareExchanges(on: connection)
        let commands = Registry.publishes.keys.filter { !$0.hasPrefix("baton.") }
        try places.declareQueue(on: connection, types: types, others: Set(commands))
        try connection.setPrefetch(50)
        _ = try connection.consume(queue: places.queue)
        loop.up()
        logger.notice("subscribed to \(places.queue)")
        while !loop.isStopping {
            while let event = try connection.nextEvent() {
                switch event {
                case .delivery(let delivery): try take(delivery, connection, database)
                case .cancelled:
                    throw AMQPError(
                        .channelClosed,
                        "the queue was deleted or moved",
                        context: "consuming from queue '\(places.queue)'"
                    )
                case .confirmed, .refused, .returned, .blocked, .unblocked: break
                }
            }
            try connection.wait(for: .seconds(1), wakeUp: loop.wakeUp)
        }
        connection.closeChannel()
    }

    private func take(
        _ delivery: Delivery,
        _ connection: AMQPConnection,
        _ database: Database
    ) throws {
        guard let command = try keep(delivery.body, database) else {
            try connection.reject(delivery.tag, requeue: false)
            return
        }
        try connection.acknowledge(delivery.tag, multiple: false)
        for runner in runners where runner.adapter.commandTypes.contains(command.type) {
            runner.wake()
        }
    }

    /// Puts a command into the database; nil where it can't be one, whatever is done.
    private func keep(_ body: [UInt8], _ database: Database) throws -> Command? {
        let now = Date()
        guard let command = read(body, now) else { return nil }
        do {
            try database.run(queries(command, body, now))
        } catch {
            guard error.kind == .dataRejected else { throw error }
            logger.warning("command \(command.id) can't be stored and goes aside: \(error)")
            return nil
        }
        return command
    }

    private func read(_ body: [UInt8], _ now: Date) -> Command? {
        do {
            return try Command(json: body, received: now)
        } catch {
            logger.warning("a message that is no command goes aside: \(error.message)")
            return nil
        }
    }

    private func queries(_ command: Command, _ body: [UInt8], _ now: Date) -> [Query] {
        let id = places.isShadow ? "shadow:\(command.id)" : command.id
        let inbox = Query(
            Statements.take,
            [
                .text(id), .text(command.type), .text(command.subject), .bytes(body),
                .timestamp(now),
            ]
        )
        return [inbox]
            + runners.filter { $0.adapter.commandTypes.contains(command.type) }.map { runner in
                let parts = runner.adapter.parts(of: command)
                return Query(
                    Statements.takeWork,
                    [
                        .text(runner.key), .text(id), .texts(parts.map(\.name)),
                        .texts(parts.map(\.lane)), .timestamp(now),
                    ]
                )
            }
    }
}
