import Foundation
import Glibc

/// Just enough of HTTP to ask the daemon and the broker's management interface.
enum HTTP {
    struct Answer {
        let status: Int
        let body: String
    }

    static func request(
        _ path: String,
        _ method: String = "GET",
        host: String = "127.0.0.1",
        port: UInt16,
        login: String? = nil,
        token: String? = nil,
        type: String = "application/json",
        body: String = ""
    ) throws -> Answer {
        guard let descriptor = Sockets.connected(to: port, at: host) else {
            throw Sockets.Failed(what: "nobody listens on \(host):\(port)")
        }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &limit,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var head = "\(method) \(path) HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        if let login {
            head += "Authorization: Basic \(Data(login.utf8).base64EncodedString())\r\n"
        }
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        head += "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let bytes = Array((head + body).utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Sockets.Failed(what: "the request could not be sent")
        }
        return try answer(try received(descriptor))
    }

    private static func received(_ descriptor: Int32) throws -> String {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count >= 0 else { throw Sockets.Failed(what: "no answer within 10 s") }
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += piece[..<count]
        }
    }

    private static func answer(_ text: String) throws -> Answer {
        let parts = text.split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let words = text.prefix(64).split(separator: " ")
        guard parts.count == 2, words.count > 1, let status = Int(words[1]) else {
            throw Sockets.Failed(what: "not HTTP: \(text.prefix(100))")
        }
        return Answer(status: status, body: String(parts[1]))
    }
}
