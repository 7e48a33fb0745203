import AMQP
import Foundation
import SeededChance
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

    @Test func `frames in an impossible order end the connection`() async throws {
        let begun = try await Self.failure { peer in
            try peer.deliver()
            try peer.deliver()
        }
        #expect(begun.error.code == .protocolViolation)
        let unannounced = try await Self.failure { try $0.body([1]) }
        #expect(unannounced.error.code == .protocolViolation)
        let overfull = try await Self.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: 1)
            try peer.body([1, 2])
        }
        #expect(overfull.error.code == .protocolViolation)
    }

    @Test(arguments: [UInt64(129 << 20), .max, UInt64(1) << 63])
    func `a body of absurd size is not believed`(_ size: UInt64) async throws {
        let (_, error) = try await Self.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: size)
        }
        #expect(error.code == .protocolViolation)
    }

    @Test func `a frame that does not end is a protocol violation`() async throws {
        let (_, error) = try await Self.failure { peer in
            try peer.write([1, 0, 1, 0, 0, 0, 1, 0, 0])
        }
        #expect(error.code == .protocolViolation)
    }

    @Test func `tables nested absurdly deep are cut off`() async throws {
        let (events, _) = try await Self.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: 0, properties: [0x20, 0] + Wire.nestedTable(depth: 1000))
            try peer.method(
                10,
                50,
                Wire.short(320) + Wire.shortText("") + [0, 0, 0, 0],
                channel: 0
            )
        }
        guard case .delivery(let delivery) = events.first else {
            Issue.record("no delivery")
            return
        }
        var depth = 0
        var value = delivery.properties.headers["k"]
        while case .table(let table) = value {
            depth += 1
            value = table["k"]
        }
        #expect(depth == AMQPValue.depthMax)
        #expect(value == .void)
    }

    @Test func `garbage instead of a handshake never traps`() async throws {
        for seed in UInt64(1)...40 {
            let broker = try FakeBroker { peer in
                var generator = SplitMix(seed: seed)
                try peer.read(8)
                for _ in 0..<10 {
                    let count = Int.random(in: 4...60, using: &generator)
                    let garbage = (0..<count).map { _ in
                        UInt8.random(in: 0...255, using: &generator)
                    }
                    let numbers: [UInt8] = [10, 30, 41, 50, 60, 11, 20, 21]
                    let number = numbers[Int.random(in: 0..<8, using: &generator)]
                    try peer.write(Wire.frame(1, 0, [0, 10, 0, number] + garbage))
                }
            }
            let (_, error) = try await Self.failure(Self.configuration(broker))
            #expect(!error.message.isEmpty, "seed \(seed)")
        }
    }

    @Test func `half a frame behind the handshake does not abort the process`() async throws {
        let broker = try FakeBroker { peer in
            try peer.read(8)
            try peer.method(
                10,
                10,
                [0, 9] + Wire.long(0) + Wire.text("PLAIN") + Wire.text("en_US"),
                channel: 0
            )
            try peer.readFrame()
            try peer.method(
                10,
                30,
                Wire.short(1) + Wire.long(131072) + Wire.short(60),
                channel: 0
            )
            try peer.await(10, 40)
            let opened = Wire.frame(1, 0, Wire.short(10) + Wire.short(41) + [0])
            try peer.write(opened + [1, 0, 1])
            try peer.readToTheEnd()
        }
        var configuration = Self.configuration(broker)
        configuration.rpcTimeout = .milliseconds(200)
        let (_, error) = try await Self.failure(configuration)
        #expect([.protocolViolation, .timedOut].contains(error.code))
    }

    @Test func `garbage after the handshake never traps`() async throws {
        for seed in UInt64(1)...40 {
            let (_, error) = try await Self.failure { peer in
                var generator = SplitMix(seed: seed)
                let types: [UInt8] = [1, 2, 3, 8]
                for _ in 0..<50 {
                    let count = Int.random(in: 0...40, using: &generator)
                    var payload = (0..<count).map { _ in
                        UInt8.random(in: 0...255, using: &generator)
                    }
                    if payload.count > 4, Bool.random(using: &generator) {
                        payload.replaceSubrange(0..<4, with: [0, 60, 0, 60])
                    }
                    let type = types[Int.random(in: 0..<4, using: &generator)]
                    try peer.write(Wire.frame(type, 1, payload))
                }
                throw FakePeer.Gone()
            }
            #expect(!error.message.isEmpty, "seed \(seed)")
        }
    }
}
