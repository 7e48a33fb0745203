import Foundation
import Testing

@testable import Postgres

/// A TCP port of this machine at which nobody speaks.
private final class SilentPort {
    private let socket: Int32
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
        let start = ContinuousClock.now
        let error = error(onPort: port.number, timeout: .milliseconds(50))
        #expect(error?.code == .connectionFailed)
        #expect(error?.kind == .connectionLost)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func `is left at once on an abort`() throws {
        let port = try SilentPort()
        let signal = AbortSignal()
        Thread.detachNewThread { signal.abort() }
        #expect(error(onPort: port.number, timeout: .seconds(60), abort: signal)?.code == .aborted)
    }

    @Test func `leaves time for the next host`() throws {
        let (silent, closed) = (try SilentPort(), try SilentPort().number)
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

    @Test func `because it is not there is an ordinary, transient failure`() throws {
        let number = try SilentPort().number
        let error = error(onPort: number, timeout: .seconds(5))
        #expect(error?.code == .connectionFailed)
        #expect(error?.isTransient == true)
        #expect(error?.message.contains("refused") == true)
        #expect(error.map { "\($0)".contains("s3cret") } == false)
    }
}
