import AMQP
import Foundation
import Glibc
import Synchronization

/// Takes everything that the daemon publishes, as the adapters do, and remembers it in order.
final class Collector: Sendable {
    /// One message of the daemon.
    struct Message: Sendable {
        let id: String
        let type: String
        let subject: String
        let exchange: String
        let headers: [String: AMQPValue]
        let body: [UInt8]

        func header(_ name: String) -> String? {
            guard case .string(let text) = headers[name] else { return nil }
            return text
        }
    }

    private struct State {
        var messages: [Message] = []
        /// When each of them came for the first time.
        var firstComings: [String: ContinuousClock.Instant] = [:]
        var deadLetters: [Message] = []
        var isStopping = false
    }

    /// The collector's own queue.
    static let queue = "test.collected"

    private let host: VirtualHost
    private let state = Mutex(State())

    /// Begins to collect; the exchanges must be there.
    init(_ host: VirtualHost) throws {
        self.host = host
        let connection = try host.connect()
        defer { connection.close() }
        try Self.bind(connection)
        let thread = Thread { [self] in run() }
        thread.name = "collector"
        thread.start()
    }

    private static func bind(_ connection: AMQPConnection) throws {
        // Classic: a quorum queue of RabbitMQ 3.10 may be left without a leader by kill -9 of its
        // node, and then takes and gives nothing until the node is started again. In a cluster a
        // classic one is away as long as its node, and what a consumer at a lost node holds comes
        // behind what the next one gets, unless only one is active.
        let clustered: [String: AMQPValue] = [
            "x-queue-type": .string("quorum"), "x-single-active-consumer": .bool(true),
        ]
        let arguments = Servers.isCluster ? clustered : [:]
        _ = try connection.declareQueue(QueueDeclaration(name: queue, arguments: arguments))
        let bindings = [("crm.commands", "#"), ("crm.events", "baton.#"), ("baton.dead", "")]
        for (exchange, key) in bindings {
            try connection.bindQueue(queue, to: exchange, routingKey: key)
        }
    }

    /// Commands and facts, repetitions among them.
    var messages: [Message] { state.withLock(\.messages) }

    /// Commands and facts, each counted once.
    var distinctCount: Int { Set(messages.map(\.id)).count }

    /// When the first command came after an instant that had not come before; nil if none has.
    func firstNew(after instant: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        state.withLock { $0.firstComings.values.filter { $0 >= instant }.min() }
    }

    /// The longest time in which nothing new came, from an instant on.
    func longestPause(from start: ContinuousClock.Instant) -> Duration {
        Pauses.longest(from: start, state.withLock { Array($0.firstComings.values) })
    }

    /// What was put aside.
    var deadLetters: [Message] { state.withLock(\.deadLetters) }

    func stop() {
        state.withLock { $0.isStopping = true }
    }

    // MARK: - The thread

    private func run() {
        while !state.withLock(\.isStopping) {
            do throws(AMQPError) {
                try session()
            } catch {
                poll(nil, 0, 100)
            }
        }
    }

    private func session() throws(AMQPError) {
        let connection = try host.connect()
        defer { connection.close() }
        _ = try connection.consume(queue: Self.queue)
        while !state.withLock(\.isStopping) {
            while let event = try connection.nextEvent() {
                guard case .delivery(let delivery) = event else { continue }
                take(delivery)
                try connection.acknowledge(delivery.tag, multiple: true)
            }
            try connection.wait(for: .milliseconds(100))
        }
    }

    private func take(_ delivery: Delivery) {
        let properties = delivery.properties
        var subject = ""
        if case .string(let text) = properties.headers["subject"] { subject = text }
        let message = Message(
            id: properties.messageID ?? "",
            type: properties.type ?? "",
            subject: subject,
            exchange: delivery.exchange,
            headers: properties.headers,
            body: delivery.body
        )
        state.withLock { state in
            if delivery.exchange == "baton.dead" {
                state.deadLetters.append(message)
            } else {
                state.messages.append(message)
                if state.firstComings[message.id] == nil { state.firstComings[message.id] = .now }
            }
        }
    }
}
