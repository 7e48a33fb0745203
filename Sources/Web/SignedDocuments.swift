import HTTPTypes
import Hummingbird
import NIOCore

/// Whoever keeps documents that were sent as links.
package protocol SignedDocumentDesk: Sendable {
    /// The document behind a token, or why it is not shown.
    func document(_ token: String) async throws(SignedPageProblem) -> SignedDocument
}

/// A document as it was sent.
package struct SignedDocument: Equatable, Sendable {
    /// As a file: letters of ASCII, digits and a point.
    package let name: String
    package let mediaType: String
    package let content: [UInt8]

    package init(name: String, mediaType: String, content: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.content = content
    }
}

/// `GET /d/{token}`: a document as it was drawn.
struct SignedDocumentRoutes: Sendable {
    let desk: any SignedDocumentDesk

    var pages: [Routes.Page] {
        [
            .get("/d/:token") { _, context in
                try await show(context.parameters.get("token") ?? "")
            }
        ]
    }

    private func show(_ token: String) async throws -> Response {
        do {
            return Self.response(try await desk.document(token))
        } catch {
            throw SignedPageRoutes.refusal(error)
        }
    }

    private static func response(_ document: SignedDocument) -> Response {
        let isPage = document.mediaType.hasPrefix("text/")
        var headers: HTTPFields = [
            .contentType: document.mediaType + (isPage ? "; charset=utf-8" : "")
        ]
        let fields = [
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
                + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, no-store",
            "Content-Disposition": "inline; filename=\"\(document.name)\"",
        ]
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: document.content))
        return Response(status: .ok, headers: headers, body: body)
    }
}
