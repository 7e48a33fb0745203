import HTTPTypes
import Hummingbird
import NIOCore

/// `POST` at the paths that somebody listens at.
struct HookRoutes: Sendable {
    let desk: any HookDesk
    let bodyBytesMax: Int

    var pages: [Routes.Page] {
        desk.paths.map { path in
            Routes.Page(
                path: path,
                methods: [.post: { request, _ in try await take(request, at: path) }]
            )
        }
    }

    private func take(_ request: Request, at path: String) async throws -> Response {
        let body = try await request.body.collect(upTo: bodyBytesMax)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let answer = await desk.take(
            HookRequest(
                path: path,
                headers: headers,
                query: request.uri.query ?? "",
                body: Array(body.readableBytesView)
            )
        )
        return .plain(
            answer.text,
            status: HTTPResponse.Status(code: answer.status),
            type: answer.contentType
        )
    }
}
