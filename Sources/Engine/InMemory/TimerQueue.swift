import Domain
import Foundation

/// All armed timers of a simulation, the earliest first.
struct TimerQueue {
    /// A binary heap; disarmed and rearmed entries are dropped when they reach the top.
    private var heap: [StoredTimer] = []
    private var standing: [TimerKey: StoredTimer] = [:]
    /// How many of them are no perpetual ones.
    private(set) var endingCount = 0
    private let isPerpetual: (StoredTimer) -> Bool

    init(isPerpetual: @escaping (StoredTimer) -> Bool) {
        self.isPerpetual = isPerpetual
    }

    /// Every timer that is armed and will not be for ever, the earliest first.
    var ending: [StoredTimer] {
        standing.values.filter { !isPerpetual($0) }.sorted { ($0.due, $0.key) < ($1.due, $1.key) }
    }

    /// Follows what a batch armed and disarmed.
    mutating func follow(_ batch: BatchWrite) {
        for key in batch.disarmed { remove(key) }
        for timer in batch.armed {
            remove(timer.key)
            standing[timer.key] = timer
            if !isPerpetual(timer) { endingCount += 1 }
            heap.append(timer)
            rise(from: heap.count - 1)
        }
    }

    /// Takes the earliest timer, if it is due.
    mutating func take(dueAt now: Date) -> StoredTimer? {
        while let first = heap.first, first.due <= now {
            removeFirst()
            guard standing[first.key] == first else { continue }
            remove(first.key)
            return first
        }
        return nil
    }

    private mutating func remove(_ key: TimerKey) {
        guard let timer = standing.removeValue(forKey: key), !isPerpetual(timer) else { return }
        endingCount -= 1
    }

    private mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        sink()
    }

    private mutating func rise(from start: Int) {
        var index = start
        while index > 0, isBefore(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink() {
        var index = 0
        while true {
            let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
            guard let least = children.min(by: isBefore), isBefore(least, index) else { return }
            heap.swapAt(index, least)
            index = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (heap[left], heap[right])
        return left.due == right.due ? left.key < right.key : left.due < right.due
    }
}
