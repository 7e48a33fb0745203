import AMQP
import Foundation
import Glibc
import Postgres
import Synchronization

/// Somebody who does one small thing with a server again and again, and nothing else: as long as he
/// is kept from it, so is everybody.
final class PlainClient: Sendable {
    private struct State {
        var successes: [ContinuousClock.Instant] = []
        var isStopping = false
    }

    private let state = Mutex(State())
    private let ended = HandOver<Bool>()

    /// Does it until stopped; after a failure it begins anew with the number of the next attempt.
    private init(_ session: @escaping @Sendable (PlainClient, Int) throws -> Void) {
        Thread.detachNewThread { [self] in
            var attempt = 0
            while !isStopping {
                do {
                    try session(self, attempt)
                } catch {
                    attempt += 1
                    poll(nil, 0, 50)
                }
            }
            ended.put(true)
        }
    }

    private var isStopping: Bool { state.withLock(\.isStopping) }

    private func note() { state.withLock { $0.successes.append(.now) } }

    /// Ends it, unless that was done before.
    func stop() {
        let isOver = state.withLock { state in
            defer { state.isStopping = true }
            return state.isStopping
        }
        if !isOver { _ = ended.take() }
    }

    /// The longest time without success, from an instant on.
    func longestPause(from start: ContinuousClock.Instant) -> Duration {
        Pauses.longest(from: start, state.withLock(\.successes))
    }

    // MARK: - What there is to do

    /// Publishes a message to a queue of its own, waits for the confirmation and for the message;
    /// after a failure with the next node.
    static func broker(_ host: VirtualHost) throws -> PlainClient {
        let urls = try host.urls()
        return PlainClient { (client, attempt) in
            var configuration = try AMQPConfiguration(url: urls[attempt % urls.count])
            configuration.connectionName = "plain"
            configuration.heartbeat = .seconds(1)
            configuration.connectTimeout = .seconds(1)
            configuration.rpcTimeout = .seconds(5)
            let connection = try AMQPConnection(configuration)
            defer { connection.close() }
            let kind: [String: AMQPValue] = ["x-queue-type": .string("quorum")]
            try connection.declareQueue(QueueDeclaration(name: "test.plain", arguments: kind))
            try connection.selectConfirms()
            _ = try connection.consume(queue: "test.plain")
            while !client.isStopping {
                try client.trip(connection)
                poll(nil, 0, 10)
            }
        }
    }

    private func trip(_ connection: AMQPConnection) throws {
        let id = "\(UInt64.random(in: 0 ... .max))"
        let properties = AMQPProperties(messageID: id)
        let message = OutgoingMessage(
            exchange: "",
            routingKey: "test.plain",
            properties: properties,
            body: Array(id.utf8)
        )
        let sequence = try connection.publish(message)
        var (isConfirmed, isBack) = (false, false)
        // No longer than the heartbeats of a node that has lost the others, which go on.
        let deadline = ContinuousClock.now + .seconds(30)
        while !(isConfirmed && isBack) {
            guard ContinuousClock.now < deadline, !isStopping else {
                throw Sockets.Failed(what: "no answer")
            }
            try connection.wait(for: .milliseconds(50))
            while let event = try connection.nextEvent() {
                switch event {
                case .confirmed(let number, _) where number >= sequence: isConfirmed = true
                case .delivery(let delivery):
                    isBack = isBack || delivery.properties.messageID == id
                    try connection.acknowledge(delivery.tag, multiple: true)
                case .refused, .cancelled: throw Sockets.Failed(what: "not taken")
                case .confirmed, .returned, .blocked, .unblocked: break
                }
            }
        }
        note()
    }

    /// Inserts a row and commits it, at whichever server writes.
    static func database(_ database: Database) throws -> PlainClient {
        let url = try database.url()
        return PlainClient { (client, _) in
            var configuration = PostgresConfiguration(url: url, applicationName: "plain")
            configuration.connectTimeout = .seconds(3)
            let connection = try PostgresConnection(configuration)
            defer { connection.close() }
            try connection.execute(
                script: "CREATE TABLE IF NOT EXISTS plain (at timestamptz)",
                deadline: .seconds(3)
            )
            let insert = Query(Statement("INSERT INTO plain VALUES (now())"))
            while !client.isStopping {
                _ = try connection.run([insert], deadline: .seconds(3))
                client.note()
                poll(nil, 0, 10)
            }
        }
    }
}
