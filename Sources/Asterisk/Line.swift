import Foundation
import Glibc

/// Why a conversation with Asterisk ended.
struct LineError: Error, Equatable, Sendable {
    let message: String
}

/// A TCP connection that speaks in lines, for one thread; another may end it.
final class Line: Sendable {
    private let descriptor: Int32
    /// More without a line's end is no line.
    private static let lineMax = 64 * 1024

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Connects to a server.
    static func connected(to place: AsteriskSettings.Place) throws(LineError) -> Line {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(place.host, String(place.port), &hints, &found) == 0, let first = found
        else { throw LineError(message: "\(place.host) is no address") }
        defer { freeaddrinfo(first) }
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let address = next {
            let descriptor = socket(
                address.pointee.ai_family,
                address.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
                address.pointee.ai_protocol
            )
            if descriptor >= 0 {
                if connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
                    return Line(descriptor: descriptor)
                }
                close(descriptor)
            }
            next = address.pointee.ai_next
        }
        throw LineError(message: "\(place.written) can't be reached: \(Self.reason)")
    }

    private static var reason: String { String(cString: strerror(errno)) }

    /// Ends the connection; a thread that reads wakes up.
    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Whether there is something to read, or the other side has gone, within this time.
    func isReadable(within time: Duration) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, Int32(clamping: Int(time / .milliseconds(1)))) > 0
    }

    /// Sends text as it is.
    func send(_ text: String) throws(LineError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                throw LineError(message: "the connection ended: \(Self.reason)")
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// The next line without its end; nil where the other side has ended the connection.
    func next(_ buffer: inout [UInt8]) throws(LineError) -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                let bare = line.last == 0x0D ? line.dropLast() : line
                return String(decoding: bare, as: UTF8.self)
            }
            guard buffer.count < Self.lineMax else {
                throw LineError(message: "a line is too long")
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count >= 0 else {
                throw LineError(message: "the connection ended: \(Self.reason)")
            }
            guard count > 0 else { return nil }
            buffer += chunk[..<count]
        }
    }
}

/// Listens for connections of the dialplan.
final class Listener: Sendable {
    private let descriptor: Int32

    init(_ place: AsteriskSettings.Place) throws(LineError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(place.host, String(place.port), &hints, &found) == 0, let address = found
        else { throw LineError(message: "\(place.host) is no address") }
        defer { freeaddrinfo(address) }
        descriptor = socket(
            address.pointee.ai_family,
            address.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0,
            listen(descriptor, 64) == 0
        else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw LineError(message: "can't listen at \(place.written): \(reason)")
        }
    }

    deinit {
        close(descriptor)
    }

    /// The next connection; nil where there is none within this time.
    func accept(within time: Duration) -> Line? {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, Int32(clamping: Int(time / .milliseconds(1)))) > 0 else {
            return nil
        }
        let connection = Glibc.accept(descriptor, nil, nil)
        return connection >= 0 ? Line(descriptor: connection) : nil
    }
}
