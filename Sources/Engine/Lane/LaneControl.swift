package import Domain
package import Foundation
import Synchronization
package import Threads

/// What the rest of the program may ask of a running lane, and what it may see of it.
package final class LaneControl: Sendable {
    /// Where a lane is.
    package enum Phase: String, CaseIterable, Sendable {
        /// Looking for its store.
        case connecting
        /// Another instance is the writer; this one waits for its turn.
        case standingBy = "standing_by"
        /// The writer.
        case working
        /// On its way out.
        case stopping
        case stopped
        /// It may not work on this installation, and has ended.
        case refused
    }

    /// What decisions are made with; replaced by a reload.
    package typealias Rules = Context.Rules

    private struct State {
        var phase = Phase.connecting
        var problem: String?
        var rules: Rules
        var rulesVersion = 0
        var isStopping = false
        var lastProgress = Stopwatch.now()
        var oldestUnacknowledged: Date?
    }

    private let state: Mutex<State>
    /// Raised whenever the lane should look around.
    package let signal = Signal()

    package init(rules: Rules) {
        state = Mutex(State(rules: rules))
    }

    /// Ends the lane after the batch at hand.
    package func stop() {
        state.withLock { $0.isStopping = true }
        signal.raise()
    }

    /// New decisions follow new rules.
    package func replaceRules(_ rules: Rules) {
        state.withLock { state in
            state.rules = rules
            state.rulesVersion += 1
        }
        signal.raise()
    }

    /// Where the lane is, and what is in its way.
    package var status: (phase: Phase, problem: String?) {
        state.withLock { ($0.phase, $0.problem) }
    }

    /// How long ago the lane's loop came round last.
    package var sinceProgress: Duration {
        state.withLock { Stopwatch.now() - $0.lastProgress }
    }

    /// When the oldest delivery that is being decided was received.
    package var oldestUnacknowledged: Date? {
        state.withLock(\.oldestUnacknowledged)
    }

    /// The rules of the moment.
    package var rules: Rules { state.withLock(\.rules) }

    // MARK: - The lane's own side

    var isStopping: Bool { state.withLock(\.isStopping) }

    /// The rules, if they are newer than the given version.
    func rules(newerThan version: Int) -> (Rules, Int)? {
        state.withLock { $0.rulesVersion > version ? ($0.rules, $0.rulesVersion) : nil }
    }

    func enter(_ phase: Phase, problem: String? = nil) {
        state.withLock { state in
            state.phase = phase
            state.problem = problem
            state.lastProgress = Stopwatch.now()
        }
    }

    func progress(oldestUnacknowledged: Date? = nil) {
        state.withLock { state in
            state.lastProgress = Stopwatch.now()
            state.oldestUnacknowledged = oldestUnacknowledged
        }
    }
}
