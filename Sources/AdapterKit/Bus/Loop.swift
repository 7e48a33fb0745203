package import AMQP
import Foundation
import Synchronization
import Threads

/// A thread that runs sessions until it is told to stop, and what is known of it.
package final class Loop: Sendable {
    private let state = Mutex(State())
    private let signal = Signal()
    let wakeUp: WakeUp
    private let name: String

    private struct State {
        var isStopping = false
        var isEnded = true
        var failures = 0
        var problem: String? = "not connected yet"
    }

    package init(_ name: String) throws(AMQPError) {
        self.name = name
        wakeUp = try WakeUp()
    }

    package var isEnded: Bool { state.withLock(\.isEnded) }
    /// Why nothing goes on at the moment; nil where it does.
    package var problem: String? { state.withLock(\.problem) }
    var isStopping: Bool { state.withLock(\.isStopping) }

    /// Starts the thread.
    package func start(_ body: @escaping @Sendable (Loop) -> Void) {
        state.withLock { $0.isEnded = false }
        let thread = Thread {
            Thread.current.name = self.name
            body(self)
            self.state.withLock { $0.isEnded = true }
        }
        thread.start()
    }

    /// Tells the thread to end.
    package func stop() {
        state.withLock { $0.isStopping = true }
        wake()
    }

    /// Makes the thread look around.
    package func wake() {
        wakeUp.signal()
        signal.raise()
    }

    func wait(_ time: Duration) { signal.wait(atMost: time) }

    /// Notes that everything goes on.
    func up() {
        state.withLock { state in
            state.problem = nil
            state.failures = 0
        }
    }

    /// Waits before the next session, longer each time.
    func rest() {
        let failures = state.withLock { state in
            state.failures += 1
            return state.failures
        }
        wait(Breaker.pause(failures: failures, longest: .seconds(5), chance: 0.5))
    }

    /// Notes a problem; tells whether it is news.
    func down(_ problem: String) -> Bool {
        state.withLock { state in
            defer { state.problem = problem }
            return state.problem == nil || state.problem == "not connected yet"
        }
    }
}
