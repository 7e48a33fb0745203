import Logging
import NIOCore
import ServiceLifecycle
import Telemetry
import Testing

@testable import Web

/// Over a real socket, with clients that do not behave.
@Suite(.timeLimit(.minutes(1))) struct LiveTests {
    @Test func `an answer names no server`() async throws {
        try await LiveServer.run { server in
            let answer = try await server.exchange(
                "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\nok\n"))
            #expect(!answer.lowercased().contains("\r\nserver:"))
        }
    }

    @Test func `several requests in one packet are answered in order`() async throws {
        try await LiveServer.run { server in
            let answer = try await server.exchange(
                "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
            #expect(answer.hasSuffix("\r\n\r\nready\n"))
        }
    }

    @Test(
        arguments: [
            "this is not HTTP\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}",
            "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n",
            "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "POST /healthz HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
            "POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
            "POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n",
            "POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked, gzip, x\r\n\r\n0\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
            "GET /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\n\(String(repeating: "X: x\r\n", count: 200))\r\n",
        ])
    func `what is no request, or too large, is refused and the connection closed`(
        _ request: String
    ) async throws {
        try await LiveServer.run { server in
            let answer = try await server.exchange(request)
            // A head that is right may be answered before its body is looked at.
            let answers = ["400 Bad Request", "405 Method Not Allowed"].map { "HTTP/1.1 \($0)\r\n" }
            #expect(answer.isEmpty || answers.contains { answer.hasPrefix($0) })
            try await server.expectWell()
        }
    }

    @Test(
        arguments: [
            "", "G", "GET /healthz HTTP/1.1\r\nHost: x\r\n",
            "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
        ])
    func `a request that never ends does not hold the connection`(_ start: String) async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(200)) { server in
            let answer = try await server.exchange(start)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
            try await server.expectWell()
        }
    }

    @Test(
        arguments: [
            "GET /healthz HTTP/1.1\r\nX: ",
            "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n",
        ])
    func `a request that comes byte by byte does not hold the connection`(
        _ start: String
    ) async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(200)) { server in
            try await server.connect { _, outbound in
                // Ends when the server has closed the connection; a time limit is on the suite.
                do {
                    try await outbound.write(ByteBuffer(string: start))
                    while true {
                        try await outbound.write(ByteBuffer(string: "x"))
                        try await Task.sleep(for: .milliseconds(20))
                    }
                } catch is ChannelError {
                } catch is IOError {
                }
            }
            try await server.expectWell()
        }
    }

    @Test func `connections that ask for nothing do not keep others out`() async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(500)) { server in
            try await withThrowingTaskGroup { group in
                for _ in 0..<300 {
                    group.addTask {
                        try await server.connect { inbound, _ in
                            _ = try await LiveServer.rest(of: &inbound)
                        }
                    }
                }
                for _ in 0..<5 { try await server.expectWell() }
                try await group.waitForAll()
            }
        }
    }

    /// Each is what a spoilt one may look like; none of them may end the server.
    @Test(
        arguments: [
            "POST /readyz?a=%D0%B6&b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                + "Connection: close\r\nAuthorization: Basic YTpi\r\n\r\na=b&c",
            "POST /nps/a.b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                + "Expect: 100-continue\r\nConnection: close\r\n\r\n"
                + "5;a=\"b\"\r\na=b&c\r\n1\r\nd\r\n0\r\nTrailer: x\r\n\r\n"
                + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        ])
    func `spoilt requests are answered or refused, and nothing else`(
        _ good: String
    )
        async throws
    {
        let scraps = [
            "\r", "\n", "\r\n\r\n", "\0", "%", "%zz", "..", " ", ":", "\u{7F}", "é", "//",
        ]
        try await LiveServer.run(requestTimeout: .milliseconds(50)) { server in
            for place in good.indices {
                var spoilt = good
                let number = good.distance(from: good.startIndex, to: place)
                if number % 3 == 0 { spoilt.remove(at: place) }
                spoilt.insert(contentsOf: scraps[number % scraps.count], at: place)
                let answer = try await server.exchange(spoilt)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 "), "\(spoilt)")
            }
            try await server.expectWell()
        }
    }

    @Test func `a body that is announced too large is refused`() async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(500)) { server in
            let answer = try await server.exchange(
                "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test(arguments: ["", "Connection: close\r\n"])
    func `a form that is too large is refused, not reset`(_ header: String) async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(1000)) { server in
            let size = 4 << 20
            let answer = try await server.exchange(
                "POST /healthz HTTP/1.1\r\nHost: x\r\n\(header)Content-Length: \(size)\r\n\r\n"
                    + String(repeating: "x", count: size)
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a body that turns out too large ends the connection`() async throws {
        try await LiveServer.run(requestTimeout: .milliseconds(500)) { server in
            let chunk = "8000\r\n\(String(repeating: "x", count: 0x8000))\r\n"
            let answer = try? await server.exchange(
                "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(repeating: chunk, count: 4)
            )
            #expect(answer?.contains("200 OK") != true)
            try await server.expectWell()
        }
    }

    @Test func `an address in use is a clear error`() async throws {
        try await LiveServer.run { server in
            let second = WebServer(
                configuration: .init(host: "127.0.0.1", port: server.port),
                health: FixedHealth(.well),
                metrics: PrometheusRegistry(),
                clientPages: [.closed],
                logger: .quiet
            )
            let error = await #expect(throws: WebError.self) { try await second.run() }
            #expect(error?.code == .addressInUse)
            #expect(
                error?.message.hasPrefix("http.listen: 127.0.0.1:\(server.port) is in use") == true
            )
        }
    }

    @Test func `an address of another machine is a clear error`() async throws {
        let host = "203.0.113.1"
        let server = WebServer(
            configuration: .init(host: host, port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet
        )
        let error = await #expect(throws: WebError.self) { try await server.run() }
        #expect(error?.code == .addressNotAvailable)
        #expect(error?.message.contains(host) == true)
    }

    @Test func `a graceful stop does not wait for connections that nobody uses`() async throws {
        try await LiveServer.run { server in
            try await server.connect { inbound, outbound in
                try await outbound.write(
                    ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                )
                #expect(try await inbound.next() != nil)
                await server.services.triggerGracefulShutdown()
                _ = try await LiveServer.rest(of: &inbound)
            }
        }
    }
}

extension LiveServer {
    /// Others are served as before.
    func expectWell() async throws {
        let answer = try await exchange(
            "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
}
