import AMQP
import Contract
import CoreMetrics
import Engine
import FakeBroker
import Foundation
import Logging
import Synchronization
import Testing
import Threads

@testable import Bus

/// What is published, and when, where the broker does not take everything at once.
@Suite struct `Publishing to a difficult broker` {
    /// The types of what was published, in order.
    private final class Seen: Sendable {
        private let list = Mutex<[String]>([])

        var types: [String] { list.withLock(\.self) }

        func add(_ message: FakePeer.Published) {
            list.withLock { $0.append(message.routingKey) }
        }
    }

    private static func publication(_ seq: Int, _ subject: String, _ types: [String]) -> Publication
    {
        let commands = types.enumerated().map { ordinal, type in
            Written(
                id: "\(seq)-\(ordinal)",
                type: type,
                subject: subject,
                correlationID: "c",
                time: Date(timeIntervalSince1970: 0),
                json: [UInt8]("{}".utf8)
            )
        }
        return Publication(seq: Int64(seq), commands: commands, deadLetter: nil)
    }

    /// Publishes one publication a line, until the broker has confirmed all of it.
    private static func publish(
        _ lines: [(subject: String, types: [String])],
        to broker: FakeBroker
    ) async throws {
        let publications = lines.enumerated().map { index, line in
            publication(index + 1, line.subject, line.types)
        }
        try await onThread {
            let outbox = Outbox(lane: Signal(), wakePublisher: {})
            outbox.begin(after: 0)
            try #require(outbox.offer(publications, after: 0, upTo: Int64(publications.count)))
            var connection = AMQPConfiguration()
            connection.host = "127.0.0.1"
            connection.port = broker.port
            let open = try AMQPConnection(connection)
            try open.selectConfirms()
            outbox.resendUnconfirmed()
            var session = PublishingSession(
                BusConfiguration(connection: connection, eventTypes: []),
                open,
                outbox: outbox,
                metrics: BusMetrics(lane: 0, factory: NOOPMetricsHandler.instance),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            while !outbox.isEmpty {
                try session.turn()
                try open.wait(for: session.pause)
            }
            open.close()
        }
    }

    @Test func `nothing about a lead overtakes what the broker has refused`() async throws {
        let seen = Seen()
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.answer(upTo: .selectConfirms)
            seen.add(try peer.readPublished())
            seen.add(try peer.readPublished())
            try peer.refuse(1)
            for number in 2...5 as ClosedRange<UInt64> {
                try peer.confirm(number)
                if number < 5 { seen.add(try peer.readPublished()) }
            }
            _ = peer.answerToTheEnd()
        }
        try await Self.publish([("L1", ["a", "b"]), ("L1", ["c"]), ("L2", ["x"])], to: broker)
        #expect(seen.types == ["a", "x", "a", "b", "c"])
    }

    @Test func `what came back and was refused counts once it is taken`() async throws {
        let seen = Seen()
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.answer(upTo: .selectConfirms)
            let message = try peer.readPublished()
            seen.add(message)
            try peer.giveBack(message)
            try peer.refuse(1)
            // Exchanges and queues are declared again, as it came back.
            for _ in 1...4 { try peer.answer(upTo: .bindQueue) }
            seen.add(try peer.readPublished())
            try peer.confirm(2)
            _ = peer.answerToTheEnd()
        }
        try await Self.publish([("L1", ["a"])], to: broker)
        #expect(seen.types == ["a", "a"])
    }
}
