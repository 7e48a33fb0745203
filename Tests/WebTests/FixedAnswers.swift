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

    func take(_ answer: any Message) async throws {
        try state.withLock { state in
            guard !state.isBroken, let answer = answer as? SurveyAnswered else { throw Lost() }
            state.taken.append(answer)
        }
    }
}

extension ClientPages {
    /// Of a company that asks nobody.
    static let closed = ClientPages.surveys(
        answers: FixedAnswers(),
        now: { Date(timeIntervalSince1970: 0) },
        desk: { nil }
    )
}
