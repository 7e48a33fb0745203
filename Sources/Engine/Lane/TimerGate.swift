import Domain
import Foundation

/// The timers that come due soon, held in memory so that they fire to the millisecond.
///
/// The table is the truth: it is read again whenever the window that was read runs out, and
/// every firing is claimed there.
struct TimerGate {
    /// How far ahead the table is read.
    static let window: Duration = .seconds(30)
    /// How many timers are read at once; the window ends where they end.
    static let countMax = 2000

    private var timers: [TimerKey: StoredTimer] = [:]
    /// Up to where the table was read; what is armed before that instant is held here too.
    private(set) var horizon = Date.distantPast

    /// When the table must be read again.
    var refreshAt: Date { horizon - Double(Self.window / .seconds(1)) / 2 }

    /// Takes what the table holds up to the horizon.
    mutating func refill(_ read: [StoredTimer], upTo instant: Date) {
        timers = Dictionary(uniqueKeysWithValues: read.map { ($0.key, $0) })
        let isCut = read.count >= Self.countMax
        horizon = isCut ? read.last.map(\.due) ?? instant : instant
    }

    /// Follows what a batch armed and disarmed.
    mutating func follow(armed: [StoredTimer], disarmed: [TimerKey]) {
        for key in disarmed { timers[key] = nil }
        for timer in armed { timers[timer.key] = timer.due <= horizon ? timer : nil }
    }

    /// When the next timer comes due, as far as it is known.
    var earliest: Date? { timers.values.map(\.due).min() }

    /// Takes timers that are due, the earliest first.
    mutating func take(dueAt now: Date, atMost count: Int) -> [StoredTimer] {
        let due = timers.values.filter { $0.due <= now }.sorted { left, right in
            left.due == right.due
                ? left.key.subject.id < right.key.subject.id : left.due < right.due
        }.prefix(count)
        for timer in due { timers[timer.key] = nil }
        return Array(due)
    }
}
