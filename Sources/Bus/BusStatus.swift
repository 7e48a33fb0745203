package import AMQP
import Synchronization

/// What a connection of the bus is doing, for health checks.
package final class BusStatus: Sendable {
    private struct State {
        var isUp = false
        var isBlocked = false
        var problem: String?
        var node: AMQPAddress?
        var lastProgress = ContinuousClock.now
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether it is connected and, for the inbox, subscribed.
    package var isUp: Bool { state.withLock(\.isUp) }
    /// Whether the broker reads nothing for lack of memory or disk.
    package var isBlocked: Bool { state.withLock(\.isBlocked) }
    /// What is in the way; nil if nothing is.
    package var problem: String? { state.withLock(\.problem) }
    /// The node of the broker that it is connected to; nil while it is not.
    package var node: AMQPAddress? { state.withLock(\.node) }
    /// How long ago the thread's loop came round last.
    package var sinceProgress: Duration {
        state.withLock { ContinuousClock.now - $0.lastProgress }
    }

    func up(at node: AMQPAddress) {
        state.withLock { state in
            state.isUp = true
            state.node = node
            state.isBlocked = false
            state.problem = nil
            state.lastProgress = ContinuousClock.now
        }
    }

    func down(_ problem: String?) {
        state.withLock { state in
            state.isUp = false
            state.node = nil
            state.problem = problem ?? state.problem
            state.lastProgress = ContinuousClock.now
        }
    }

    func block(_ isBlocked: Bool) {
        state.withLock { $0.isBlocked = isBlocked }
    }

    func progress() {
        state.withLock { $0.lastProgress = ContinuousClock.now }
    }
}
