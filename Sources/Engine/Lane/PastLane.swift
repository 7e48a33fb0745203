import Contract
import Domain
package import Foundation

/// A lane that lives through the past: every event is decided at its own time, timers in between.
///
/// The same deciders over the same store, only the clock is moved. Nothing is published: what was
/// commanded then was done then.
package struct PastLane {
    private let decider: BatchDecider
    private let store: any LaneStore
    private var memory: LaneMemory
    private var nextSeq: Int64
    /// Up to when everything has happened.
    private var now: Date
    /// When the earliest timer comes due, as far as it is known; nil once none is armed.
    private var nextDue: Date?

    /// Takes the only lane; nil while somebody else has it.
    package init?(_ store: any LaneStore, decider: BatchDecider) throws(StoreError) {
        guard let acquired = try store.acquire(0, owner: "the past") else { return nil }
        self.decider = decider
        self.store = store
        memory = try LaneMemory(
            acquired,
            coder: decider.coder,
            people: decider.policies.people
        )
        nextSeq = acquired.nextSeq
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
        let message = Incoming(
            contentType: "application/cloudevents+json",
            body: body,
            received: now
        )
        let arrival = Arrival(
            message: message,
            exchange: "",
            routingKey: type,
            deliveryCount: 0,
            tag: DeliveryTag(connection: 1, number: UInt64(nextSeq))
        )
        return before + (try decide(decider.read(arrival)))
    }

    /// Lets time pass; timers fire when they are due, in order.
    package mutating func pass(until instant: Date) throws(StoreError) -> [JournalEntry] {
        var entries: [JournalEntry] = []
        let end = instant.roundedUpToMillisecond
        while let due = nextDue, due <= end {
            let timer = try store.timers(dueUpTo: .distantFuture, limit: 1).first
            nextDue = timer?.due
            guard let timer, timer.due <= end else { break }
            now = max(now, timer.due.roundedUpToMillisecond)
            entries += try decide(.timer(timer))
        }
        now = max(now, end)
        return entries
    }

    private mutating func decide(
        _ matter: BatchDecider.Matter
    ) throws(StoreError) -> [JournalEntry] {
        let view = try store.begin(decider.request(for: [matter], seenSince: .distantPast))
        let outcome = try decider.decide(
            [matter],
            view,
            memory: memory,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: nextSeq - 1
        )
        var write = outcome.write
        write.publishedSeq = write.nextSeq - 1
        try store.commit(write)
        memory = outcome.memory
        nextSeq = write.nextSeq
        for timer in write.armed { nextDue = min(nextDue ?? timer.due, timer.due) }
        return write.journal
    }
}
