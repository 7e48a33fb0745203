import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Telemetry
import Testing

@testable import Web

/// Shows one document.
private struct FixedDocuments: SignedDocumentDesk {
    let outcome: Result<SignedDocument, SignedPageProblem>

    func document(_ token: String) async throws(SignedPageProblem) -> SignedDocument {
        try outcome.get()
    }
}

@Suite struct SignedDocumentTests {
    private func response(
        _ outcome: Result<SignedDocument, SignedPageProblem>
    ) async throws -> TestResponse {
        let server = WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet,
            signedDocuments: FixedDocuments(outcome: outcome)
        )
        return try await server.application.test(.router) { client in
            try await client.execute(uri: "/d/token", method: .get)
        }
    }

    @Test func `a document is shown as it was sent, and to no search engine`() async throws {
        let document = SignedDocument(
            name: "act-1.pdf",
            mediaType: "application/pdf",
            content: Array("%PDF".utf8)
        )
        let response = try await response(.success(document))
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/pdf")
        #expect(String(buffer: response.body) == "%PDF")
        let robots = try #require(HTTPField.Name("X-Robots-Tag"))
        let disposition = try #require(HTTPField.Name("Content-Disposition"))
        #expect(response.headers[robots] == "noindex, nofollow")
        #expect(response.headers[disposition] == "inline; filename=\"act-1.pdf\"")
    }

    @Test func `a page is one, and may load nothing`() async throws {
        let document = SignedDocument(name: "a.html", mediaType: "text/html", content: [0x3C])
        let response = try await response(.success(document))
        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        let policy = try #require(HTTPField.Name("Content-Security-Policy"))
        #expect(response.headers[policy]?.contains("default-src 'none'") == true)
    }

    @Test func `a forged link and one that expired are told apart`() async throws {
        #expect(try await response(.failure(.forged)).status == .forbidden)
        #expect(try await response(.failure(.gone)).status == .gone)
        #expect(try await response(.failure(.off)).status == .notFound)
        #expect(try await response(.failure(.unavailable("x"))).status == .serviceUnavailable)
    }
}
