import Foundation
import Glibc

/// A peer on loopback that says what a test scripts, for what a real broker cannot be made to do.
final class FakeBroker: Sendable {
    let port: UInt16

    /// Listens, and runs the script with the first client on a thread of its own; the connection
    /// ends with the script.
    init(_ script: @escaping @Sendable (FakePeer) throws -> Void) throws {
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
struct FakePeer {
    struct Gone: Error {}

    let descriptor: Int32

    /// Reads exactly so many bytes.
    @discardableResult
    func read(_ count: Int) throws -> [UInt8] {
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

    func write(_ bytes: [UInt8]) throws {
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
    func readToTheEnd() throws { while true { try readFrame() } }

    /// Reads one frame, without its envelope.
    @discardableResult
    func readFrame() throws -> (type: UInt8, payload: [UInt8]) {
        let head = try read(7)
        let size = head[3...6].reduce(0) { $0 << 8 | Int($1) }
        return (head[0], try read(size + 1).dropLast())
    }

    /// Reads frames until a method of this class and number arrives.
    func await(_ classID: UInt16, _ methodID: UInt16) throws {
        let wanted = Wire.short(classID) + Wire.short(methodID)
        while true {
            let (type, payload) = try readFrame()
            if type == 1, payload.starts(with: wanted) { return }
        }
    }

    /// Sends a method frame.
    func method(
        _ classID: UInt16,
        _ methodID: UInt16,
        _ arguments: [UInt8],
        channel: UInt16 = 1
    ) throws {
        try write(Wire.frame(1, channel, Wire.short(classID) + Wire.short(methodID) + arguments))
    }

    /// Answers a client until its channel is open.
    func welcome(heartbeat: UInt16 = 60) throws {
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
    func deliver(tag: UInt8 = 1) throws {
        try method(60, 60, [1, 0x63] + [0, 0, 0, 0, 0, 0, 0, tag] + [0] + [1, 0x65] + [1, 0x72])
    }

    /// Sends a message's header frame.
    func header(bodySize: UInt64, properties: [UInt8] = [0, 0]) throws {
        try write(Wire.frame(2, 1, Wire.short(60) + [0, 0] + Wire.longLong(bodySize) + properties))
    }

    func body(_ bytes: [UInt8]) throws { try write(Wire.frame(3, 1, bytes)) }
}

/// How AMQP writes things.
enum Wire {
    static func short(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

    static func long(_ number: UInt32) -> [UInt8] {
        short(UInt16(number >> 16)) + short(UInt16(number & 0xFFFF))
    }

    static func longLong(_ number: UInt64) -> [UInt8] {
        long(UInt32(number >> 32)) + long(UInt32(number & 0xFFFF_FFFF))
    }

    static func shortText(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + text.utf8 }

    static func text(_ text: String) -> [UInt8] { long(UInt32(text.utf8.count)) + text.utf8 }

    static func frame(_ type: UInt8, _ channel: UInt16, _ payload: [UInt8]) -> [UInt8] {
        [type] + short(channel) + long(UInt32(payload.count)) + payload + [0xCE]
    }

    /// A field table that holds a table, and so on.
    static func nestedTable(depth: Int) -> [UInt8] {
        var inner: [UInt8] = []
        for _ in 0..<depth {
            inner = shortText("k") + [UInt8(ascii: "F")] + long(UInt32(inner.count)) + inner
        }
        return long(UInt32(inner.count)) + inner
    }
}

/// Runs work that blocks on a thread of its own.
func onThread<Answer: Sendable>(
    _ work: @escaping @Sendable () throws -> Answer
) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
