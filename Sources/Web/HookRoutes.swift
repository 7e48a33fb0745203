import HTTPTypes
import Hummingbird
import NIOCore

/// `POST` at the paths that somebody listens at.
struct HookRoutes: Sendable {
    /// Nil where no chat links to buttons.
    var presses: (any PressDesk)?
    /// Nil where nobody sends anything.
    var desk: (any HookDesk)?
    let bodyBytesMax: Int

    var pages: [Routes.Page] {
        (desk?.paths ?? []).map { path in
            Routes.Page(
                path: path,
                methods: [.post: { request, _ in try await take(request, at: path) }]
            )
        } + pressPages
    }

    /// A browser that looks ahead must press nothing: that takes a form.
    private var pressPages: [Routes.Page] {
        guard let presses else { return [] }
        return [
            .form(
                "/press/:token",
                show: { _, context in
                    Self.response(await presses.page(context.parameters.get("token") ?? ""))
                },
                take: { _, context in
                    Self.response(await presses.press(context.parameters.get("token") ?? ""))
                }
            )
        ]
    }

    private static func response(_ answer: HookAnswer) -> Response {
        .plain(
            answer.text,
            status: HTTPResponse.Status(code: answer.status),
            type: answer.contentType
        )
    }

    private func take(_ request: Request, at path: String) async throws -> Response {
        let body = try await request.body.collect(upTo: bodyBytesMax)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        guard let desk else { throw HTTPError(.notFound) }
        let answer = await desk.take(
            HookRequest(
                path: path,
                headers: headers,
                query: request.uri.query ?? "",
                body: Array(body.readableBytesView)
            )
        )
        return Self.response(answer)
    }
}
