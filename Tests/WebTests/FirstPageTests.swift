import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Reports
import Telemetry
import Testing

@testable import Web

/// Who may see whose first page.
@Suite struct `A first page` {
    private let login = "Basic " + Data("baton:the director's".utf8).base64EncodedString()

    @Test func `is not there while no password is configured`() async throws {
        let answer = try await answer("/for/head", login, FixedReports(password: nil))
        #expect(answer.status == .notFound)
    }

    @Test(arguments: [nil, "Basic YmF0b246eA==", "Bearer x"])
    func `asks whoever comes for the password`(_ login: String?) async throws {
        let answer = try await answer("/for/head", login)
        #expect(answer.status == .unauthorized)
        #expect(answer.headers[.wwwAuthenticate]?.contains("Basic") == true)
    }

    @Test(arguments: Reader.allCases)
    func `is shown to everybody who has it, with its own style and nothing else`(
        _ reader: Reader
    ) async throws {
        let answer = try await answer("/for/\(reader.rawValue)", login)
        #expect(answer.status == .ok)
        #expect(answer.text == "the page of \(reader.rawValue)\n")
        let name = try #require(HTTPField.Name("Content-Security-Policy"))
        #expect(answer.headers[name]?.contains("default-src 'none'; style-src 'sha256-") == true)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    }

    @Test(arguments: ["/for/nobody", "/for/Head", "/for/%00"])
    func `of somebody who is not there is not found, and it is said who is`(
        _ path: String
    ) async throws {
        let answer = try await answer(path, login)
        #expect(answer.status == .notFound)
        #expect(answer.text.contains("director, head, manager, marketer, accountant or operator"))
    }

    @Test(arguments: ["/for", "/for/", "/for/head/x"])
    func `has no other addresses`(_ path: String) async throws {
        #expect(try await answer(path, login).status == .notFound)
    }

    @Test func `carries the reader on to a report`() async throws {
        let desk = FixedReports(password: "the director's")
        let report = try await answer("/reports/heads?for=head&by=person", login, desk)
        #expect(report.text == "heads for head\n")
        let other = try await answer("/reports/heads", login, desk)
        #expect(other.text == "heads for nobody\n")
    }

    // MARK: - Asking

    private struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private func answer(
        _ path: String,
        _ login: String?,
        _ desk: FixedReports = FixedReports(password: "the director's")
    ) async throws -> Answer {
        let server = WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [.closed],
            logger: .quiet,
            reports: desk
        )
        let headers = login.map { HTTPFields(dictionaryLiteral: (.authorization, $0)) } ?? [:]
        return try await server.application.test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: headers) { response in
                Answer(
                    status: response.status,
                    headers: response.headers,
                    text: String(buffer: response.body)
                )
            }
        }
    }
}

/// Tells which page it was asked for.
private struct FixedReports: ReportDesk {
    let password: String?

    func report(_ words: ReportWords) -> ReportAnswer {
        ReportAnswer(
            text: "\(words.name) for \(words.reader ?? "nobody")",
            format: .html,
            fileName: "x.html"
        )
    }

    func firstPage(for reader: String) throws(ReportProblem) -> String {
        "the page of \(try Reader(asked: reader, .unknownReport).rawValue)"
    }

    func home(isStranger: Bool) -> String { "home" }
}
