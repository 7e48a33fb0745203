import Domain
import Foundation
import Testing

@testable import Store

/// A set as the accountant sees it in a list.
@Suite struct `A listed set` {
    private func line(
        _ phase: String,
        others: [String] = [],
        resend: String? = nil
    ) -> DocumentDesk.Line {
        DocumentDesk.Line(
            client: "C-1",
            clientName: nil,
            number: 1,
            request: "R-7",
            requests: ["R-7"] + others,
            legalEntity: "romashka",
            from: "2026-11-01",
            to: "2026-11-30",
            kinds: [.invoice],
            phase: phase,
            since: Date(timeIntervalSince1970: 0),
            resend: resend,
            resendSince: resend.map { _ in Date(timeIntervalSince1970: 86_400) },
            reasons: nil,
            documents: []
        )
    }

    @Test(arguments: [DocumentSet.Phase.blocked, .voided])
    func `that has nothing to send says what to do instead`(phase: DocumentSet.Phase) throws {
        let obstacle = try #require(line(phase.rawValue).obstacleToResend)
        #expect(obstacle.hasPrefix("R-7 is \(phase.rawValue)"))
        #expect(obstacle.contains("documents.requested"))
    }

    @Test func `names each request that it answers, and how far it is once more`() {
        let text = line("delivered", others: ["R-8", "R-9"], resend: "handed_over").text
        let lines = text.split(separator: "\n")
        #expect(lines.first?.hasPrefix("R-7  C-1") == true)
        #expect(lines.contains("    answers R-8, R-9 as well"))
        #expect(lines.contains("    sent again: handed_over since 1970-01-02T00:00:00.000Z"))
    }

    @Test(arguments: DocumentSet.Phase.allCases.filter { $0 != .blocked && $0 != .voided })
    func `that is there or on its way goes out once more`(phase: DocumentSet.Phase) {
        #expect(line(phase.rawValue).obstacleToResend == nil)
    }
}
