import AMQP
import Domain
import Foundation
import Metrics
import Postgres
import Store
import Testing

@testable import AdapterKit

/// A database and places on the broker of the test's own.
final class Rig {
    private let administrator: PostgresConnection
    let name = "a" + UUID().uuidString.lowercased().prefix(8)
    let postgres: PostgresConfiguration
    /// The database's address.
    let url: String
    let places: BusPlaces
    let connection: AMQPConnection
    /// A queue that gets every event.
    let events: String

    /// Whether the private servers are there, which deploy/dev/servers starts.
    static var isThere: Bool {
        ["BATON_TEST_POSTGRES", "BATON_TEST_AMQP"].allSatisfy {
            ProcessInfo.processInfo.environment[$0]?.isEmpty == false
        }
    }

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        let server = try #require(
            environment["BATON_TEST_POSTGRES"],
            "set BATON_TEST_POSTGRES to the URL of a private server: deploy/dev/servers"
        )
        let broker = try #require(
            environment["BATON_TEST_AMQP"],
            "set BATON_TEST_AMQP to the URL of a private broker: deploy/dev/servers"
        )
        administrator = try PostgresConnection(
            PostgresConfiguration(url: server, applicationName: "adapter tests")
        )
        try administrator.execute(script: "CREATE DATABASE \(name)", deadline: .seconds(60))
        var components = try #require(URLComponents(string: server))
        components.path = "/\(name)"
        url = try #require(components.string)
        var configuration = PostgresConfiguration(url: url, applicationName: "adapter tests")
        configuration.sessionSettings = ["search_path": "\"baton_adapter\""]
        postgres = configuration
        let database = Database(configuration)
        _ = try Migrator(
            try database.session(),
            schema: "baton_adapter",
            migrations: Schema.migrations
        ).migrate()
        places = BusPlaces(
            connection: try AMQPConfiguration(url: broker),
            eventsExchange: "\(name).events",
            commandsExchange: "\(name).commands",
            unrouted: "\(name).unrouted",
            dead: "\(name).dead",
            queue: "\(name).adapter",
            declares: true,
            isShadow: false
        )
        connection = try AMQPConnection(places.connection)
        try places.declareExchanges(on: connection)
        events = "\(name).seen"
        _ = try connection.declareQueue(
            QueueDeclaration(name: events, isDurable: false, isExclusive: true)
        )
        try connection.bindQueue(events, to: places.eventsExchange, routingKey: "#")
        _ = try connection.consume(queue: events)
    }

    /// Ends everything, whatever became of the test.
    func remove() {
        do {
            try connection.deleteQueue(places.queue)
            try connection.deleteQueue("baton.adapter.\(name)")
            for exchange in [
                places.eventsExchange, places.commandsExchange, places.unrouted, places.dead,
            ] {
                try connection.deleteExchange(exchange)
            }
            connection.close()
            try administrator.execute(
                script: "DROP DATABASE \(name) WITH (FORCE)",
                deadline: .seconds(60)
            )
        } catch {
            Issue.record("the rig can't be removed: \(error)")
        }
    }

    func ledger(_ key: String = "main/test") -> Ledger {
        Ledger(Database(postgres), adapter: key, source: "test")
    }

    /// The state of a command's work, `new`, `done` and so on; nil before it is kept.
    func state(of id: String, _ key: String) throws -> String? {
        let found = try Database(postgres).rows(
            Statement("SELECT state FROM work WHERE id = $1 AND adapter = $2"),
            [.text(id), .text(key)]
        )
        return try found.first?.text(0)
    }

    /// Publishes a command as Baton does.
    func send(
        _ id: String,
        _ type: String = "task.create",
        subject: String = "7",
        data: [String: Value]? = nil
    ) throws {
        let event: [String: Value] = [
            "specversion": .text("1.0"), "id": .text(id), "source": .text("baton"),
            "type": .text(type), "subject": .text(subject), "time": .instant(Date()),
            "data": .object(data ?? ["lead_id": .text(subject)]),
        ]
        _ = try connection.publish(
            OutgoingMessage(
                exchange: places.commandsExchange,
                routingKey: type,
                properties: AMQPProperties(
                    contentType: "application/cloudevents+json",
                    messageID: id,
                    type: type
                ),
                body: Value.object(event).json
            )
        )
        connection.flush()
    }

    /// The next event, within ten seconds.
    func nextEvent() throws -> Value {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            while let event = try connection.nextEvent() {
                guard case .delivery(let delivery) = event else { continue }
                try connection.acknowledge(delivery.tag, multiple: false)
                return Value(json: delivery.body)
            }
            try connection.wait(for: .milliseconds(100))
        }
        throw TimedOut()
    }

    struct TimedOut: Error {}

    /// Runs the whole kit around an adapter while the body lasts.
    func running(_ side: any Adapter, _ body: () throws -> Void) throws {
        try running(try runner(side), body)
    }

    /// What runs an adapter.
    func runner(_ side: any Adapter) throws -> AdapterRunner {
        AdapterRunner(
            side,
            instance: "main",
            postgres: postgres,
            isShadow: false,
            metrics: NOOPMetricsHandler.instance,
            logger: Adapters.quiet
        )
    }

    /// The same for one that the test looks at.
    func running(_ runner: AdapterRunner, _ body: () throws -> Void) throws {
        let logger = Adapters.quiet
        let receiver = CommandReceiver(
            places,
            postgres: postgres,
            runners: [runner],
            logger: logger
        )
        let publisher = EventPublisher(
            places,
            postgres: postgres,
            metrics: NOOPMetricsHandler.instance,
            logger: logger
        )
        let loops = [try Loop("receive"), try Loop("publish")]
        runner.start()
        loops[0].start { receiver.run($0) }
        loops[1].start { publisher.run($0) }
        defer {
            runner.stop()
            for loop in loops { loop.stop() }
            try? until { runner.isEnded && loops.allSatisfy(\.isEnded) }
        }
        try until { loops.allSatisfy { $0.problem == nil } && runner.hindrance == nil }
        try body()
    }

    /// Waits for something that other threads bring about, for at most ten seconds.
    func until(_ condition: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try !condition() {
            guard ContinuousClock.now < deadline else { throw TimedOut() }
            try connection.wait(for: .milliseconds(20))
        }
    }
}
