import Synchronization

/// How an adapter stands: whether it was prepared, whether its credentials fail, what it waits for.
final class Standing: Sendable {
    private let provesCredentials: Bool
    private let state = Mutex(State())

    private struct State {
        var isPrepared = false
        /// Why the adapter may not do what it has to; nil where it may.
        var trouble: String?
        /// What it waits for before it is ready.
        var hindrance: String? = "not prepared yet"
        /// What was said last of why it can't begin.
        var said: String?
        /// Whether one command may find out whether the trouble is over.
        var isTrial = false
        /// When it is tried again, and how often that failed.
        var nextTry = ContinuousClock.now
        var tries = 0

        /// Lets the next try wait, longer each time.
        mutating func wait(isCredentials: Bool) {
            tries += 1
            let pause = Breaker.pause(
                failures: tries,
                longest: isCredentials ? .seconds(10) : .seconds(60),
                chance: Double.random(in: 0...1)
            )
            nextTry = .now + pause
        }
    }

    /// - Parameter provesCredentials: whether being prepared shows that credentials work.
    init(provesCredentials: Bool) {
        self.provesCredentials = provesCredentials
    }

    /// Whether commands are carried out and news looked for.
    var isWorking: Bool { state.withLock { $0.isPrepared && $0.trouble == nil } }
    var isInTrouble: Bool { state.withLock { $0.trouble != nil } }
    /// Why it isn't ready; nil where it is.
    var hindrance: String? { state.withLock { $0.trouble ?? $0.hindrance } }
    /// Whether it is time to prepare again.
    var mayTry: Bool { state.withLock { ContinuousClock.now >= $0.nextTry } }

    /// Whether a worker may work; of those who would in times of trouble one alone.
    func admitsWork() -> Bool {
        state.withLock { state in
            guard state.isPrepared else { return false }
            guard state.trouble != nil else { return true }
            defer { state.isTrial = false }
            return state.isTrial
        }
    }

    /// Notes that it is prepared; what is to be said of that, if anything.
    func prepared() -> String? {
        state.withLock { state in
            let wasPrepared = state.isPrepared
            let isMended = state.trouble != nil && provesCredentials
            state.isPrepared = true
            state.hindrance = nil
            state.said = nil
            if isMended { state.trouble = nil }
            if state.trouble != nil {
                state.isTrial = true
                state.wait(isCredentials: true)
            }
            return isMended ? "may work again" : wasPrepared ? nil : "prepared"
        }
    }

    /// Notes that it can't begin; tells whether that is news.
    ///
    /// - Parameter onlyWaits: whether it is ready all the same, as it was at work before.
    func failedToBegin(_ failure: Failure, onlyWaits: Bool) -> Bool {
        if case .credentials(let reason) = failure { return stopped(reason) }
        return state.withLock { state in
            defer { state.said = failure.reason }
            state.hindrance = onlyWaits ? nil : failure.reason
            state.wait(isCredentials: false)
            return state.said != failure.reason
        }
    }

    /// Notes that its credentials fail; tells whether that is news.
    func stopped(_ reason: String) -> Bool {
        state.withLock { state in
            defer { state.trouble = reason }
            state.wait(isCredentials: true)
            return state.trouble != reason
        }
    }

    /// Notes that something was done; tells whether credentials had failed before.
    func worked() -> Bool {
        state.withLock { state in
            defer {
                state.trouble = nil
                state.tries = 0
            }
            return state.trouble != nil
        }
    }
}
