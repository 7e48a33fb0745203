import Synchronization
import Threads

/// Bytes from a task that must not block to a thread that may, a few pieces at a time.
///
/// One task pushes and one thread reads.
package final class ByteConduit: ByteSource, Sendable {
    private static let piecesMax = 4

    private struct State {
        var pieces: [[UInt8]] = []
        var isEnded = false
        var isBroken = false
        /// Whether nobody reads any more.
        var isClosed = false
        var room: CheckedContinuation<Void, Never>?

        mutating func takeRoom() -> CheckedContinuation<Void, Never>? {
            defer { room = nil }
            return room
        }
    }

    private let state = Mutex(State())
    private let signal = Signal()

    package init() {}

    /// Hands a piece over once there is room; false where nobody reads any more.
    package func push(_ piece: [UInt8]) async -> Bool {
        guard !piece.isEmpty else { return true }
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                state.pieces.append(piece)
                guard state.pieces.count > Self.piecesMax, !state.isClosed else { return true }
                state.room = continuation
                return false
            }
            signal.raise()
            if goesOn { continuation.resume() }
        }
        return state.withLock { !$0.isClosed }
    }

    /// Nothing more comes.
    package func end() {
        state.withLock { $0.isEnded = true }
        signal.raise()
    }

    /// What comes has broken off.
    package func breakOff() {
        state.withLock { $0.isBroken = true }
        signal.raise()
    }

    /// Nobody reads any more.
    package func close() {
        let room = state.withLock { state in
            state.isClosed = true
            state.pieces = []
            return state.takeRoom()
        }
        room?.resume()
    }

    package func next() throws(BulkError) -> [UInt8]? {
        while true {
            let (piece, room, isOver, isBroken) = state.withLock { state in
                let piece = state.pieces.isEmpty ? nil : state.pieces.removeFirst()
                let room = piece == nil ? nil : state.takeRoom()
                return (piece, room, state.isEnded, state.isBroken)
            }
            room?.resume()
            if let piece { return piece }
            guard !isBroken else { throw BulkError(.cutOff, "the request broke off") }
            if isOver { return nil }
            signal.wait(atMost: .seconds(1))
        }
    }
}
