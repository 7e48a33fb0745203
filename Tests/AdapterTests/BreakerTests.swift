import Testing

@testable import AdapterKit

/// How a system that is away is asked again.
@Suite struct `The breaker` {
    @Test func `waits from one second to sixty`() {
        let pauses = (1...9).map { Breaker.pause(failures: $0, chance: 1) }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { Duration.seconds($0) })
        #expect(Breaker.pause(failures: 1, chance: 0) == .milliseconds(500))
    }

    @Test func `lets one ask after the pause, and tells once that it is away`() {
        let breaker = Breaker()
        let start = ContinuousClock.now
        #expect(breaker.failed(chance: 1, at: start))
        #expect(!breaker.admits(at: start + .milliseconds(900)))
        #expect(breaker.admits(at: start + .milliseconds(1100)))
        #expect(!breaker.admits(at: start + .milliseconds(1100)))
        #expect(!breaker.failed(chance: 1, at: start + .seconds(1)))
        #expect(!breaker.admits(at: start + .milliseconds(2900)))
        #expect(breaker.admits(at: start + .milliseconds(3100)))
        #expect(breaker.succeeded())
        #expect(breaker.admits(at: start))
        #expect(!breaker.succeeded())
    }
}
