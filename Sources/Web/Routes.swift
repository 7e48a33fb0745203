import HTTPTypes
import Hummingbird
import Telemetry

/// Every page there is: the one place where paths are laid out.
struct Routes: Sendable {
    typealias Context = BasicRequestContext
    typealias Respond = @Sendable (Request, Context) async throws -> Response

    /// What answers one path, method by method; every other method is answered with 405.
    struct Page: Sendable {
        let path: String
        let methods: [HTTPRequest.Method: Respond]

        /// A page that can only be looked at.
        static func get(_ path: String, _ respond: @escaping Respond) -> Page {
            Page(path: path, methods: [.get: respond])
        }

        /// A page with a form on it.
        static func form(
            _ path: String,
            show: @escaping Respond,
            take: @escaping Respond
        ) -> Page {
            Page(path: path, methods: [.get: show, .post: take])
        }
    }

    /// Those that a path can be told not to allow; others are not understood at all.
    static let knownMethods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ]

    let health: any HealthSource
    let metrics: PrometheusRegistry
    /// Pages for people outside the company.
    let clientPages: [Page]
    /// Nil where nobody makes reports.
    var reports: ReportRoutes?
    /// Nil where nobody takes rows.
    var uploads: UploadRoutes?
    /// Nil where no reports go out as links.
    var signedPages: SignedPageRoutes?
    /// Nil where no documents go out as links.
    var signedDocuments: SignedDocumentRoutes?
    /// Nil where nobody sends anything.
    var hooks: HookRoutes?

    private var pages: [Page] {
        [
            .get("/healthz") { _, _ in verdict(health.health().illness, otherwise: "ok") },
            .get("/readyz") { _, _ in
                let report = health.health()
                return verdict(report.hindrance, otherwise: report.readiness)
            },
            .get("/metrics") { _, _ in
                .plain(metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ] + (reports?.pages ?? []) + (uploads?.pages ?? []) + (signedPages?.pages ?? [])
            + (signedDocuments?.pages ?? [])
            + (hooks?.pages ?? []) + clientPages
    }

    /// All pages behind what holds for every one of them.
    func router(bodyBytesMax: Int) -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            SecurityHeaders()
            PlainErrors()
            RequestLimits(bodyBytesMax: bodyBytesMax, isExempt: admits)
        }
        for page in pages { add(page, to: router) }
        return router
    }

    /// Whether a request may be as large as it likes, and take its time.
    @Sendable func admits(_ request: HTTPRequest) -> Bool { uploads?.admits(request) ?? false }

    private func add(_ page: Page, to router: Router<Context>) {
        var allowed = Set(page.methods.keys)
        if allowed.contains(.get) { allowed.insert(.head) }
        let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        let path = RouterPath(page.path)
        for (method, respond) in page.methods {
            router.on(path, method: method, use: respond)
        }
        for method in Self.knownMethods where !allowed.contains(method) {
            router.on(path, method: method) { _, _ -> Response in
                throw HTTPError(.methodNotAllowed, headers: [.allow: allow])
            }
        }
    }
}

/// 503 with what is wrong, or 200 where nothing is.
private func verdict(_ wrong: String?, otherwise right: String) -> Response {
    guard let wrong else { return .plain(right) }
    return .plain(wrong, status: .serviceUnavailable)
}

extension Response {
    /// Plain text, ended by a line break.
    static func plain(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8",
        headers: HTTPFields = [:]
    ) -> Response {
        let line = text.hasSuffix("\n") ? text : text + "\n"
        var headers = headers
        headers[.contentType] = type
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: line))
        )
    }
}
