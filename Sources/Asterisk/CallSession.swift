import Domain
import Foundation
import Synchronization
import Threads

/// What Baton has decided about a call, handed to the thread that speaks with the dialplan.
enum CallOrder: Equatable, Sendable {
    /// Ring somebody for a number of seconds.
    case ring(extension: String, seconds: Int)
    /// What the dialplan does now, and with what.
    case fallback(action: String, target: String)
}

/// A call that waits in the dialplan.
final class CallSession: Sendable {
    let id: String
    private let state = Mutex(State())
    private let signal = Signal()

    private struct State {
        var orders: [CallOrder] = []
        /// The channel that rings at the moment, once the manager has told.
        var ringing: String?
        var rung: String?
        var isAnswered = false
        var isOver = false
        /// The present ring is to end.
        var isStopped = false
    }

    init(id: String) {
        self.id = id
    }

    var isAnswered: Bool { state.withLock(\.isAnswered) }
    /// Whom the call rings, or has rung last.
    var rung: String? { state.withLock(\.rung) }

    /// Hands an order over; false where the call is answered or over.
    func give(_ order: CallOrder) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isAnswered, !state.isOver else { return false }
            state.orders.append(order)
            return true
        }
        signal.raise()
        return isTaken
    }

    /// The next order; nil where none comes in time.
    func next(within time: Duration) -> CallOrder? {
        let deadline = ContinuousClock.now + time
        while true {
            let order = state.withLock { state -> CallOrder? in
                guard !state.orders.isEmpty else { return nil }
                let order = state.orders.removeFirst()
                if case .ring(let phone, _) = order { state.rung = phone }
                state.isStopped = false
                state.ringing = nil
                return order
            }
            let left = deadline - .now
            guard order == nil, left > .zero, !state.withLock(\.isOver) else { return order }
            signal.wait(atMost: left)
        }
    }

    /// Ends the present ring; the channel to hang up, where it is known.
    func stop() -> String? {
        state.withLock { state in
            state.isStopped = true
            return state.isAnswered ? nil : state.ringing
        }
    }

    /// The manager says which channel rings; the same channel where it is to be hung up at once.
    func began(_ channel: String) -> String? {
        state.withLock { state in
            state.ringing = channel
            return state.isStopped && !state.isAnswered ? channel : nil
        }
    }

    /// Notes that somebody talks; true the first time.
    func answered() -> Bool {
        state.withLock { state in
            defer { state.isAnswered = true }
            return !state.isAnswered
        }
    }

    /// Notes that the call is over; true the first time.
    func over() -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isOver = true }
            return !state.isOver
        }
        signal.raise()
        return isFirst
    }
}
