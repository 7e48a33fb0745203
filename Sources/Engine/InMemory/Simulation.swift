package import Domain
package import Foundation

/// The deciders over a store in memory, with a clock that jumps from one event or timer to the
/// next: what would happen, without waiting and without a server.
package struct Simulation {
    private let database: InMemoryDatabase
    private var lane: SteppedLane
    private var timers: TimerQueue
    /// Jobs that were asked for and that nobody has taken.
    private var jobs: [RequestedJob] = []
    /// The instant up to which everything has happened.
    package private(set) var now: Date

    /// A company of which nothing is known but what is configured.
    ///
    /// - Parameter start: Before anything happens.
    package init(_ decider: BatchDecider, start: Date) throws(StoreError) {
        database = InMemoryDatabase(keepsJournal: false)
        guard
            let lane = try SteppedLane(
                InMemoryStore(database),
                decider: decider,
                owner: "simulation"
            )
        else {
            throw .ownershipLost("somebody else owns a database of our own")
        }
        self.lane = lane
        now = start.roundedUpToMillisecond
        timers = TimerQueue(isPerpetual: decider.routes.isPerpetual)
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
        return follow(try lane.receive(body, routingKey: routingKey, at: now))
    }

    /// Fires the earliest timer that is due up to an instant, when it is due.
    ///
    /// - Returns: The lines of the journal that it makes, in order; nil where no timer is due.
    package mutating func fireTimer(dueUpTo instant: Date) throws(StoreError) -> [JournalEntry]? {
        guard let timer = timers.take(dueAt: instant) else { return nil }
        now = max(now, timer.due.roundedUpToMillisecond)
        return follow(try lane.fire(timer, at: now))
    }

    /// The next job that was asked for; its taker answers it with an event.
    package mutating func takeJob() -> RequestedJob? {
        jobs.isEmpty ? nil : jobs.removeFirst()
    }

    /// Lets time pass in which nothing happens.
    package mutating func pass(to instant: Date) {
        now = max(now, instant.roundedUpToMillisecond)
    }

    /// Whether anything is waited for but what comes again and again.
    package var isWaiting: Bool { timers.endingCount > 0 }

    /// The row of a subject as it is kept; nil where there is none.
    package func row(_ subject: Subject) -> StoredSubject? { database.subject(subject) }

    /// What reports count, in no order.
    package var facts: [any FactRow] { database.facts }

    /// The lines of an account, or of a whole book, in order.
    package func ledger(of prefix: String) -> [LedgerLine] { database.ledger(of: prefix) }

    /// Timers that are armed still, the earliest first, without those that always are.
    package var waiting: [StoredTimer] { timers.ending }

    private mutating func follow(_ write: BatchWrite) -> [JournalEntry] {
        timers.follow(write)
        jobs += write.jobs
        return write.journal
    }
}
