import Foundation
import Glibc
import Synchronization

/// A peer on loopback that says what a test scripts, for what a real broker cannot be made to do.
package final class FakeBroker: Sendable {
    package let port: UInt16

    /// Listens, and runs the script with the first client on a thread of its own; the connection
    /// ends with the script.
    package init(_ script: @escaping @Sendable (FakePeer) throws -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 1) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw FakePeer.Gone() }
        port = UInt16(bigEndian: address.sin_port)
        Thread {
            let client = accept(listener, nil, nil)
            close(listener)
            guard client >= 0 else { return }
            // The client hanging up in the middle of the script is up to the test.
            try? script(FakePeer(descriptor: client))
            close(client)
        }.start()
    }
}

/// The broker's side of one connection.
package struct FakePeer {
    /// The client hung up.
    package struct Gone: Error {
        package init() {}
    }

    package let descriptor: Int32

    /// Reads exactly so many bytes.
    @discardableResult
    package func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress.map { $0 + filled }, count - filled, 0)
            }
            guard got > 0 else { throw Gone() }
            filled += got
        }
        return bytes
    }

    /// Sends bytes as they are.
    package func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw Gone() }
            rest = rest.dropFirst(sent)
        }
    }

    /// Reads until the client hangs up.
    package func readToTheEnd() throws { while true { try readFrame() } }

    /// Reads one frame, without its envelope.
    @discardableResult
    package func readFrame() throws -> (type: UInt8, payload: [UInt8]) {
        let head = try read(7)
        let size = head[3...6].reduce(0) { $0 << 8 | Int($1) }
        return (head[0], try read(size + 1).dropLast())
    }

    /// Reads frames until a method of this class and number arrives.
    package func await(_ classID: UInt16, _ methodID: UInt16) throws {
        let wanted = Wire.short(classID) + Wire.short(methodID)
        while true {
            let (type, payload) = try readFrame()
            if type == 1, payload.starts(with: wanted) { return }
        }
    }

    /// Sends a method frame.
    package func method(
        _ classID: UInt16,
        _ methodID: UInt16,
        _ arguments: [UInt8],
        channel: UInt16 = 1
    ) throws {
        try write(Wire.frame(1, channel, Wire.short(classID) + Wire.short(methodID) + arguments))
    }

    /// Answers a client until its channel is open.
    package func welcome(heartbeat: UInt16 = 60) throws {
        try read(8)
        try method(
            10,
            10,
            [0, 9] + Wire.long(0) + Wire.text("PLAIN") + Wire.text("en_US"),
            channel: 0
        )
        try readFrame()
        try method(10, 30, Wire.short(1) + Wire.long(131072) + Wire.short(heartbeat), channel: 0)
        try self.await(10, 40)
        try method(10, 41, [0], channel: 0)
        try self.await(20, 10)
        try method(20, 11, Wire.long(0))
    }

    /// Sends a delivery's method frame.
    package func deliver(tag: UInt8 = 1) throws {
        try method(60, 60, [1, 0x63] + [0, 0, 0, 0, 0, 0, 0, tag] + [0] + [1, 0x65] + [1, 0x72])
    }

    /// Sends a message's header frame.
    package func header(bodySize: UInt64, properties: [UInt8] = [0, 0]) throws {
        try write(Wire.frame(2, 1, Wire.short(60) + [0, 0] + Wire.longLong(bodySize) + properties))
    }

    /// Sends a body frame.
    package func body(_ bytes: [UInt8]) throws { try write(Wire.frame(3, 1, bytes)) }
}

extension FakePeer {
    /// A message that the client has published.
    package struct Published: Equatable, Sendable {
        package let routingKey: String
        package let body: [UInt8]
        /// The header frame's payload behind class, weight and size.
        package let properties: [UInt8]
    }

    /// What the client asks for, and what every broker answers if nothing is wrong.
    package enum Request: UInt32, Sendable {
        case closeConnection = 0x000A_0032
        case closeChannel = 0x0014_0028
        case declareExchange = 0x0028_000A
        case declareQueue = 0x0032_000A
        case bindQueue = 0x0032_0014
        case setPrefetch = 0x003C_000A
        case consume = 0x003C_0014
        case selectConfirms = 0x0055_000A
    }

    /// Answers every request up to one of this kind, that one too.
    package func answer(upTo last: Request) throws {
        while try answerNext() != last {}
    }

    /// Answers every request until the client hangs up; answers which there were.
    package func answerToTheEnd() -> [Request] {
        var requests: [Request] = []
        // The client's hanging up is the end that is meant.
        while let request = try? answerNext() { requests.append(request) }
        return requests
    }

    /// Reads until a request comes, and answers it.
    @discardableResult
    package func answerNext() throws -> Request {
        while true {
            let (type, payload) = try readFrame()
            let number = payload.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard type == 1, let request = Request(rawValue: number) else { continue }
            switch request {
            case .closeConnection: try method(10, 51, [], channel: 0)
            case .closeChannel: try method(20, 41, [])
            case .declareExchange: try method(40, 11, [])
            case .declareQueue:
                try method(50, 11, Wire.shortText("q") + Wire.long(0) + Wire.long(0))
            case .bindQueue: try method(50, 21, [])
            case .setPrefetch: try method(60, 11, [])
            case .consume: try method(60, 21, Wire.shortText("c"))
            case .selectConfirms: try method(85, 11, [])
            }
            return request
        }
    }

    /// Sends a heartbeat.
    package func beat() throws { try write(Wire.frame(8, 0, [])) }

    /// Reads until a whole message has been published; its body must fit a frame.
    package func readPublished() throws -> Published {
        var routingKey = ""
        var properties: [UInt8] = []
        while true {
            let (type, payload) = try readFrame()
            if type == 1, payload.starts(with: Wire.short(60) + Wire.short(40)) {
                // Class, method, two bytes of nothing, the exchange, the routing key.
                let exchange = Int(payload[6])
                let length = Int(payload[7 + exchange])
                let text = payload[(8 + exchange)...].prefix(length)
                routingKey = String(decoding: text, as: UTF8.self)
            } else if type == 2 {
                properties = Array(payload.dropFirst(12))
            } else if type == 3 {
                return Published(routingKey: routingKey, body: payload, properties: properties)
            }
        }
    }

    /// Confirms a published message.
    package func confirm(_ number: UInt64) throws {
        try method(60, 80, Wire.longLong(number) + [0])
    }

    /// Refuses a published message.
    package func refuse(_ number: UInt64) throws {
        try method(60, 120, Wire.longLong(number) + [0])
    }

    /// Gives a message back that no queue wants.
    package func giveBack(_ message: Published) throws {
        try method(
            60,
            50,
            Wire.short(312) + Wire.shortText("NO_ROUTE") + Wire.shortText("")
                + Wire.shortText(message.routingKey)
        )
        try header(bodySize: UInt64(message.body.count), properties: message.properties)
        try body(message.body)
    }
}

/// How AMQP writes things.
package enum Wire {
    /// A short, the high byte first.
    package static func short(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 0xFF)]
    }

    /// A long.
    package static func long(_ number: UInt32) -> [UInt8] {
        short(UInt16(number >> 16)) + short(UInt16(number & 0xFFFF))
    }

    /// A long long.
    package static func longLong(_ number: UInt64) -> [UInt8] {
        long(UInt32(number >> 32)) + long(UInt32(number & 0xFFFF_FFFF))
    }

    /// Text of at most 255 bytes.
    package static func shortText(_ text: String) -> [UInt8] {
        [UInt8(text.utf8.count)] + text.utf8
    }

    /// Text with a long in front.
    package static func text(_ text: String) -> [UInt8] {
        long(UInt32(text.utf8.count)) + text.utf8
    }

    /// A frame with its envelope.
    package static func frame(_ type: UInt8, _ channel: UInt16, _ payload: [UInt8]) -> [UInt8] {
        [type] + short(channel) + long(UInt32(payload.count)) + payload + [0xCE]
    }

    /// A field table that holds a table, and so on.
    package static func nestedTable(depth: Int) -> [UInt8] {
        var inner: [UInt8] = []
        for _ in 0..<depth {
            inner = shortText("k") + [UInt8(ascii: "F")] + long(UInt32(inner.count)) + inner
        }
        return long(UInt32(inner.count)) + inner
    }
}

/// What a script on the broker's thread hands to its test.
package final class Handed<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    package init() {}

    /// Hands a value over.
    package func give(_ value: Value) {
        self.value.withLock { $0 = value }
        isThere.signal()
    }

    /// Waits for the value; nil where none comes within half a minute.
    package func take() async throws -> Value? {
        try await onThread { [self] in
            _ = isThere.wait(timeout: .now() + 30)
            return value.withLock(\.self)
        }
    }
}

/// Runs work that blocks on a thread of its own.
package func onThread<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
