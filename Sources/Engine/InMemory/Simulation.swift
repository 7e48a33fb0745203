import Contract
import Domain
package import Foundation

/// The deciders over a store in memory, with a clock that jumps from one event or timer to the
/// next: what would happen, without waiting and without a server.
package struct Simulation {
    private let decider: BatchDecider
    private let store: InMemoryStore
    private var memory: LaneMemory
    private var timers: TimerQueue
    private var nextSeq: Int64 = 1
    /// The instant up to which everything has happened.
    package private(set) var now: Date

    /// A company of which nothing is known but what is configured.
    ///
    /// - Parameter start: Before anything happens.
    package init(_ decider: BatchDecider, start: Date) throws(StoreError) {
        self.decider = decider
        store = InMemoryStore(InMemoryDatabase(keepsJournal: false))
        now = start.roundedUpToMillisecond
        timers = TimerQueue(isPerpetual: decider.routes.isPerpetual)
        guard let acquired = try store.acquire(0, owner: "simulation") else {
            throw .ownershipLost("somebody else owns a database of our own")
        }
        memory = try LaneMemory(
            acquired,
            coder: decider.coder,
            people: decider.policies.people
        )
    }

    /// Lets an event come, once all timers that are due by then have fired.
    ///
    /// - Returns: The lines of the journal that it makes, in order.
    package mutating func receive(
        _ body: [UInt8],
        routingKey: String,
        at instant: Date
    ) throws(StoreError) -> [JournalEntry] {
        now = max(now, instant.roundedUpToMillisecond)
        let message = Incoming(
            contentType: "application/cloudevents+json",
            body: body,
            received: now
        )
        let arrival = Arrival(
            message: message,
            exchange: "",
            routingKey: routingKey,
            deliveryCount: 0,
            tag: DeliveryTag(connection: 1, number: UInt64(nextSeq))
        )
        return try decide(decider.read(arrival))
    }

    /// Fires the earliest timer that is due up to an instant, when it is due.
    ///
    /// - Returns: The lines of the journal that it makes, in order; nil where no timer is due.
    package mutating func fireTimer(dueUpTo instant: Date) throws(StoreError) -> [JournalEntry]? {
        guard let timer = timers.take(dueAt: instant) else { return nil }
        now = max(now, timer.due.roundedUpToMillisecond)
        return try decide(.timer(timer))
    }

    /// Lets time pass in which nothing happens.
    package mutating func pass(to instant: Date) {
        now = max(now, instant.roundedUpToMillisecond)
    }

    /// Whether anything is waited for but what comes again and again.
    package var isWaiting: Bool { timers.endingCount > 0 }

    /// Timers that are armed still, the earliest first, without those that always are.
    package var waiting: [StoredTimer] { timers.ending }

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
        try store.commit(outcome.write)
        memory = outcome.memory
        nextSeq = outcome.write.nextSeq
        timers.follow(outcome.write)
        return outcome.write.journal
    }
}
