import Contract
import DequeModule
import Synchronization
package import Threads

/// Deliveries on their way from the broker's thread to the lane's, and acknowledgements back.
///
/// Bounded by count and bytes: the receiving thread reads no further while it is full.
///
/// What the lane has taken stays here too until it is acknowledged: a lane whose store fails
/// decides it once the store answers, and the broker does not count another delivery.
package final class Inbox: Sendable {
    private struct State {
        var arrivals: Deque<Arrival> = []
        var bytes = 0
        /// Taken by the lane and not acknowledged yet, in order.
        var taken: Deque<Arrival> = []
        var connection = 0
        /// Whether the lane wants deliveries at all.
        var isOpen = false
        /// Until when a lane without a store keeps what it has; nil while it has one, or nothing.
        var keptUntil: Stopwatch.Instant?
        /// Whether it was closed since the present connection began.
        var isConnectionVoid = false
        /// Highest delivery to acknowledge on the present connection.
        var acknowledged: UInt64 = 0
        var acknowledgementSent: UInt64 = 0

        func wants(_ number: Int) -> Bool {
            (isOpen || keptUntil != nil) && !isConnectionVoid && connection == number
        }

        mutating func empty() {
            arrivals.removeAll()
            taken.removeAll()
            bytes = 0
        }

        mutating func close() {
            isOpen = false
            keptUntil = nil
            isConnectionVoid = true
            empty()
        }

        /// Nothing is kept longer than allowed, regardless of who looks first.
        mutating func closeIfOverdue() {
            if let keptUntil, Stopwatch.now() >= keptUntil { close() }
        }

        /// What was taken and not acknowledged comes first again.
        mutating func rewind() {
            bytes += taken.reduce(0) { $0 + $1.message.body.count }
            arrivals.prepend(contentsOf: taken)
            taken.removeAll()
        }
    }

    private static let bytesMax = 32 << 20

    private let state = Mutex(State())
    private let countMax: Int
    private let keepMax: Duration
    /// Raised when there is something for the lane to do.
    private let lane: Signal
    private let wakeReceiver: @Sendable () -> Void

    /// An inbox that holds `countMax` deliveries; `wakeReceiver` ends the receiving thread's wait.
    ///
    /// For `keepMax` it keeps them while the lane has no store. Another instance that has the store
    /// waits for them no longer than twice that time.
    package init(
        countMax: Int,
        keepMax: Duration = .seconds(40),
        lane: Signal,
        wakeReceiver: @escaping @Sendable () -> Void
    ) {
        self.countMax = countMax
        self.keepMax = keepMax
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
        state.withLock { state in
            state.closeIfOverdue()
            return state.wants(connection)
        }
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

    /// From now on deliveries are wanted; those that were kept come first.
    package func open() {
        state.withLock { state in
            state.closeIfOverdue()
            state.keptUntil = nil
            state.isOpen = true
        }
        wakeReceiver()
    }

    /// The lane has lost its store: what it was given is kept for a while, in order, beginning with
    /// what it had taken and not acknowledged.
    ///
    /// As long as the channel lives nobody else is given any of it. An inbox that is not open keeps
    /// nothing.
    package func keep() {
        state.withLock { state in
            guard state.isOpen else { return }
            state.isOpen = false
            state.keptUntil = Stopwatch.now() + keepMax
            state.rewind()
        }
        wakeReceiver()
    }

    /// Deliveries are not wanted any more; those not acknowledged will come again.
    package func close() {
        state.withLock { $0.close() }
        wakeReceiver()
    }

    /// The next deliveries in order.
    package func take(atMost count: Int) -> [Arrival] {
        let (arrivals, wasFull) = state.withLock { state in
            let wasFull = state.arrivals.count >= countMax || state.bytes >= Self.bytesMax
            let taken = Array(state.arrivals.prefix(count))
            state.arrivals.removeFirst(taken.count)
            state.bytes -= taken.reduce(0) { $0 + $1.message.body.count }
            state.taken.append(contentsOf: taken)
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
            while let first = state.taken.first, first.tag.number <= tag.number {
                state.taken.removeFirst()
            }
        }
        wakeReceiver()
    }
}
