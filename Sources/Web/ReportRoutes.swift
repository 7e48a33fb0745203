import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Reports

/// The reports, and the page of the present.
struct ReportRoutes: Sendable {
    let desk: any ReportDesk

    var pages: [Routes.Page] {
        [
            .get("/") { request, _ in try await home(request) },
            .get("/for/:reader") { request, context in
                try await firstPage(request, context.parameters.get("reader") ?? "")
            },
            .get("/reports/:name") { request, context in
                try await report(request, context.parameters.get("name") ?? "")
            },
        ]
    }

    // MARK: - Pages

    private func report(_ request: Request, _ name: String) async throws -> Response {
        try admit(request)
        let query = request.uri.queryParameters
        func given(_ key: Substring) -> String? { query[key].map { String($0) } }
        let words = ReportWords(
            name: name,
            from: given("from"),
            to: given("to"),
            by: given("by"),
            format: given("format"),
            sort: given("sort"),
            person: given("person"),
            reader: given("for")
        )
        do {
            let answer = try await desk.report(words)
            return Self.response(answer)
        } catch {
            throw HTTPError(error)
        }
    }

    private func firstPage(_ request: Request, _ reader: String) async throws -> Response {
        try admit(request)
        do {
            return Self.page(try await desk.firstPage(for: reader))
        } catch {
            throw HTTPError(error)
        }
    }

    /// Nothing of anybody is there without a password.
    private func admit(_ request: Request) throws {
        guard let password = desk.password else { throw HTTPError(.notFound) }
        guard isAdmitted(request, password) else { throw Self.challenge }
    }

    private func home(_ request: Request) async throws -> Response {
        let isAsked = request.uri.queryParameters["login"] != nil
        let isKnown = desk.password.map { isAdmitted(request, $0) } ?? false
        let hasTried = request.headers[.authorization] != nil
        if desk.password != nil, !isKnown, isAsked || hasTried { throw Self.challenge }
        do {
            return Self.page(try await desk.home(isStranger: !isKnown))
        } catch {
            throw HTTPError(error)
        }
    }

    private func isAdmitted(_ request: Request, _ password: String) -> Bool {
        BasicAuthentication(user: "baton", password: password)
            .admits(request.headers[.authorization])
    }

    private static var challenge: HTTPError {
        HTTPError(
            .unauthorized,
            headers: [.wwwAuthenticate: BasicAuthentication.challenge],
            message: "the user is baton, the password that of [http] reports_password"
        )
    }

    // MARK: - Answers

    private static func response(_ answer: ReportAnswer) -> Response {
        guard answer.format != .html else { return page(answer.text) }
        var response = Response.plain(answer.text, type: answer.format.mediaType)
        if answer.format == .csv || answer.format == .excel {
            response.headers[.contentDisposition] =
                "attachment; filename=\"\(answer.fileName)\""
            response.body = ResponseBody(byteBuffer: ByteBuffer(string: answer.text))
        }
        return response
    }

    /// A page that may use its own style sheet and its own script, and nothing else.
    private static func page(_ html: String) -> Response {
        var response = Response.plain(html, type: ReportFormat.html.mediaType)
        if let name = HTTPField.Name("Content-Security-Policy") {
            response.headers[name] = policy
        }
        return response
    }

    private static let policy = """
        default-src 'none'; style-src 'sha256-\(hash(PageStyle.sheet))'; \
        script-src 'sha256-\(hash(PageStyle.script))'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """

    private static func hash(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}

extension HTTPError {
    /// What a missing report means to an HTTP client.
    fileprivate init(_ problem: ReportProblem) {
        switch problem.code {
        case .unknownReport: self.init(.notFound, message: problem.message)
        case .badRequest: self.init(.badRequest, message: problem.message)
        case .busy:
            self.init(
                .serviceUnavailable,
                headers: [.retryAfter: "10"],
                message: problem.message
            )
        case .unavailable, .misconfigured:
            self.init(.serviceUnavailable, message: problem.message)
        }
    }
}
