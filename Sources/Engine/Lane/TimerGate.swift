import Domain
package import Foundation
import HeapModule

/// The timers that come due soon, held in memory so that they fire to the millisecond.
///
/// A lane has two: one for deadlines, one for timers of which thousands may come due at once.
/// The table is the truth: it is read again whenever the window that was read runs out, and
/// every firing is claimed there.
package struct TimerGate {
    /// How far ahead the table is read.
    package static let window: Duration = .seconds(30)
    /// How many timers are read at once; the window ends where they end.
    package static let countMax = 2000

    private var timers: [TimerKey: StoredTimer] = [:]
    /// The same, the earliest first, and others that stand no more; the first of it stands.
    private var queue: Heap<Turn> = []
    /// Up to where the table was read; what is armed before that instant is held here too.
    package private(set) var horizon = Date.distantPast
    /// Whether the table had more than could be read: the horizon is where reading ended.
    private var isCut = false

    /// A timer by its place in the order in which the table lists them.
    private struct Turn: Comparable {
        let timer: StoredTimer

        static func < (left: Turn, right: Turn) -> Bool {
            (left.timer.due, left.timer.key) < (right.timer.due, right.timer.key)
        }
    }

    package init() {}

    /// Whether the table must be read again.
    ///
    /// Where the window was cut, only once half of it has fired: everything here comes before
    /// what was left out.
    package func mustRefill(at now: Date) -> Bool {
        guard isCut else { return now >= horizon - Double(Self.window / .seconds(1)) / 2 }
        return timers.count <= Self.countMax / 2
    }

    /// Takes what the table holds up to the instant, as far as it could be read.
    package mutating func refill(_ read: [StoredTimer], upTo instant: Date) {
        timers = Dictionary(read.map { ($0.key, $0) }) { first, _ in first }
        queue = Heap(timers.values.map(Turn.init))
        isCut = read.count >= Self.countMax
        horizon = isCut ? read.last.map(\.due) ?? instant : instant
    }

    /// Follows what a batch armed and disarmed.
    package mutating func follow(armed: [StoredTimer], disarmed: [TimerKey]) {
        for key in disarmed { timers[key] = nil }
        for timer in armed {
            let isNear = timer.due <= horizon
            timers[timer.key] = isNear ? timer : nil
            if isNear { queue.insert(Turn(timer: timer)) }
        }
        passOver()
    }

    /// When the next timer comes due, as far as it is known.
    package var earliest: Date? { queue.min?.timer.due }

    /// Takes timers that are due, the earliest first, in the order in which the table lists them.
    package mutating func take(dueAt now: Date, atMost count: Int) -> [StoredTimer] {
        var due: [StoredTimer] = []
        while due.count < count, let first = queue.min?.timer, first.due <= now {
            due.append(first)
            timers[first.key] = nil
            passOver()
        }
        return due
    }

    /// Drops stale entries from the front of the queue.
    private mutating func passOver() {
        while let first = queue.min?.timer, timers[first.key] != first { queue.removeMin() }
    }
}
