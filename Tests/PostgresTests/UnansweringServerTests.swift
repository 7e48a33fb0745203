import Foundation
import Testing

@testable import Postgres

/// A TCP port of this machine at which nobody speaks.
private final class SilentPort {
    fileprivate let socket: Int32
    let number: UInt16

    /// Listens, so that the kernel accepts connections, and reads nothing.
    init() throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = socket
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(handle, generic, length) == 0 && listen(handle, 4) == 0
                    && getsockname(handle, generic, &length) == 0
            }
        }
        try #require(bound)
        number = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }

    /// Accepts one connection, says `reply` to whatever comes, and hangs up on what comes next.
    func hangUp(after reply: [UInt8]) {
        let listener = socket
        Thread.detachNewThread {
            let peer = accept(listener, nil, nil)
            var request = [UInt8](repeating: 0, count: 4_096)
            _ = recv(peer, &request, request.count, 0)
            _ = send(peer, reply, reply.count, 0)
            _ = recv(peer, &request, request.count, 0)
            close(peer)
        }
    }
}

@Suite struct `A server that does not answer` {
    private func error(
        onPort port: UInt16,
        timeout: Duration,
        abort: AbortSignal = AbortSignal()
    ) -> PostgresError? {
        var configuration = PostgresConfiguration(
            url: "postgresql://baton:s3cret@127.0.0.1:\(port)/crm",
            applicationName: "test"
        )
        configuration.connectTimeout = timeout
        return #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(configuration, abort: abort)
        }
    }

    @Test func `is given up at the deadline`() throws {
        let port = try SilentPort()
        defer { withExtendedLifetime(port) {} }
        let start = ContinuousClock.now
        let error = error(onPort: port.number, timeout: .milliseconds(50))
        #expect(error?.code == .connectionFailed)
        #expect(error?.kind == .connectionLost)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func `is left at once on an abort`() throws {
        let port = try SilentPort()
        defer { withExtendedLifetime(port) {} }
        let signal = AbortSignal()
        Thread.detachNewThread { signal.abort() }
        #expect(error(onPort: port.number, timeout: .seconds(60), abort: signal)?.code == .aborted)
    }

    @Test func `leaves time for the next host`() throws {
        let (silent, closed) = (try SilentPort(), try SilentPort().number)
        defer { withExtendedLifetime(silent) {} }
        var configuration = PostgresConfiguration(
            url: "postgresql://127.0.0.1:\(silent.number),127.0.0.1:\(closed)/crm",
            applicationName: "test"
        )
        configuration.connectTimeout = .milliseconds(100)
        let error = #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(configuration)
        }
        #expect(error?.message.hasPrefix("no answer within the deadline; ") == true)
        #expect(error?.message.contains("refused") == true)
    }

    @Test func `hangs up over the session settings, and no commit is in doubt`() throws {
        let port = try SilentPort()
        defer { withExtendedLifetime(port) {} }
        let authenticated: [UInt8] = [0x52, 0, 0, 0, 8, 0, 0, 0, 0]
        let readyForQuery: [UInt8] = [0x5A, 0, 0, 0, 5, 0x49]
        port.hangUp(after: authenticated + readyForQuery)
        let options = "sslmode=disable&gssencmode=disable&target_session_attrs=any"
        let url = "postgresql://baton@127.0.0.1:\(port.number)/crm?\(options)"
        let error = #expect(throws: PostgresError.self) {
            _ = try PostgresConnection(PostgresConfiguration(url: url, applicationName: "test"))
        }
        #expect(error?.code == .connectionLost)
        #expect(error?.message.contains("closed the connection unexpectedly") == true)
    }

    @Test func `because it is not there is an ordinary, transient failure`() throws {
        let number = try SilentPort().number
        let error = error(onPort: number, timeout: .seconds(5))
        #expect(error?.code == .connectionFailed)
        #expect(error?.isTransient == true)
        #expect(error?.message.contains("refused") == true)
        #expect(error.map { "\($0)".contains("s3cret") } == false)
    }
}

@Suite struct `An abort signal` {
    @Test func `stays raised`() {
        let signal = AbortSignal()
        for _ in 0..<3 { signal.abort() }
        let deadline = Deadline(in: .seconds(60))
        for _ in 0..<2 {
            let wake = deadline.wait(for: -1, reading: true, writing: false, abort: signal)
            #expect(wake == .aborted)
        }
    }

    @Test func `leaves no descriptor behind`() {
        let first = AbortSignal().descriptor
        for _ in 0..<1_000 { _ = AbortSignal() }
        #expect(AbortSignal().descriptor < first + 500)
    }
}
