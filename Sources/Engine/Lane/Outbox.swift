import DequeModule
import Synchronization
package import Threads

/// What is committed and still to be published or confirmed, in the order of the journal.
///
/// Bounded: what does not fit stays in the journal, where the lane reads it again once there is
/// room. The same way leads from a crash back to where publishing had come.
package final class Outbox: Sendable {
    /// A publication and which of its messages are still to be confirmed.
    ///
    /// Each message by itself, not their number: after a new beginning a message may be under way
    /// twice, and two confirms of one must not stand for another.
    private struct Tracked {
        let publication: Publication
        var unconfirmed: Set<Int>
        /// Whether the broker can't take it at the moment, so that it waits beside the others.
        var isParked = false

        init(_ publication: Publication) {
            self.publication = publication
            unconfirmed = Set(0..<publication.count)
        }
    }

    private struct State {
        /// In journal order: first those on their way, then those that wait.
        var tracked: Deque<Tracked> = []
        /// How many at the front are on their way.
        var sentCount = 0
        var bytes = 0
        var parked = (count: 0, bytes: 0)
        /// Journal position up to which everything was offered.
        var offeredSeq: Int64 = 0
        /// Whether the publishing thread has ever been connected.
        var hasPublisher = false

        var hasRoom: Bool {
            tracked.count - parked.count < Outbox.publicationsMax
                && bytes - parked.bytes < Outbox.bytesMax
                && parked.count < Outbox.parkedMax && parked.bytes < Outbox.parkedBytesMax
        }
        var confirmedSeq: Int64 { tracked.first.map { $0.publication.seq - 1 } ?? offeredSeq }

        func index(of seq: Int64) -> Int? {
            var (low, high) = (0, tracked.count)
            while low < high {
                let middle = (low + high) / 2
                if tracked[middle].publication.seq < seq { low = middle + 1 } else { high = middle }
            }
            return low < tracked.count && tracked[low].publication.seq == seq ? low : nil
        }

        mutating func remove(at index: Int) {
            let gone = tracked.remove(at: index)
            if index < sentCount { sentCount -= 1 }
            bytes -= gone.publication.bytes
            guard gone.isParked else { return }
            parked.count -= 1
            parked.bytes -= gone.publication.bytes
        }
    }

    /// How many publications the outbox holds at most; whatever is more waits in the journal.
    private static let publicationsMax = 4096
    private static let bytesMax = 16 << 20
    /// How many more it holds that the broker can't take at the moment.
    private static let parkedMax = 16_384
    private static let parkedBytesMax = 64 << 20

    private let state = Mutex(State())
    private let lane: Signal
    private let wakePublisher: @Sendable () -> Void

    /// An outbox; `wakePublisher` ends the publishing thread's wait.
    package init(lane: Signal, wakePublisher: @escaping @Sendable () -> Void) {
        self.lane = lane
        self.wakePublisher = wakePublisher
    }

    // MARK: - The lane

    /// Begins after a journal position; what was here before is forgotten.
    package func begin(after seq: Int64) {
        state.withLock { state in
            let hasPublisher = state.hasPublisher
            state = State()
            state.offeredSeq = seq
            state.hasPublisher = hasPublisher
        }
        wakePublisher()
    }

    /// Whether there is room for more.
    package var hasRoom: Bool { state.withLock(\.hasRoom) }

    /// Journal position up to which everything was offered.
    package var offeredSeq: Int64 { state.withLock(\.offeredSeq) }

    /// Journal position up to which everything is published and confirmed.
    package var confirmedSeq: Int64 { state.withLock(\.confirmedSeq) }

    /// Whether nothing is left to publish or to confirm.
    package var isEmpty: Bool { state.withLock(\.tracked.isEmpty) }

    /// Takes what follows without a gap on what was offered before.
    ///
    /// Answers false, and takes nothing, where it has no room or something before is missing.
    package func offer(_ publications: [Publication], after: Int64, upTo seq: Int64) -> Bool {
        let taken = state.withLock { state in
            guard state.offeredSeq == after, state.hasRoom else { return false }
            for publication in publications where publication.count > 0 {
                state.tracked.append(Tracked(publication))
                state.bytes += publication.bytes
            }
            state.offeredSeq = seq
            return true
        }
        if taken, !publications.isEmpty { wakePublisher() }
        return taken
    }

    /// Whether the publishing thread has been connected since the program began.
    var hasPublisher: Bool { state.withLock(\.hasPublisher) }

    // MARK: - The publishing thread

    /// The next publications to send, about `count` messages.
    package func take(messages: Int) -> [Publication] {
        guard messages > 0 else { return [] }
        return state.withLock { state in
            var taken: [Publication] = []
            var room = messages
            while room > 0, state.sentCount < state.tracked.count {
                let publication = state.tracked[state.sentCount].publication
                taken.append(publication)
                room -= publication.count
                state.sentCount += 1
            }
            return taken
        }
    }

    /// One message of the publication is safe with the broker: the n-th of its commands from 0,
    /// or the dead letter behind them.
    package func confirm(_ seq: Int64, message ordinal: Int) {
        let isDrained = state.withLock { state in
            guard let index = state.index(of: seq) else { return false }
            let hadRoom = state.hasRoom
            state.tracked[index].unconfirmed.remove(ordinal)
            if state.tracked[index].unconfirmed.isEmpty { state.remove(at: index) }
            return state.tracked.isEmpty || (state.hasRoom && !hadRoom)
        }
        if isDrained { lane.raise() }
    }

    /// Sets aside a publication that the broker can't take, so that those behind it may go on.
    package func park(_ seq: Int64) {
        let hasRoomNow = state.withLock { state in
            guard let index = state.index(of: seq), !state.tracked[index].isParked
            else { return false }
            let hadRoom = state.hasRoom
            state.tracked[index].isParked = true
            state.parked.count += 1
            state.parked.bytes += state.tracked[index].publication.bytes
            return state.hasRoom && !hadRoom
        }
        if hasRoomNow { lane.raise() }
    }

    /// There is a new connection: what is not wholly confirmed is sent again, with the same ids.
    package func resendUnconfirmed() {
        let isFirst = state.withLock { state in
            defer { state.hasPublisher = true }
            state.sentCount = 0
            return !state.hasPublisher
        }
        if isFirst { lane.raise() }
    }
}
