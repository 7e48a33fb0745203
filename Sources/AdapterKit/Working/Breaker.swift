import Synchronization

/// Keeps everybody from asking a system that is away: a try after 1 s, 2 s, … up to 60 s.
final class Breaker: Sendable {
    private static let first: Duration = .seconds(1)
    private static let longest: Duration = .seconds(60)

    private struct State {
        var failures = 0
        var openUntil: ContinuousClock.Instant?
        var isProbing = false
    }

    private let state = Mutex(State())
    private let longest: Duration

    init(longest: Duration = Breaker.longest) {
        self.longest = longest
    }

    /// Whether somebody may ask now; of those who come after a pause one alone.
    func admits(at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in
            guard let openUntil = state.openUntil else { return true }
            guard now >= openUntil, !state.isProbing else { return false }
            state.isProbing = true
            return true
        }
    }

    /// Whether the system is thought to be there.
    var isClosed: Bool { state.withLock { $0.openUntil == nil } }

    /// The system answered; tells whether that is news.
    @discardableResult
    func succeeded() -> Bool {
        state.withLock { state in
            let wasOpen = state.openUntil != nil
            state = State()
            return wasOpen
        }
    }

    /// Nothing new is known: the request did not get that far.
    func passed() {
        state.withLock { $0.isProbing = false }
    }

    /// The system is away; tells whether that is news.
    ///
    /// - Parameter chance: from 0 to 1, so that many don't come back in step.
    @discardableResult
    func failed(chance: Double, at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in
            let isNews = state.openUntil == nil
            // Those who asked at the same time don't count again.
            guard isNews || state.isProbing else { return false }
            state.failures += 1
            let pause = Self.pause(failures: state.failures, longest: longest, chance: chance)
            state.openUntil = now + pause
            state.isProbing = false
            return isNews
        }
    }

    /// Doubling from a second on, capped, spread over its upper half.
    static func pause(
        failures: Int,
        longest: Duration = Breaker.longest,
        chance: Double
    ) -> Duration {
        let bound = min(first * (1 << min(max(failures - 1, 0), 10)), longest)
        return bound * (0.5 + chance / 2)
    }
}
