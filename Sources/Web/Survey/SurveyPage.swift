package import Domain
package import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// What the page on which clients answer is made with; replaced when the configuration is.
package struct SurveyDesk: Sendable {
    let links: SignedLinks
    /// Sentences and pages in the company's language.
    let text: @Sendable (Phrase) -> String
    /// Two letters, for the page's `lang`.
    let language: String

    package init(
        links: SignedLinks,
        language: String,
        text: @escaping @Sendable (Phrase) -> String
    ) {
        self.links = links
        self.language = language
        self.text = text
    }
}

extension ClientPages {
    /// The page behind the links of surveys.
    ///
    /// - Parameters:
    ///   - answers: Takes what clients answer.
    ///   - now: The clock by which links expire.
    ///   - desk: Asked at each request; nil where clients are not asked.
    package static func surveys(
        answers: any AnswerDesk,
        now: @escaping @Sendable () -> Date,
        desk: @escaping @Sendable () -> SurveyDesk?
    ) -> ClientPages {
        ClientPages { bodyBytesMax in
            let page = SurveyPage(
                desk: desk,
                answers: answers,
                now: now,
                bodyBytesMax: bodyBytesMax
            )
            let path = "/\(SignedLink.Purpose.survey.path)/:token"
            return [.form(path, show: page.show, take: page.record)]
        }
    }
}

/// The page on which a client answers: looking at it changes nothing, sending the form does.
struct SurveyPage: Sendable {
    let desk: @Sendable () -> SurveyDesk?
    let answers: any AnswerDesk
    let now: @Sendable () -> Date
    let bodyBytesMax: Int

    /// The most of a remark that is taken: what the form allows, and some room for line breaks.
    private static let commentCharactersMax = 5000

    /// Shows the form, with the choice of the button in the mail marked.
    func show(_ request: Request, _ context: Routes.Context) throws -> Response {
        let desk = try open()
        do throws(SignedLinks.Fault) {
            _ = try survey(context, desk)
        } catch {
            return refusal(error, desk)
        }
        let score = request.uri.queryParameters["score"].flatMap { Satisfaction(rawValue: "\($0)") }
        return form(desk, score)
    }

    /// Records the answer; says thanks only once it can't be lost any more.
    func record(_ request: Request, _ context: Routes.Context) async throws -> Response {
        let desk = try open()
        let surveyID: SurveyID
        do throws(SignedLinks.Fault) {
            surveyID = try survey(context, desk)
        } catch {
            return refusal(error, desk)
        }
        let body = try await request.body.collect(upTo: bodyBytesMax)
        guard let fields = FormBody(Array(body.readableBytesView)) else {
            throw HTTPError(.badRequest)
        }
        let comment = fields["comment"].flatMap(Self.remark)
        guard let score = fields["score"].flatMap(Satisfaction.init(rawValue:)) else {
            let problem = desk.text(Phrase("page.survey.choose"))
            return form(desk, nil, comment: comment, problem: problem, status: .badRequest)
        }
        let answer = SurveyAnswered(
            surveyID: surveyID,
            score: score,
            comment: comment,
            channel: .mail
        )
        do {
            try await answers.take(answer)
        } catch {
            context.logger.warning("an answer of a client was not kept: \(error)")
            return later(desk, answer)
        }
        return page("thanks", values(score), desk)
    }

    // MARK: - Pages

    private func open() throws -> SurveyDesk {
        guard let desk = desk() else { throw HTTPError(.notFound) }
        return desk
    }

    /// The survey that the token of the address is good for.
    private func survey(
        _ context: Routes.Context,
        _ desk: SurveyDesk
    ) throws(SignedLinks.Fault) -> SurveyID {
        let token = context.parameters.get("token") ?? ""
        let link = try desk.links.link(token, for: .survey, at: now())
        guard let surveyID = SurveyID(rawValue: link.payload) else { throw .forged }
        return surveyID
    }

    private func form(
        _ desk: SurveyDesk,
        _ score: Satisfaction?,
        comment: String? = nil,
        problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var values = score.map(values) ?? [:]
        values["comment"] = comment.map(Value.text)
        values["problem"] = problem.map(Value.text)
        return page("survey", values, desk, status: status)
    }

    private func refusal(_ fault: SignedLinks.Fault, _ desk: SurveyDesk) -> Response {
        switch fault {
        case .forged: page("forged", [:], desk, status: .forbidden)
        case .expired: page("expired", [:], desk, status: .gone)
        }
    }

    private func later(_ desk: SurveyDesk, _ answer: SurveyAnswered) -> Response {
        var values: [String: Value] = ["score": .text(answer.score.rawValue)]
        values["comment"] = answer.comment.map(Value.text)
        var response = page("later", values, desk, status: .serviceUnavailable)
        response.headers[.retryAfter] = "60"
        return response
    }

    private func page(
        _ name: String,
        _ values: [String: Value],
        _ desk: SurveyDesk,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        PageFrame.response(
            language: desk.language,
            title: desk.text(Phrase("page.\(name).title")),
            body: desk.text(Phrase("page.\(name).html", values)),
            status: status
        )
    }

    private func values(_ score: Satisfaction) -> [String: Value] {
        [score.rawValue: .bool(true)]
    }

    private static func remark(_ text: String) -> String? {
        let text = text.filter { $0 != "\0" }.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : String(text.prefix(commentCharactersMax))
    }
}
