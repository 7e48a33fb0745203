import Domain
package import Foundation

/// A lane that lives through the past: every event is decided at its own time, timers in between.
///
/// The same deciders over the same store, only the clock is moved. Nothing is published: what was
/// commanded then was done then.
package struct PastLane {
    private var lane: SteppedLane
    /// Up to when everything has happened.
    private var now: Date
    /// When the earliest timer comes due, as far as it is known; nil once none is armed.
    private var nextDue: Date?

    /// Takes the only lane; nil while somebody else has it.
    package init?(_ store: any LaneStore, decider: BatchDecider) throws(StoreError) {
        guard let lane = try SteppedLane(store, decider: decider, owner: "the past") else {
            return nil
        }
        self.lane = lane
        now = .distantPast
        nextDue = .distantPast
    }

    /// An event that happened, once everything that was due before it has come about.
    package mutating func receive(
        _ body: [UInt8],
        type: String,
        at instant: Date
    ) throws(StoreError) -> [JournalEntry] {
        let before = try pass(until: instant)
        return before + follow(try lane.receive(body, routingKey: type, at: now))
    }

    /// Lets time pass; timers fire when they are due, in order.
    package mutating func pass(until instant: Date) throws(StoreError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        let end = instant.roundedUpToMillisecond
        while let due = nextDue, due <= end {
            let timer = try lane.store.timers(dueUpTo: .distantFuture, limit: 1).first
            nextDue = timer?.due
            guard let timer, timer.due <= end else { break }
            now = max(now, timer.due.roundedUpToMillisecond)
            entries += follow(try lane.fire(timer, at: now))
        }
        now = max(now, end)
        return entries
    }

    private mutating func follow(_ write: BatchWrite) -> [JournalEntry] {
        for timer in write.armed { nextDue = min(nextDue ?? timer.due, timer.due) }
        return write.journal
    }
}
