import AMQP
import Foundation
import Synchronization

/// Hands event numbers from one thread of the minimal program to the next.
final class Conveyor: Sendable {
    private let state = Mutex(State())
    private let arrival = DispatchSemaphore(value: 0)
    /// Given whenever something is put on, for a thread that waits at a connection.
    let wakeUp: WakeUp

    private struct State {
        var numbers: [Int] = []
        var first = 0
        var isClosed = false
    }

    init() throws {
        wakeUp = try WakeUp()
    }

    func put(_ numbers: [Int]) {
        guard !numbers.isEmpty else { return }
        state.withLock { $0.numbers += numbers }
        arrival.signal()
        wakeUp.signal()
    }

    /// Nothing more will come: somebody has failed.
    func close() {
        state.withLock { $0.isClosed = true }
        arrival.signal()
        wakeUp.signal()
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// What is there, without waiting.
    func take(atMost count: Int) -> [Int] {
        state.withLock { state in
            let taken = Array(state.numbers[state.first...].prefix(max(count, 0)))
            state.first += taken.count
            if state.first == state.numbers.count {
                state.numbers.removeAll(keepingCapacity: true)
                state.first = 0
            }
            return taken
        }
    }

    /// What is there, once something is; empty when it was closed.
    func next(atMost count: Int) -> [Int] {
        while true {
            let taken = take(atMost: count)
            if !taken.isEmpty || isClosed { return taken }
            arrival.wait()
        }
    }
}

/// A number that only grows, between threads.
final class Progress: Sendable {
    private let value = Atomic<UInt64>(0)

    var count: UInt64 { value.load(ordering: .acquiring) }

    func advance(to count: UInt64) { value.store(count, ordering: .releasing) }
}
