import Foundation
import Glibc
import Testing

@testable import Postgres

/// A peer that speaks as much of PostgreSQL's protocol as beginning a session takes, and makes up
/// the process that serves it, as poolers do.
private final class FakeServer: Sendable {
    let port: UInt16

    /// Serves one session after the other, side by side, each by the process that it is given.
    init(announced: Int32, backends: [Int32], refusal: String? = nil) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 4) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        try #require(bound)
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            for (index, backend) in backends.enumerated() {
                let peer = accept(listener, nil, nil)
                let refusal = index > 0 ? refusal : nil
                Thread.detachNewThread {
                    Self.serve(peer, announced: announced, backend: backend, refusal: refusal)
                }
            }
            close(listener)
        }
    }

    var configuration: PostgresConfiguration {
        let options = "sslmode=disable&gssencmode=disable&target_session_attrs=any"
        return PostgresConfiguration(
            url: "postgresql://baton@127.0.0.1:\(port)/crm?\(options)",
            applicationName: "test"
        )
    }

    private static func serve(_ peer: Int32, announced: Int32, backend: Int32, refusal: String?) {
        var request = [UInt8](repeating: 0, count: 65_536)
        guard recv(peer, &request, request.count, 0) > 0 else { return }
        let key = message("K", long(announced) + long(7))
        say(message("R", long(0)) + key + ready, to: peer)
        // The settings come in one piece: they are few.
        guard recv(peer, &request, request.count, 0) > 0 else { return }
        say(refusal.map { failure($0) + ready } ?? settings(by: backend), to: peer)
        _ = recv(peer, &request, request.count, 0)
        close(peer)
    }

    /// The answers to Parse, Bind, Describe, Execute and Sync: one row, in binary.
    private static func settings(by backend: Int32) -> [UInt8] {
        let columns = column("set_config", type: 25) + column("pg_backend_pid", type: 23)
        let row = short(2) + long(2) + Array("on".utf8) + long(4) + long(backend)
        return message("1", []) + message("2", []) + message("T", short(2) + columns)
            + message("D", row) + message("C", Array("SELECT 1\0".utf8)) + ready
    }

    private static func failure(_ state: String) -> [UInt8] {
        message("E", Array("SERROR\0VERROR\0C\(state)\0Mrefused\0\0".utf8))
    }

    private static var ready: [UInt8] { message("Z", Array("I".utf8)) }

    private static func column(_ name: String, type: Int32) -> [UInt8] {
        Array("\(name)\0".utf8) + long(0) + short(0) + long(type) + short(4) + long(-1) + short(1)
    }

    private static func message(_ kind: Character, _ content: [UInt8]) -> [UInt8] {
        Array("\(kind)".utf8) + long(Int32(content.count + 4)) + content
    }

    private static func long(_ number: Int32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private static func short(_ number: Int16) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private static func say(_ bytes: [UInt8], to peer: Int32) {
        _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}

/// A pooler between us and the server must give sessions out for good.
@Suite struct `A session out of a pool` {
    private func refusal(_ server: FakeServer) -> PostgresError? {
        do {
            _ = try PostgresConnection(server.configuration)
            return nil
        } catch {
            return error
        }
    }

    @Test func `that is lent for a transaction is refused, with the remedy`() throws {
        // The second session is served by the process that serves the first one.
        let error = refusal(try FakeServer(announced: 1, backends: [77, 77]))
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("pool_mode = session") == true)
    }

    @Test func `is refused where statements of another session are met`() throws {
        let server = try FakeServer(announced: 1, backends: [77, 78], refusal: "42P05")
        #expect(refusal(server)?.code == .configuration)
    }

    @Test func `that is ours for good is taken`() throws {
        #expect(refusal(try FakeServer(announced: 1, backends: [77, 78])) == nil)
    }

    @Test func `of the server itself is not asked about`() throws {
        #expect(refusal(try FakeServer(announced: 77, backends: [77])) == nil)
    }
}
