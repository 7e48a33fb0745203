import Contract
import CoreMetrics
import Domain
import Foundation
import Logging
import Metrics

/// A lane's work between gaining its ownership and losing it.
struct LaneSession {
    private typealias Matter = BatchDecider.Matter

    private let lane: LaneLoop
    private let store: any LaneStore
    private var memory: LaneMemory
    private var nextSeq: Int64
    private var countedRoundTrips = 0
    private var writtenPublishedSeq: Int64
    private var gate = TimerGate()
    /// When an idle lane writes down how far publishing has come.
    private var cursorDue = ContinuousClock.now

    /// How long an idle lane sleeps at most.
    private static let idleMax: Duration = .seconds(1)
    /// How often a batch that met a conflict is tried again.
    private static let conflictsMax = 5

    init(_ lane: LaneLoop, store: any LaneStore, acquired: AcquiredLane, memory: LaneMemory) {
        self.lane = lane
        self.store = store
        self.memory = memory
        nextSeq = acquired.nextSeq
        writtenPublishedSeq = acquired.publishedSeq
    }

    /// Opens the ways in and out.
    mutating func begin() throws(StoreError) {
        lane.outbox.begin(after: writtenPublishedSeq)
        try refillOutbox()
        lane.inbox.open()
    }

    /// People of a new configuration become known.
    mutating func follow(_ decider: BatchDecider) {
        memory.addPeople(decider.policies.people)
    }

    /// One turn of the loop: waits until there is something to do, and does it.
    mutating func turn(_ decider: BatchDecider) throws(StoreError) {
        try refillOutbox()
        try refreshGate()
        var arrivals = lane.inbox.take(atMost: lane.configuration.batchMax)
        if arrivals.isEmpty {
            waitForWork()
            arrivals = lane.inbox.take(atMost: lane.configuration.batchMax)
        }
        let due = gate.take(dueAt: lane.clock.now(), atMost: lane.configuration.batchMax)
        lane.control.progress(oldestUnacknowledged: arrivals.first?.message.received)
        guard !arrivals.isEmpty || !due.isEmpty else { return try writeCursor() }
        lane.metrics.received.increment(by: Int64(arrivals.count))
        try process(due.map(Matter.timer) + arrivals.map(decider.read), decider)
        if let last = arrivals.last { lane.inbox.acknowledge(upTo: last.tag) }
    }

    private func waitForWork() {
        var time = Self.idleMax
        if let earliest = gate.earliest {
            let untilDue = earliest.timeIntervalSince(lane.clock.now())
            time = min(time, .seconds(max(untilDue, 0)))
        }
        guard time > .zero, lane.inbox.isEmpty else { return }
        lane.control.signal.wait(atMost: time)
    }

    // MARK: - Batches

    /// Decides and commits; where the database refuses, halves until the culprit stands alone.
    private mutating func process(
        _ matters: [Matter],
        _ decider: BatchDecider
    ) throws(StoreError) {
        do throws(StoreError) {
            try commit(matters, decider)
        } catch {
            guard case .refused(let why) = error else { throw error }
            try store.rollBack()
            lane.metrics.bisections.increment()
            guard matters.count > 1 else {
                guard let refused = matters.first?.refused(why) else { throw error }
                return try commit([refused], decider)
            }
            let middle = matters.count / 2
            try process(Array(matters[..<middle]), decider)
            try process(Array(matters[middle...]), decider)
        }
    }

    private mutating func commit(
        _ matters: [Matter],
        _ decider: BatchDecider
    ) throws(StoreError) {
        for attempt in 1... {
            do throws(StoreError) {
                return try tryCommit(matters, decider)
            } catch {
                guard case .conflict = error, attempt < Self.conflictsMax else { throw error }
                try store.rollBack()
            }
        }
    }

    private mutating func tryCommit(
        _ matters: [Matter],
        _ decider: BatchDecider
    ) throws(StoreError) {
        let began = ContinuousClock.now
        let now = lane.clock.now()
        let window = lane.configuration.dedupeWindow / .seconds(1)
        let view = try store.begin(decider.request(for: matters, seenSince: now - window))
        let published = lane.outbox.confirmedSeq
        let outcome = try decider.decide(
            matters,
            view,
            memory: memory,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: published
        )
        try store.commit(outcome.write)
        adopt(outcome, published: published)
        measure(matters, outcome, now: now, since: began)
    }

    private mutating func adopt(_ outcome: BatchDecider.Outcome, published: Int64) {
        let write = outcome.write
        memory = outcome.memory
        writtenPublishedSeq = published
        gate.follow(armed: write.armed, disarmed: write.disarmed)
        let publications = write.journal.map {
            Publication(seq: $0.seq, commands: $0.commands, deadLetter: $0.deadLetter)
        }
        // Where it has no room, the journal is read again later.
        _ = lane.outbox.offer(publications, after: nextSeq - 1, upTo: write.nextSeq - 1)
        nextSeq = write.nextSeq
    }

    private mutating func measure(
        _ matters: [Matter],
        _ outcome: BatchDecider.Outcome,
        now: Date,
        since began: ContinuousClock.Instant
    ) {
        lane.metrics.count(outcome.write.journal)
        lane.metrics.duplicates.increment(by: Int64(outcome.duplicates))
        lane.metrics.batchSize.record(matters.count)
        lane.metrics.storeRoundTrips.increment(by: store.roundTrips - countedRoundTrips)
        countedRoundTrips = store.roundTrips
        lane.metrics.batchTime.record(duration: ContinuousClock.now - began)
        lane.metrics.unpublished.record(nextSeq - 1 - lane.outbox.confirmedSeq)
        for case .timer(let timer) in matters {
            lane.metrics.timersFired.increment()
            lane.metrics.timerLateness.record(
                duration: .seconds(max(now.timeIntervalSince(timer.due), 0))
            )
        }
    }

    // MARK: - Out

    /// Reads from the journal what the outbox had no room for, or what a crash left.
    private mutating func refillOutbox() throws(StoreError) {
        while lane.outbox.offeredSeq < nextSeq - 1, lane.outbox.hasRoom {
            let from = lane.outbox.offeredSeq
            let read = try store.unpublished(after: from, limit: 500)
            let upTo = read.count < 500 ? nextSeq - 1 : (read.last?.seq ?? nextSeq - 1)
            guard lane.outbox.offer(read, after: from, upTo: upTo) else { return }
        }
    }

    /// Writes down how far publishing has come, once in a while, where no batch does it.
    private mutating func writeCursor() throws(StoreError) {
        let confirmed = lane.outbox.confirmedSeq
        guard confirmed > writtenPublishedSeq, ContinuousClock.now >= cursorDue else { return }
        try store.markPublished(upTo: confirmed)
        writtenPublishedSeq = confirmed
        cursorDue = ContinuousClock.now + Self.idleMax
    }

    /// Waits for the confirms of what is committed, as long as is allowed, and writes it down.
    mutating func drain() throws(StoreError) {
        let deadline = ContinuousClock.now + lane.configuration.drainTimeout
        while !lane.outbox.isEmpty, ContinuousClock.now < deadline {
            lane.control.progress()
            lane.control.signal.wait(atMost: .milliseconds(50))
        }
        let confirmed = lane.outbox.confirmedSeq
        if confirmed > writtenPublishedSeq { try store.markPublished(upTo: confirmed) }
    }

    // MARK: - Timers

    private mutating func refreshGate() throws(StoreError) {
        let now = lane.clock.now()
        guard now >= gate.refreshAt else { return }
        let horizon = now + (TimerGate.window / .seconds(1))
        gate.refill(
            try store.timers(dueUpTo: horizon, limit: TimerGate.countMax),
            upTo: horizon
        )
    }
}

extension BatchDecider.Matter {
    /// The same matter, once it is known that the database can't hold what it leads to.
    fileprivate func refused(_ why: String) -> BatchDecider.Matter? {
        let flaw = Flaw(.storeRefused, "the database refuses what follows from it: \(why)")
        switch self {
        case .event(_, let arrival, _, _): return .unreadable(flaw, arrival)
        case .timer(let timer): return .brokenTimer(flaw, timer)
        case .unreadable, .brokenTimer: return nil
        }
    }
}
