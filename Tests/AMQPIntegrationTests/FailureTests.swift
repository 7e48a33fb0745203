import AMQP
import Foundation
import Testing

extension BrokerSuites {
    @Suite struct Failures {
        @Test func `a connection closed by an operator is a clear and transient error`()
            async throws
        {
            let name = Broker.name("connection")
            let connection = try Broker.connect { $0.connectionName = name }
            try await Management.closeConnection(
                named: name,
                while: connection
            )
            let error = try connection.failureAwaited()
            #expect(error.code == .connectionClosed)
            #expect(error.message.contains("CONNECTION_FORCED"))
            #expect(error.isTransient)
            #expect(throws: error) { try connection.publish(to: "any") }
            #expect(throws: error) { try connection.setPrefetch(1) }
        }

        @Test func `a deleted queue ends the subscription, not the channel`() throws {
            let connection = try Broker.connect()
            let other = try Broker.connect()
            let queue = try Broker.quorumQueue(connection)
            let consumer = try connection.consume(queue: queue)
            try other.deleteQueue(queue)
            #expect(try connection.event() == .cancelled(consumer: consumer))
            let next = try Broker.temporaryQueue(connection)
            _ = try connection.consume(queue: next)
            try connection.publish(to: next, "alive")
            #expect(try connection.delivery().body == Array("alive".utf8))
        }

        @Test func `an idle connection that is served outlives three heartbeat intervals`() throws {
            let connection = try Broker.connect { $0.heartbeat = .seconds(1) }
            #expect(connection.heartbeatInterval == .seconds(1))
            let end = ContinuousClock.now + .milliseconds(4500)
            while ContinuousClock.now < end {
                #expect(try connection.nextEvent() == nil)
                try connection.wait(for: end - .now)
            }
            let queue = try Broker.temporaryQueue(connection)
            #expect(
                try connection.declareQueue(.init(name: queue, isPassive: true)).messageCount == 0
            )
        }

        @Test func `a wrong password and a missing virtual host are refused with a reason`() throws
        {
            let password = try #require(throws: AMQPError.self) {
                try Broker.connect { $0.password = "wrong" }
            }
            #expect(password.code == .refusedLogin)
            #expect(password.message.contains("ACCESS_REFUSED"))
            #expect(!"\(password)".contains("wrong"))
            let virtualHost = try #require(throws: AMQPError.self) {
                try Broker.connect { $0.virtualHost = "none" }
            }
            #expect(virtualHost.code == .refusedLogin)
            #expect(virtualHost.message.contains("none"))
        }

        @Test func `publishing to a missing exchange closes the channel with its name`()
            throws
        {
            let connection = try Broker.connect()
            try connection.selectConfirms()
            _ = try connection.publish(
                .init(exchange: "no.such.exchange", routingKey: "k", body: [])
            )
            let error = try connection.failureAwaited()
            #expect(error.code == .notFound)
            #expect(error.message.contains("no.such.exchange"))
            #expect(connection.failure == error)
        }

        @Test func `an acknowledgement the broker does not know closes the channel`() throws {
            let connection = try Broker.connect()
            let unknown = DeliveryTag(connection: connection.number, number: 99)
            #expect(try connection.acknowledge(unknown, multiple: false))
            let error = try connection.failureAwaited()
            #expect(error.code == .channelClosed)
            #expect(error.isTransient)
            #expect(error.message.contains("unknown delivery tag"))
        }

        @Test func `a refused declaration after subscribing ends the connection`()
            throws
        {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            _ = try connection.consume(queue: queue)
            #expect(throws: AMQPError.self) {
                try connection.declareQueue(.init(name: Broker.name("none"), isPassive: true))
            }
            #expect(connection.failure?.code == .notFound)
        }

        @Test func `letting a connection go gives its messages back at once`() throws {
            let publisher = try Broker.connect()
            let queue = try Broker.quorumQueue(publisher)
            defer { try? publisher.deleteQueue(queue) }
            try publisher.publish(to: queue, "kept")
            do {
                let dropped = try Broker.connect()
                _ = try dropped.consume(queue: queue)
                _ = try dropped.delivery()
            }
            _ = try publisher.consume(queue: queue)
            #expect(try publisher.delivery().isRedelivered)
        }

        @Test func `closing is quick and final`() throws {
            let connection = try Broker.connect()
            let spent = ContinuousClock().measure {
                connection.close()
                connection.close()
                connection.closeChannel()
            }
            #expect(spent < .seconds(2))
            #expect(connection.failure?.code == .connectionClosed)
            #expect(throws: AMQPError.self) { try connection.nextEvent() }
        }

        @Test func `two hundred connections leave no descriptor behind`() throws {
            func count() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            let before = try count()
            for number in 1...200 {
                let connection = try Broker.connect()
                if number.isMultiple(of: 2) { connection.close() }
            }
            #expect(try count() <= before + 5)
        }

        @Test func `memory stays flat over many messages`() throws {
            func residentKilobytes() throws -> Int {
                let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
                let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
                return try #require(
                    line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
                )
            }
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.setPrefetch(100)
            _ = try connection.consume(queue: queue)
            let text = String(repeating: "x", count: 20_000)
            func exchange(_ count: Int) throws {
                for _ in 0..<count {
                    try connection.publish(
                        to: queue,
                        text,
                        properties: .init(headers: ["h": .string(text)])
                    )
                    try connection.acknowledge(connection.delivery().tag, multiple: false)
                }
            }
            try exchange(200)
            let before = try residentKilobytes()
            try exchange(2000)
            // The bodies and headers alone were 80 MB.
            #expect(try residentKilobytes() - before < 8_000)
        }

        @Test func `an alarm blocks publishing, and its end lets it go on`() throws {
            let connection = try Broker.connect()
            let queue = try Broker.temporaryQueue(connection)
            try connection.selectConfirms()
            try Control.run("set_vm_memory_high_watermark", "0.000001")
            defer { try? Control.run("set_vm_memory_high_watermark", "0.4") }
            // The broker tells a connection only when it publishes.
            try connection.publish(to: queue, "before")
            guard case .blocked(let reason) = try connection.event() else {
                Issue.record("not told that it is blocked")
                return
            }
            #expect(reason.contains("memory"))
            let error = try #require(throws: AMQPError.self) { try connection.publish(to: queue) }
            #expect(error.code == .blocked)
            try Control.run("set_vm_memory_high_watermark", "0.4")
            #expect(try connection.event() == .unblocked)
            try connection.publish(to: queue, "after")
            #expect(try connection.settled().refused.isEmpty)
        }
    }
}

/// `rabbitmqctl` of the private broker.
enum Control {
    struct Failed: Error { let text: String }

    static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Broker.setting("BATON_TEST_RABBITMQCTL"))
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(text: text) }
    }
}
