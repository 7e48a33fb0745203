import Contract
import DequeModule
import Synchronization
package import Threads

/// Deliveries on their way from the broker's thread to the lane's, and acknowledgements back.
///
/// Bounded by count and bytes: the receiving thread reads no further while it is full.
package final class Inbox: Sendable {
    private struct State {
        var arrivals: Deque<Arrival> = []
        var bytes = 0
        var connection = 0
        /// Whether the lane wants deliveries at all.
        var isOpen = false
        /// Whether it was closed since the present connection began.
        var isConnectionVoid = false
        /// Highest delivery to acknowledge on the present connection.
        var acknowledged: UInt64 = 0
        var acknowledgementSent: UInt64 = 0

        func wants(_ number: Int) -> Bool {
            isOpen && !isConnectionVoid && connection == number
        }

        mutating func empty() {
            arrivals.removeAll()
            bytes = 0
        }
    }

    private static let bytesMax = 32 << 20

    private let state = Mutex(State())
    private let countMax: Int
    /// Raised when there is something for the lane to do.
    private let lane: Signal
    private let wakeReceiver: @Sendable () -> Void

    /// An inbox that holds `countMax` deliveries; `wakeReceiver` ends the receiving thread's wait.
    package init(countMax: Int, lane: Signal, wakeReceiver: @escaping @Sendable () -> Void) {
        self.countMax = countMax
        self.lane = lane
        self.wakeReceiver = wakeReceiver
    }

    // MARK: - The receiving thread

    /// Whether deliveries are wanted.
    package var isOpen: Bool { state.withLock(\.isOpen) }

    /// Whether deliveries of this very connection are wanted; where not, close its channel.
    ///
    /// Once closed, never again: what was dropped then comes back on another connection only, and
    /// to acknowledge anything behind it on this one would lose it.
    package func wants(_ connection: Int) -> Bool {
        state.withLock { $0.wants(connection) }
    }

    /// A new connection: what came over the former one will be delivered again.
    package func beginConnection() -> Int {
        state.withLock { state in
            state.connection += 1
            state.isConnectionVoid = false
            state.acknowledged = 0
            state.acknowledgementSent = 0
            state.empty()
            return state.connection
        }
    }

    /// Whether the receiving thread must pause.
    package var isFull: Bool {
        state.withLock { $0.arrivals.count >= countMax || $0.bytes >= Self.bytesMax }
    }

    /// Hands a delivery over.
    package func put(_ arrival: Arrival) {
        state.withLock { state in
            guard state.wants(arrival.tag.connection) else { return }
            state.arrivals.append(arrival)
            state.bytes += arrival.message.body.count
        }
        lane.raise()
    }

    /// Up to which delivery of the connection to acknowledge now, if there is anything new.
    package func takeAcknowledgement(of connection: Int) -> UInt64? {
        state.withLock { state in
            guard state.connection == connection, state.acknowledged > state.acknowledgementSent
            else { return nil }
            state.acknowledgementSent = state.acknowledged
            return state.acknowledged
        }
    }

    // MARK: - The lane

    /// From now on deliveries are wanted.
    package func open() {
        state.withLock { $0.isOpen = true }
        wakeReceiver()
    }

    /// Deliveries are not wanted any more; those not acknowledged will come again.
    package func close() {
        state.withLock { state in
            state.isOpen = false
            state.isConnectionVoid = true
            state.empty()
        }
        wakeReceiver()
    }

    /// The next deliveries in order.
    package func take(atMost count: Int) -> [Arrival] {
        let (arrivals, wasFull) = state.withLock { state in
            let wasFull = state.arrivals.count >= countMax || state.bytes >= Self.bytesMax
            let taken = Array(state.arrivals.prefix(count))
            state.arrivals.removeFirst(taken.count)
            state.bytes -= taken.reduce(0) { $0 + $1.message.body.count }
            return (taken, wasFull)
        }
        if wasFull { wakeReceiver() }
        return arrivals
    }

    package var isEmpty: Bool { state.withLock(\.arrivals.isEmpty) }

    /// Everything of the tag's connection up to the tag is committed.
    package func acknowledge(upTo tag: DeliveryTag) {
        state.withLock { state in
            guard state.connection == tag.connection else { return }
            state.acknowledged = max(state.acknowledged, tag.number)
        }
        wakeReceiver()
    }
}
