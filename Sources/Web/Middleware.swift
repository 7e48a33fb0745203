import HTTPTypes
import Hummingbird
import Logging

/// Headers that keep a browser from doing more with a page than to show it.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private static var always: [(HTTPField.Name, String)] {
        let text = [
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        ]
        return text.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A page that needs more, such as its own styles, says so itself.
        for (name, value) in Self.always where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }
}

/// Says in plain text what went wrong, and nothing about the inside.
struct PlainErrors<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            return .plain(
                error.body ?? error.status.reasonPhrase,
                status: error.status,
                headers: error.headers
            )
        } catch let error as any HTTPResponseError {
            return .plain(error.status.reasonPhrase, status: error.status)
        } catch {
            context.logger.error(
                "a page failed",
                metadata: ["path": "\(request.uri.path)", "error": "\(error)"]
            )
            return .plain("Internal Server Error", status: .internalServerError)
        }
    }
}

/// Turns away what no page could want.
struct RequestLimits<Context: RequestContext>: RouterMiddleware {
    let bodyBytesMax: Int
    let isExempt: @Sendable (HTTPRequest) -> Bool

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Routes.knownMethods.contains(request.method) else {
            throw HTTPError(.notImplemented)
        }
        if let length = request.headers[.contentLength].flatMap(Int.init), length > bodyBytesMax,
            !isExempt(request.head)
        {
            throw HTTPError(.contentTooLarge)
        }
        return try await next(request, context)
    }
}
