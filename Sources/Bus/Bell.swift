package import AMQP
import Synchronization
import Threads

/// Lets the rest of the program wake a thread of the bus, stop it, or make it release its socket.
package final class Bell: Sendable {
    let wakeUp: WakeUp
    private let signal = Signal()
    private let state = Mutex(State())

    private struct State {
        var isStopping = false
        var breaker: AMQPBreaker?
    }

    package init() throws(AMQPError) {
        wakeUp = try WakeUp()
    }

    /// Makes the thread look around.
    package func ring() {
        wakeUp.signal()
        signal.raise()
    }

    /// Makes the thread end.
    package func stop() {
        state.withLock { $0.isStopping = true }
        ring()
    }

    /// Cuts the present connection, so that a call that hangs comes back with an error.
    package func cut() {
        state.withLock(\.breaker)?.trip()
        ring()
    }

    var isStopping: Bool { state.withLock(\.isStopping) }

    func guardConnection(_ breaker: AMQPBreaker) {
        state.withLock { $0.breaker = breaker }
    }

    func wait(atMost time: Duration) {
        signal.wait(atMost: time)
    }
}
