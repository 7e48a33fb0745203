import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Telemetry
import Testing

@testable import Web

/// Takes uploads and remembers them.
final class FixedUploads: UploadDesk {
    final class Taken: Upload {
        let head: UploadHead
        private let bytesMax: Int
        private let state = Mutex((bytes: [UInt8](), isEnded: false, isBroken: false))

        init(_ head: UploadHead, bytesMax: Int) {
            self.head = head
            self.bytesMax = bytesMax
        }

        var bytes: [UInt8] { state.withLock { $0.bytes } }

        func push(_ piece: [UInt8]) async -> Bool {
            state.withLock { state in
                state.bytes += piece
                return state.bytes.count < bytesMax
            }
        }

        func end() { state.withLock { $0.isEnded = true } }
        func breakOff() { state.withLock { $0.isBroken = true } }

        func answer() async -> UploadAnswer {
            state.withLock { state in
                state.isBroken
                    ? UploadAnswer(status: 400, text: "broke off")
                    : UploadAnswer(status: 201, text: "\(state.bytes.count) bytes")
            }
        }
    }

    let token: String?
    private let bytesMax: Int
    private let state = Mutex([Taken]())

    init(token: String?, bytesMax: Int = .max) {
        self.token = token
        self.bytesMax = bytesMax
    }

    var taken: [Taken] { state.withLock { $0 } }

    func begin(_ head: UploadHead) -> any Upload {
        let upload = Taken(head, bytesMax: bytesMax)
        state.withLock { $0.append(upload) }
        return upload
    }
}

@Suite struct UploadTests {
    private func answer(
        _ desk: FixedUploads,
        _ path: String = "/positions/night-1",
        token: String? = "secret",
        method: HTTPRequest.Method = .put,
        body: String = "{}"
    ) async throws -> (status: Int, text: String) {
        let server = WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet,
            uploads: desk
        )
        return try await server.application.test(.router) { client in
            var headers: HTTPFields = [.contentType: "application/x-ndjson"]
            headers[.authorization] = token.map { "Bearer \($0)" }
            return try await client.execute(
                uri: path,
                method: method,
                headers: headers,
                body: ByteBuffer(string: body)
            ) { response in
                (response.status.code, String(buffer: response.body))
            }
        }
    }

    @Test func `rows with the right token are taken`() async throws {
        let desk = FixedUploads(token: "secret")
        let answer = try await answer(desk, "/positions/night-1?columns=topvisor", body: "rows")
        #expect(answer == (201, "4 bytes\n"))
        let head = try #require(desk.taken.first?.head)
        #expect(head.id == "night-1" && head.parameters == ["columns": "topvisor"])
        #expect(head.contentType == "application/x-ndjson")
    }

    @Test(arguments: [nil, "", "wrong", "secretsecret"])
    func `rows without it are not`(token: String?) async throws {
        let desk = FixedUploads(token: "secret")
        #expect(try await answer(desk, token: token).status == 401)
        #expect(desk.taken.isEmpty)
    }

    @Test func `where no token is configured there is nothing`() async throws {
        #expect(try await answer(FixedUploads(token: nil)).status == 404)
    }

    @Test func `they can only be put, under an id that is one`() async throws {
        let desk = FixedUploads(token: "secret")
        #expect(try await answer(desk, method: .get, body: "").status == 405)
        let long = "/positions/" + String(repeating: "x", count: 201)
        #expect(try await answer(desk, long).status == 400)
    }

    @Test func `they may be larger than any form`() async throws {
        let desk = FixedUploads(token: "secret")
        let body = String(repeating: "x", count: 300_000)
        #expect(try await answer(desk, body: body).status == 201)
        #expect(desk.taken.first?.bytes.count == 300_000)
        #expect(try await answer(desk, token: "wrong", body: body).status == 413)
    }
}

/// Shows one page.
private struct FixedPages: SignedPageDesk {
    let outcome: Result<String, SignedPageProblem>

    func page(_ token: String) async throws(SignedPageProblem) -> String { try outcome.get() }
}

@Suite struct SignedPageTests {
    private func response(
        _ outcome: Result<String, SignedPageProblem>
    ) async throws -> TestResponse {
        let server = WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet,
            signedPages: FixedPages(outcome: outcome)
        )
        return try await server.application.test(.router) { client in
            try await client.execute(uri: "/r/token", method: .get)
        }
    }

    @Test func `a report is shown to whoever has its link, and to no search engine`() async throws {
        let response = try await response(.success("<html></html>"))
        #expect(response.status == .ok)
        let robots = try #require(HTTPField.Name("X-Robots-Tag"))
        let referrer = try #require(HTTPField.Name("Referrer-Policy"))
        #expect(response.headers[robots] == "noindex, nofollow")
        #expect(response.headers[referrer] == "no-referrer")
    }

    @Test func `a forged link, one that expired and a report that is away are told apart`()
        async throws
    {
        #expect(try await response(.failure(.forged)).status == .forbidden)
        #expect(try await response(.failure(.gone)).status == .gone)
        #expect(try await response(.failure(.off)).status == .notFound)
        #expect(try await response(.failure(.unavailable("x"))).status == .serviceUnavailable)
    }
}
