import Domain
import Foundation
import Synchronization
import Web

/// Takes answers and remembers them, or loses them where a test wants it.
final class FixedAnswers: AnswerDesk {
    struct Lost: Error {}

    private let state = Mutex((taken: [SurveyAnswered](), isBroken: false))

    var taken: [SurveyAnswered] { state.withLock { $0.taken } }
    func breakDown() { state.withLock { $0.isBroken = true } }

    func take(_ answer: SurveyAnswered) async throws {
        try state.withLock { state in
            guard !state.isBroken else { throw Lost() }
            state.taken.append(answer)
        }
    }
}

extension WebServer.Surveys {
    /// Of a company that asks nobody.
    static let closed = WebServer.Surveys(
        answers: FixedAnswers(),
        now: { Date(timeIntervalSince1970: 0) },
        desk: { nil }
    )
}
