import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// `PUT /positions/{batch_id}`: rows, streamed.
struct UploadRoutes: Sendable {
    let desk: any UploadDesk

    private static let path = "/positions/"
    /// Longest id of a batch, in characters.
    private static let idMax = 200

    var pages: [Routes.Page] {
        [
            Routes.Page(
                path: Self.path + ":batch",
                methods: [
                    .put: { request, context in
                        try await take(request, context.parameters.get("batch") ?? "")
                    }
                ]
            )
        ]
    }

    /// Whether a request may send as much as it likes.
    @Sendable func admits(_ request: HTTPRequest) -> Bool {
        request.method == .put && request.path?.hasPrefix(Self.path) == true
            && isAuthorized(request.headerFields[.authorization])
    }

    private func isAuthorized(_ header: String?) -> Bool {
        guard let token = desk.token, let header else { return false }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        // Digests of the same length are compared in constant time.
        let given = parts[1].trimmingCharacters(in: .whitespaces)
        return SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data(token.utf8))
    }

    private func take(_ request: Request, _ id: String) async throws -> Response {
        guard desk.token != nil else { throw HTTPError(.notFound) }
        guard isAuthorized(request.headers[.authorization]) else {
            throw HTTPError(
                .unauthorized,
                headers: [.wwwAuthenticate: "Bearer", .connection: "close"],
                message: "send the token of [http] positions_token as Authorization: Bearer …"
            )
        }
        guard !id.isEmpty, id.count <= Self.idMax, id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw HTTPError(
                .badRequest,
                message: "the id of a batch is 1 to \(Self.idMax) letters, digits and signs"
            )
        }
        let upload = desk.begin(head(of: request, id))
        do {
            for try await buffer in request.body {
                guard await upload.push(Array(buffer.readableBytesView)) else { break }
            }
            upload.end()
        } catch {
            upload.breakOff()
        }
        return Self.response(await upload.answer())
    }

    private func head(of request: Request, _ id: String) -> UploadHead {
        let query = request.uri.queryParameters.map { ("\($0.key)", "\($0.value)") }
        return UploadHead(
            id: id,
            contentType: request.headers[.contentType],
            contentEncoding: request.headers[.contentEncoding],
            parameters: Dictionary(query) { first, _ in first }
        )
    }

    private static func response(_ answer: UploadAnswer) -> Response {
        var headers: HTTPFields = [:]
        if answer.status == 503 { headers[.retryAfter] = "5" }
        // What was not read must not be taken for the next request.
        if answer.status >= 400 { headers[.connection] = "close" }
        return .plain(
            answer.text,
            status: HTTPResponse.Status(code: answer.status),
            headers: headers
        )
    }
}
