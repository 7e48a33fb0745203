import Domain
import Foundation
import Testing

@testable import Store

/// A set as the accountant sees it in a list.
@Suite struct `A listed set` {
    private func line(_ phase: String) -> DocumentDesk.Line {
        DocumentDesk.Line(
            client: "C-1",
            clientName: nil,
            number: 1,
            request: "R-7",
            legalEntity: "romashka",
            from: "2026-11-01",
            to: "2026-11-30",
            kinds: [.invoice],
            phase: phase,
            since: Date(timeIntervalSince1970: 0),
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

    @Test(arguments: DocumentSet.Phase.allCases.filter { $0 != .blocked && $0 != .voided })
    func `that is there or on its way goes out once more`(phase: DocumentSet.Phase) {
        #expect(line(phase.rawValue).obstacleToResend == nil)
    }
}
