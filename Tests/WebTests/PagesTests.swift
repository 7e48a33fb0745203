import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Metrics
import Telemetry
import Testing

@testable import Web

@Suite struct PagesTests {
    private let health = FixedHealth(.well)
    private let metrics = PrometheusRegistry()

    @Test func `a daemon that works is alive and ready`() async throws {
        #expect(try await answer("/healthz") == Answer(.ok, "ok\n"))
        #expect(try await answer("/readyz") == Answer(.ok, "ready\n"))
    }

    @Test func `a loop that stands still is named and asks for a restart`() async throws {
        health.become(
            HealthReport(
                alive: true,
                ready: true,
                parts: [
                    .init(name: "lane 0 receive", ok: true, text: "idle"),
                    .init(name: "lane 0 decide", ok: false, text: "no sign of life for 34 s"),
                ]
            )
        )
        let stale = Answer(.serviceUnavailable, "lane 0 decide: no sign of life for 34 s\n")
        #expect(try await answer("/healthz") == stale)
        #expect(try await answer("/readyz") == stale)
    }

    @Test func `a daemon that waits for its servers is alive but not ready, and says why`()
        async throws
    {
        health.become(
            HealthReport(
                alive: true,
                ready: false,
                reasons: ["PostgreSQL does not answer", "lane 0: inbox not subscribed"]
            )
        )
        #expect(try await answer("/healthz") == Answer(.ok, "ok\n"))
        #expect(
            try await answer("/readyz")
                == Answer(
                    .serviceUnavailable,
                    "PostgreSQL does not answer\nlane 0: inbox not subscribed\n"
                )
        )
    }

    @Test func `whom a daemon talks to stands below, whether it is ready or not`() async throws {
        let servers = ["database: db1:5432", "broker: n1:5672, n2:5672"]
        health.become(HealthReport(alive: true, ready: true, servers: servers))
        let below = "database: db1:5432\nbroker: n1:5672, n2:5672\n"
        #expect(try await answer("/readyz") == Answer(.ok, "ready\n" + below))
        health.become(
            HealthReport(alive: true, ready: false, reasons: ["away"], servers: servers)
        )
        #expect(try await answer("/readyz") == Answer(.serviceUnavailable, "away\n" + below))
    }

    @Test func `a daemon that does not work is neither, even without a reason`() async throws {
        health.become(HealthReport(alive: false, ready: true))
        #expect(try await answer("/healthz") == Answer(.serviceUnavailable, "not alive\n"))
        #expect(try await answer("/readyz") == Answer(.serviceUnavailable, "not alive\n"))
        health.become(HealthReport(alive: true, ready: false))
        #expect(try await answer("/readyz") == Answer(.serviceUnavailable, "not ready\n"))
    }

    @Test func `metrics are served as Prometheus reads them`() async throws {
        Counter(label: "baton.events", factory: metrics).increment()
        try await execute("/metrics") { response in
            #expect(
                response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8"
            )
            #expect(
                String(buffer: response.body)
                    == "# TYPE baton_events_total counter\nbaton_events_total 1\n"
            )
        }
    }

    @Test(arguments: ["/", "/health", "/metrics/x", "/%2e%2e/etc/passwd", "//"])
    func `other paths are not found, in plain text`(_ path: String) async throws {
        #expect(try await answer(path) == Answer(.notFound, "Not Found\n"))
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .options, .patch, .trace])
    func `other methods are not allowed, and it is said which are`(
        _ method: HTTPRequest.Method
    ) async throws {
        try await execute("/healthz", method) { response in
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD")
            #expect(String(buffer: response.body) == "Method Not Allowed\n")
        }
    }

    @Test func `a method that nobody knows is not implemented`() async throws {
        let brew = try #require(HTTPRequest.Method("BREW"))
        #expect(try await answer("/healthz", brew) == Answer(.notImplemented, "Not Implemented\n"))
    }

    @Test func `HEAD tells the headers only`() async throws {
        try await execute("/healthz", .head) { response in
            #expect(response.status == .ok)
            #expect(response.headers[.contentLength] == "3")
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test(arguments: ["/healthz", "/nowhere"])
    func `every answer forbids the browser whatever it does not need`(
        _ path: String
    ) async throws {
        try await execute(path) { response in
            let names = ["Content-Security-Policy", "Referrer-Policy", "Cache-Control"]
            for name in names {
                let field = try #require(HTTPField.Name(name))
                #expect(response.headers[field] != nil)
            }
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
        }
    }

    @Test func `a page that fails says nothing about the inside`() async throws {
        struct Secret: Error {}
        let router = Router()
        router.addMiddleware {
            SecurityHeaders()
            PlainErrors()
        }
        router.get("/broken") { _, _ -> Response in throw Secret() }
        let application = Application(router: router, logger: .quiet)
        try await application.test(.router) { client in
            try await client.execute(uri: "/broken", method: .get) { response in
                #expect(response.status == .internalServerError)
                #expect(String(buffer: response.body) == "Internal Server Error\n")
                #expect(response.headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }

    // MARK: - Asking

    private struct Answer: Equatable {
        let status: HTTPResponse.Status
        let text: String

        init(_ status: HTTPResponse.Status, _ text: String) {
            self.status = status
            self.text = text
        }
    }

    private func answer(
        _ path: String,
        _ method: HTTPRequest.Method = .get
    ) async throws -> Answer {
        try await execute(path, method) { Answer($0.status, String(buffer: $0.body)) }
    }

    @discardableResult
    private func execute<Result: Sendable>(
        _ path: String,
        _ method: HTTPRequest.Method = .get,
        _ read: @escaping @Sendable (TestResponse) throws -> Result
    ) async throws -> Result {
        let server = WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: health,
            metrics: metrics,
            clientPages: [.closed],
            logger: .quiet
        )
        return try await server.application.test(.router) { client in
            try await client.execute(uri: path, method: method, testCallback: read)
        }
    }
}

extension Logger {
    /// Says nothing.
    static let quiet = Logger(label: "quiet", factory: { _ in SwiftLogNoOpLogHandler() })
}
