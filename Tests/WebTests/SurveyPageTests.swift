import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Telemetry
import Testing
import Texts

@testable import Web

@Suite struct SurveyPageTests {
    private static let noon = Date(timeIntervalSince1970: 1_784_106_000)
    private static let links = SignedLinks(secret: "a secret of enough bytes", publicURL: "")
    private let answers = FixedAnswers()
    private let token = links.token(
        SignedLink(purpose: .survey, payload: "S3-C-77", expiresAt: noon.addingTimeInterval(60))
    )

    @Test(arguments: Satisfaction.allCases)
    func `looking at the page marks the choice and changes nothing`(
        _ score: Satisfaction
    ) async throws {
        let page = try await get("/nps/\(token)?score=\(score.rawValue)")
        #expect(page.status == .ok)
        #expect(page.text.contains(#"value="\#(score.rawValue)" checked required"#))
        #expect(page.text.components(separatedBy: "checked required").count == 2)
        #expect(answers.taken.isEmpty)
    }

    @Test(arguments: ["", "?score=", "?score=worst", "?score=bad%00", "?other=bad"])
    func `without a choice nothing is marked`(_ query: String) async throws {
        let page = try await get("/nps/\(token)\(query)")
        #expect(page.status == .ok)
        #expect(!page.text.contains("checked required"))
    }

    @Test func `the form records the answer, and says thanks`() async throws {
        let page = try await post("score=good&comment=%D0%94%D0%B0+%26+%D0%BD%D0%B5%D1%82%0D%0A")
        #expect(page.status == .ok)
        #expect(page.text.contains("Спасибо"))
        #expect(
            answers.taken == [
                SurveyAnswered(
                    surveyID: "S3-C-77",
                    score: .good,
                    comment: "Да & нет",
                    channel: .mail
                )
            ]
        )
    }

    @Test func `a link works again, with another answer too`() async throws {
        for score in ["bad", "bad", "excellent"] { _ = try await post("score=\(score)") }
        #expect(answers.taken.map(\.score) == [.bad, .bad, .excellent])
    }

    @Test(arguments: ["", "score=worst", "comment=%3Cb%3Ehm", "score=BAD", "score=", "&&=&"])
    func `without one of the three scores the form comes back`(_ body: String) async throws {
        let page = try await post(body)
        #expect(page.status == .badRequest)
        #expect(page.text.contains(#"role="alert""#))
        #expect(page.text.contains("<form method=\"post\">"))
        #expect(!page.text.contains("<b>hm"))
        #expect(answers.taken.isEmpty)
    }

    @Test(arguments: ["score=bad%", "score=%ff", "%zz=1"])
    func `a form that is none is a bad request`(_ body: String) async throws {
        #expect(try await post(body).status == .badRequest)
        #expect(answers.taken.isEmpty)
    }

    @Test func `an altered link neither shows nor records`() async throws {
        let altered = (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
        let shown = try await get("/nps/\(altered)?score=bad")
        let sent = try await post("score=bad", to: altered)
        #expect([shown.status, sent.status] == [.forbidden, .forbidden])
        #expect(answers.taken.isEmpty)
        #expect(!shown.text.contains("<form"))
    }

    @Test func `an expired link neither shows nor records`() async throws {
        let old = Self.links.token(
            SignedLink(purpose: .survey, payload: "S3-C-77", expiresAt: Self.noon)
        )
        let shown = try await get("/nps/\(old)?score=bad")
        let sent = try await post("score=bad", to: old)
        #expect([shown.status, sent.status] == [.gone, .gone])
        #expect(answers.taken.isEmpty)
    }

    @Test func `thanks are said only once the answer is kept`() async throws {
        answers.breakDown()
        let page = try await post("score=bad&comment=%3Cscript%3E")
        #expect(page.status == .serviceUnavailable)
        #expect(page.text.contains("?score=bad"))
        #expect(page.text.contains("&lt;script&gt;"))
        #expect(!page.text.contains("Спасибо"))
    }

    @Test(arguments: [HTTPRequest.Method.put, .delete, .patch, .options])
    func `other methods are not allowed`(_ method: HTTPRequest.Method) async throws {
        let answer = try await execute("/nps/\(token)", method)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD, POST")
    }

    @Test func `a mail scanner's HEAD gets no body`() async throws {
        let answer = try await execute("/nps/\(token)?score=bad", .head)
        #expect(answer.status == .ok)
        #expect(answer.text.isEmpty)
    }

    @Test func `a form that is too large is refused`() async throws {
        let body = "score=bad&comment=" + String(repeating: "x", count: 70_000)
        #expect(try await post(body).status == .contentTooLarge)
        #expect(answers.taken.isEmpty)
    }

    @Test func `a remark is bounded`() async throws {
        _ = try await post("score=bad&comment=" + String(repeating: "x", count: 60_000))
        #expect(answers.taken.first?.comment?.count == 5000)
    }

    @Test func `the page allows a browser its own style sheet and nothing else`() async throws {
        let page = try await get("/nps/\(token)")
        let policy = try #require(page.headers[.contentSecurityPolicy])
        for part in [
            "default-src 'none'", "style-src 'sha256-", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe"))
        #expect(!page.text.contains("<script") && !page.text.contains("style=\""))
        #expect(page.headers[.cacheControl] == "no-store")
        for (name, value) in [
            "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        ] {
            #expect(page.headers[try #require(HTTPField.Name(name))] == value)
        }
    }

    @Test func `in English it is English`() async throws {
        let page = try await execute("/nps/\(token)", .get, locale: .en)
        #expect(page.text.contains(#"<html lang="en">"#))
        #expect(page.text.contains("How are we doing?"))
    }

    @Test func `where nobody is asked there is no page`() async throws {
        let server = server(.closed)
        try await server.application.test(.router) { client in
            try await client.execute(uri: "/nps/\(token)", method: .get) { answer in
                #expect(answer.status == .notFound)
            }
        }
    }

    // MARK: - Asking

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private func get(_ path: String) async throws -> Answer { try await execute(path, .get) }

    private func post(_ body: String, to token: String? = nil) async throws -> Answer {
        try await execute("/nps/\(token ?? self.token)", .post, body: body)
    }

    private func execute(
        _ path: String,
        _ method: HTTPRequest.Method,
        body: String = "",
        locale: Texts.Locale = .ru
    ) async throws -> Answer {
        let texts = try Texts(locale: locale)
        let desk = SurveyDesk(links: Self.links, language: locale.rawValue, text: texts.text)
        let surveys = ClientPages.surveys(answers: answers, now: { Self.noon }, desk: { desk })
        return try await server(surveys).application.test(.router) { client in
            try await client.execute(
                uri: path,
                method: method,
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: body)
            ) { answer in
                Answer(
                    status: answer.status,
                    headers: answer.headers,
                    text: String(buffer: answer.body)
                )
            }
        }
    }

    private func server(_ surveys: ClientPages) -> WebServer {
        WebServer(
            configuration: .init(host: "127.0.0.1", port: 0),
            health: FixedHealth(.well),
            metrics: PrometheusRegistry(),
            clientPages: [surveys],
            logger: .quiet
        )
    }
}
