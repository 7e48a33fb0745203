import AMQP
import FakeBroker
import Foundation
import Testing

/// What a connection does with a peer that misbehaves; a real broker is met in the integration
/// tests.
@Suite struct `A connection and a difficult peer` {
    static func configuration(_ broker: FakeBroker) -> AMQPConfiguration {
        var configuration = AMQPConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = broker.port
        configuration.heartbeat = .seconds(60)
        configuration.connectTimeout = .seconds(5)
        configuration.rpcTimeout = .seconds(5)
        return configuration
    }

    /// Connects, then reads events until an error comes.
    static func failure(
        _ configuration: AMQPConfiguration
    ) async throws -> (events: [AMQPEvent], error: AMQPError) {
        try await onThread {
            var events: [AMQPEvent] = []
            do throws(AMQPError) {
                let connection = try AMQPConnection(configuration)
                while true {
                    while let event = try connection.nextEvent() { events.append(event) }
                    try connection.wait(for: .seconds(10))
                }
            } catch {
                return (events, error)
            }
        }
    }

    static func failure(
        _ script: @escaping @Sendable (FakePeer) throws -> Void
    ) async throws -> (
        events: [AMQPEvent], error: AMQPError
    ) {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try script(peer)
            try peer.readToTheEnd()
        }
        return try await failure(configuration(broker))
    }

    @Test(arguments: [false, true])
    func `a peer that never says a word is given up`(_ isTLS: Bool) async throws {
        let broker = try FakeBroker { try $0.readToTheEnd() }
        var configuration = Self.configuration(broker)
        configuration.connectTimeout = .milliseconds(200)
        configuration.tls = isTLS ? AMQPTLS() : nil
        let (_, error) = try await Self.failure(configuration)
        #expect(error.code == .timedOut)
        #expect(error.isTransient)
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        let broker = try FakeBroker { _ in }
        let used = try await Self.failure(Self.configuration(broker))
        #expect([.connectionClosed, .socket].contains(used.error.code))
        let (_, error) = try await Self.failure(Self.configuration(broker))
        #expect(error.code == .unreachable)
        #expect(error.context == "connecting to 127.0.0.1:\(broker.port)")
    }

    @Test func `a peer that is not a broker is refused`() async throws {
        let broker = try FakeBroker { try $0.write(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)) }
        let (_, error) = try await Self.failure(Self.configuration(broker))
        #expect([.protocolViolation, .connectionClosed, .socket].contains(error.code))
    }

    @Test func `a request without an answer is given up`() async throws {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.readToTheEnd()
        }
        let configuration = Self.configuration(broker)
        let error = try await onThread {
            var configuration = configuration
            configuration.rpcTimeout = .milliseconds(200)
            // The channel was opened within the same time.
            let connection = try AMQPConnection(configuration)
            return #expect(throws: AMQPError.self) { try connection.setPrefetch(1) }
        }
        #expect(error?.code == .timedOut)
    }

    @Test func `of a body that is too large the head is kept, and what follows is read`()
        async throws
    {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.deliver(tag: 1)
            try peer.header(bodySize: 250)
            for byte in 1...5 as ClosedRange<UInt8> {
                try peer.body([UInt8](repeating: byte, count: 50))
            }
            for (tag, size) in [(2, 100), (3, 0)] as [(UInt8, Int)] {
                try peer.deliver(tag: tag)
                try peer.header(bodySize: UInt64(size))
                if size > 0 { try peer.body([UInt8](repeating: 9, count: size)) }
            }
        }
        var configuration = Self.configuration(broker)
        configuration.bodySizeMax = 100
        configuration.bodyHeadMax = 60
        let (events, _) = try await Self.failure(configuration)
        let deliveries = events.compactMap { event in
            if case .delivery(let delivery) = event { delivery } else { nil }
        }
        #expect(deliveries.map(\.bodySize) == [250, 100, 0])
        #expect(deliveries.map(\.body.count) == [60, 100, 0])
        #expect(
            deliveries.first?.body == [UInt8](repeating: 1, count: 50)
                + [UInt8](repeating: 2, count: 10)
        )
    }

    @Test func `silence of two heartbeat intervals ends the connection`() async throws {
        let broker = try FakeBroker { peer in
            try peer.welcome(heartbeat: 1)
            try peer.readToTheEnd()
        }
        let begin = ContinuousClock.now
        let (_, error) = try await Self.failure(Self.configuration(broker))
        #expect(error.code == .heartbeatMissed)
        #expect(begin.duration(to: .now) > .seconds(2))
        #expect(begin.duration(to: .now) < .seconds(4))
    }

    @Test func `a peer that reads nothing does not hold a publisher for ever`() async throws {
        let over = DispatchSemaphore(value: 0)
        let broker = try FakeBroker { peer in
            try peer.welcome()
            over.wait()
        }
        let configuration = Self.configuration(broker)
        let error = try await onThread {
            var configuration = configuration
            configuration.rpcTimeout = .milliseconds(300)
            let connection = try AMQPConnection(configuration)
            let large = OutgoingMessage(
                exchange: "",
                routingKey: "q",
                body: .init(repeating: 0, count: 64 << 20)
            )
            return #expect(throws: AMQPError.self) { try connection.publish(large) }
        }
        over.signal()
        #expect(error?.code == .timedOut)
    }

    @Test func `the breaker frees a thread stuck in publish`() async throws {
        let (started, over) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.await(60, 40)
            started.signal()
            over.wait()
        }
        let configuration = Self.configuration(broker)
        let error = try await onThread {
            var configuration = configuration
            configuration.rpcTimeout = .seconds(60)
            let connection = try AMQPConnection(configuration)
            let breaker = connection.breaker
            Thread {
                started.wait()
                breaker.trip()
            }.start()
            let large = OutgoingMessage(
                exchange: "",
                routingKey: "q",
                body: .init(repeating: 0, count: 64 << 20)
            )
            return #expect(throws: AMQPError.self) { try connection.publish(large) }
        }
        over.signal()
        #expect(error?.isTransient == true)
        #expect(error?.code != .timedOut)
    }

    @Test func `the breaker frees a thread that waits, and is harmless afterwards`() async throws {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.readToTheEnd()
        }
        let configuration = Self.configuration(broker)
        let (error, breaker) = try await onThread {
            let connection = try AMQPConnection(configuration)
            let breaker = connection.breaker
            Thread { breaker.trip() }.start()
            let error = #expect(throws: AMQPError.self) {
                while try connection.nextEvent() == nil { try connection.wait(for: .seconds(60)) }
            }
            return (error, breaker)
        }
        #expect(error?.isTransient == true)
        breaker.trip()
    }

    @Test func `a wake-up from another thread ends the wait`() async throws {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.readToTheEnd()
        }
        let configuration = Self.configuration(broker)
        let begin = ContinuousClock.now
        try await onThread {
            let connection = try AMQPConnection(configuration)
            let wakeUp = try WakeUp()
            #expect(try connection.nextEvent() == nil)
            Thread { wakeUp.signal() }.start()
            try connection.wait(for: .seconds(60), wakeUp: wakeUp)
            // The signal is used up: this wait takes its whole time.
            #expect(try connection.nextEvent() == nil)
            let again = ContinuousClock.now
            try connection.wait(for: .milliseconds(50), wakeUp: wakeUp)
            #expect(again.duration(to: .now) >= .milliseconds(49))
        }
        #expect(begin.duration(to: .now) < .seconds(10))
    }

    @Test func `a blocked connection publishes nothing until it is unblocked`() async throws {
        let refused = DispatchSemaphore(value: 0)
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.method(10, 60, Wire.shortText("low on memory"), channel: 0)
            refused.wait()
            try peer.method(10, 61, [], channel: 0)
            try peer.await(60, 40)
            try peer.method(60, 80, Wire.longLong(1) + [0])
            try peer.readToTheEnd()
        }
        let configuration = Self.configuration(broker)
        try await onThread {
            let connection = try AMQPConnection(configuration)
            func next() throws -> AMQPEvent {
                while true {
                    if let event = try connection.nextEvent() { return event }
                    try connection.wait(for: .seconds(5))
                }
            }
            let message = OutgoingMessage(exchange: "", routingKey: "q", body: [1])
            #expect(try next() == .blocked(reason: "low on memory"))
            #expect(connection.isBlocked)
            let error = #expect(throws: AMQPError.self) { try connection.publish(message) }
            #expect(error?.code == .blocked)
            #expect(connection.failure == nil)
            #expect(connection.publishedCount == 0)
            refused.signal()
            #expect(try next() == .unblocked)
            #expect(try connection.publish(message) == 1)
            #expect(try next() == .confirmed(1, multiple: false))
        }
    }

    @Test func `a blocked connection closes without waiting for an answer`() async throws {
        let broker = try FakeBroker { peer in
            try peer.welcome()
            try peer.method(10, 60, Wire.shortText("low on disk"), channel: 0)
            try peer.readToTheEnd()
        }
        let configuration = Self.configuration(broker)
        let spent = try await onThread {
            let connection = try AMQPConnection(configuration)
            while try connection.nextEvent() == nil { try connection.wait(for: .seconds(5)) }
            return ContinuousClock().measure { connection.close() }
        }
        #expect(spent < .seconds(1))
    }

    @Test func `the broker's reason for closing is told, after what came before`() async throws {
        let (events, error) = try await Self.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: 2)
            try peer.body([1])
            try peer.body([2])
            try peer.method(
                10,
                50,
                Wire.short(320) + Wire.shortText("CONNECTION_FORCED - bye") + [0, 0, 0, 0],
                channel: 0
            )
        }
        #expect(error.code == .connectionClosed)
        #expect(error.message == "CONNECTION_FORCED - bye")
        guard case .delivery(let delivery) = events.first else {
            Issue.record("no delivery")
            return
        }
        #expect(delivery.body == [1, 2])
    }
}
