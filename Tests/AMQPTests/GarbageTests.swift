import AMQP
import FakeBroker
import SeededChance
import Testing

/// What a connection does with frames that no broker sends.
@Suite struct `A connection and bytes that make no sense` {
    private typealias Peer = `A connection and a difficult peer`

    @Test func `frames in an impossible order end the connection`() async throws {
        let begun = try await Peer.failure { peer in
            try peer.deliver()
            try peer.deliver()
        }
        #expect(begun.error.code == .protocolViolation)
        let unannounced = try await Peer.failure { try $0.body([1]) }
        #expect(unannounced.error.code == .protocolViolation)
        let overfull = try await Peer.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: 1)
            try peer.body([1, 2])
        }
        #expect(overfull.error.code == .protocolViolation)
    }

    @Test(arguments: [UInt64.max, UInt64(1) << 63])
    func `a body of absurd size is not believed`(_ size: UInt64) async throws {
        let (_, error) = try await Peer.failure { peer in
            try peer.deliver()
            try peer.header(bodySize: size)
        }
        #expect(error.code == .protocolViolation)
    }

    @Test func `a frame that does not end is a protocol violation`() async throws {
        let (_, error) = try await Peer.failure { peer in
            try peer.write([1, 0, 1, 0, 0, 0, 1, 0, 0])
        }
        #expect(error.code == .protocolViolation)
    }

    @Test func `tables nested absurdly deep are cut off`() async throws {
        let (events, _) = try await Peer.failure { peer in
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
            let (_, error) = try await Peer.failure(Peer.configuration(broker))
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
        var configuration = Peer.configuration(broker)
        configuration.rpcTimeout = .milliseconds(200)
        let (_, error) = try await Peer.failure(configuration)
        #expect([.protocolViolation, .timedOut].contains(error.code))
    }

    @Test func `garbage after the handshake never traps`() async throws {
        for seed in UInt64(1)...40 {
            let (_, error) = try await Peer.failure { peer in
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
