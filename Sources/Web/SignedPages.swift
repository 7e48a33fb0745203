import HTTPTypes
import Hummingbird

/// Whoever keeps reports that were sent as links.
package protocol SignedPageDesk: Sendable {
    /// The page behind a token, or why it is not shown.
    func page(_ token: String) async throws(SignedPageProblem) -> String
}

/// Why a page behind a signed link is not shown.
package enum SignedPageProblem: Error, Equatable, Sendable {
    /// Nothing is behind such links here.
    case off
    /// Not of our making, or altered.
    case forged
    /// Too old, or revoked.
    case gone
    case unavailable(String)
}

/// `GET /r/{token}`: a report as it was made.
struct SignedPageRoutes: Sendable {
    let desk: any SignedPageDesk

    var pages: [Routes.Page] {
        [
            .get("/r/:token") { _, context in
                try await show(context.parameters.get("token") ?? "")
            }
        ]
    }

    private func show(_ token: String) async throws -> Response {
        do {
            return Self.page(try await desk.page(token))
        } catch {
            throw Self.refusal(error)
        }
    }

    /// Why nothing is shown, in the words of HTTP.
    static func refusal(_ problem: SignedPageProblem) -> HTTPError {
        switch problem {
        case .off: HTTPError(.notFound)
        case .forged: HTTPError(.forbidden, message: "this link is not one of ours")
        case .gone: HTTPError(.gone, message: "this link works no longer")
        case .unavailable(let why): HTTPError(.serviceUnavailable, message: why)
        }
    }

    /// A page that is whole in itself: its own style sheet, of whatever version, and nothing else.
    private static func page(_ html: String) -> Response {
        var response = Response.plain(html, type: "text/html; charset=utf-8")
        let fields = [
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, no-store",
        ]
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }
}
