import Contract
import CoreMetrics
import Domain
package import Foundation
import Metrics

/// What a lane is made of, independent of its driver.
package struct LaneParts {
    package let configuration: LaneConfiguration
    package let inbox: Inbox
    package let outbox: Outbox
    package let metrics: LaneMetrics
    package let share: LaneShare

    package init(
        configuration: LaneConfiguration,
        inbox: Inbox,
        outbox: Outbox,
        metrics: LaneMetrics,
        share: LaneShare = LaneShare(lanes: 1)
    ) {
        self.configuration = configuration
        self.inbox = inbox
        self.outbox = outbox
        self.metrics = metrics
        self.share = share
    }
}

/// The one writer of a lane, from gaining its ownership to losing it.
///
/// It asks no clock and waits for nothing: the thread of a lane drives it, and so do simulations.
/// An error ends it; its driver then starts over with another store.
package struct LaneWriter {
    private typealias Matter = BatchDecider.Matter

    /// What one turn of the lane works on.
    package struct Work {
        package let arrivals: [Arrival]
        package let due: [StoredTimer]
        let revisits: [Subject]

        package var isEmpty: Bool { arrivals.isEmpty && due.isEmpty && revisits.isEmpty }
    }

    private let parts: LaneParts
    private let store: any LaneStore
    package private(set) var memory: LaneMemory
    private var recent = RecentSubjects()
    private var nextSeq: Int64
    private var writtenPublishedSeq: Int64
    /// How often states were changed by anybody but a lane, as far as is known here.
    private var knownAlterations: Int64
    private var gates = TimerGates()
    private var countedRoundTrips = 0
    private var turnBegan: Stopwatch.Instant?
    private var caution: Caution
    private var sharing: LaneSharing
    private var revisits = Revisits()

    /// How often a batch that met a conflict is tried again.
    private static let conflictsMax = 5

    /// The writer of a lane that was just acquired.
    package init(
        _ parts: LaneParts,
        store: any LaneStore,
        acquired: AcquiredLane,
        decider: BatchDecider
    ) throws(StoreError) {
        self.parts = parts
        self.store = store
        memory = try LaneMemory(
            acquired,
            coder: decider.coder,
            people: decider.policies.people
        )
        nextSeq = acquired.nextSeq
        writtenPublishedSeq = acquired.publishedSeq
        knownAlterations = acquired.alterations
        caution = Caution(starts: acquired.starts, batchMax: parts.configuration.batchMax)
        sharing = LaneSharing(isAlone: parts.configuration.lanes == 1)
        beginRevisits(decider)
    }

    /// One lane looks at everything again that may follow from the configuration alone.
    private mutating func beginRevisits(_ decider: BatchDecider) {
        guard parts.configuration.lane == 0 else { return }
        revisits.begin(decider.revisitedKinds)
    }

    /// Opens the ways in and out.
    package mutating func begin() throws(StoreError) {
        parts.outbox.begin(after: writtenPublishedSeq)
        try refillOutbox()
        parts.inbox.open()
    }

    /// People of a new configuration become known, and what it asks for begins.
    package mutating func follow(_ decider: BatchDecider) {
        memory.addPeople(decider.policies.people)
        beginRevisits(decider)
    }

    // MARK: - One turn

    /// Reads what the outbox and the gate had no room for or don't know yet.
    package mutating func prepare(at now: Date) throws(StoreError) {
        try refillOutbox()
        try revisits.read(from: store)
        try gates.refill(from: store, at: now)
    }

    /// When the next timer comes due, as far as it is known.
    package var earliestTimer: Date? { gates.earliest }

    /// Whether there is something to do that nobody has to wait for.
    package var isBusy: Bool { !revisits.isEmpty }

    /// Takes what there is to do: at most a batch of deliveries and a batch of due timers.
    ///
    /// Looking again has the room that is left.
    package mutating func take(at now: Date) -> Work {
        let count = caution.batchMax
        let due = gates.take(dueAt: now, atMost: count)
        let room = caution.isNeeded ? count - due.count : count
        let arrivals = parts.inbox.take(atMost: room)
        let left = count - due.count - arrivals.count
        return Work(arrivals: arrivals, due: due, revisits: revisits.take(atMost: left))
    }

    /// Decides and commits, then acknowledges: never the other way round.
    ///
    /// The instant of a decision is that of the turn, moved on by the time since it began where
    /// that is given: reading and fetching take milliseconds that belong to nobody's step.
    package mutating func carryOut(
        _ work: Work,
        _ decider: BatchDecider,
        at now: Date,
        since began: Stopwatch.Instant? = nil
    ) throws(StoreError) {
        turnBegan = began
        parts.metrics.received.increment(by: Int64(work.arrivals.count))
        let matters =
            work.due.map(Matter.timer)
            + work.arrivals.map { arrival in
                caution.verdict(on: arrival).map { .unreadable($0, arrival) }
                    ?? decider.read(arrival)
            } + work.revisits.map(Matter.revisit)
        let before = nextSeq
        try process(matters, decider, at: now.roundedUpToMillisecond)
        caution.turned(hasProgressed: nextSeq > before)
        if let last = work.arrivals.last { parts.inbox.acknowledge(upTo: last.tag) }
    }

    // MARK: - Batches

    /// Decides and commits; where the database refuses, halves until the culprit stands alone.
    private mutating func process(
        _ matters: [Matter],
        _ decider: BatchDecider,
        at now: Date
    ) throws(StoreError) {
        do throws(StoreError) {
            try commit(matters, decider, at: now)
        } catch {
            guard case .refused(let why) = error else { throw error }
            try store.rollBack()
            parts.metrics.bisections.increment()
            guard matters.count > 1 else {
                // Nothing is lost where something can't be looked at again.
                if case .revisit = matters.first { return }
                guard let refused = matters.first?.refused(why) else { throw error }
                return try process([refused], decider, at: now)
            }
            let middle = matters.count / 2
            try process(Array(matters[..<middle]), decider, at: now)
            try process(Array(matters[middle...]), decider, at: now)
        }
    }

    private func instant(after now: Date) -> Date {
        guard let turnBegan else { return now }
        return (now + (Stopwatch.now() - turnBegan) / .seconds(1)).roundedUpToMillisecond
    }

    private mutating func commit(
        _ matters: [Matter],
        _ decider: BatchDecider,
        at now: Date
    ) throws(StoreError) {
        for attempt in 1... {
            do throws(StoreError) {
                return try tryCommit(matters, decider, at: now)
            } catch {
                guard case .conflict = error, attempt < Self.conflictsMax else { throw error }
                parts.metrics.conflicts.increment()
                sharing.collided()
                recent.forget()
                try store.rollBack()
            }
        }
    }

    private mutating func tryCommit(
        _ matters: [Matter],
        _ decider: BatchDecider,
        at now: Date
    ) throws(StoreError) {
        let began = Stopwatch.now()
        let window = parts.configuration.dedupeWindow / .seconds(1)
        var request = decider.request(for: matters, seenSince: now - window, knowing: recent)
        request.shared = sharing.request(knowing: memory.sharedVersion, at: now)
        let view = try store.begin(request)
        if view.alterations != knownAlterations {
            knownAlterations = view.alterations
            sharing.altered()
            throw .conflict("states were changed beside the lanes")
        }
        if let shared = view.shared { try memory.follow(shared, decider.coder) }
        let published = parts.outbox.confirmedSeq
        let now = instant(after: now)
        let outcome = try decider.decide(
            matters,
            view,
            memory: &memory,
            recent: recent,
            store: store,
            now: now,
            firstSeq: nextSeq,
            publishedSeq: published
        )
        do throws(StoreError) {
            try store.commit(outcome.write)
        } catch {
            memory.takeBack(outcome)
            throw error
        }
        sharing.committed()
        adopt(outcome, published: published)
        measure(matters, outcome, now: now, since: began)
    }

    private mutating func adopt(_ outcome: BatchDecider.Outcome, published: Int64) {
        let write = outcome.write
        memory.committed(outcome)
        if sharing.isAlone { recent.keep(outcome.written) }
        writtenPublishedSeq = published
        gates.follow(armed: write.armed, disarmed: write.disarmed)
        let publications = write.journal.map {
            Publication(seq: $0.seq, commands: $0.commands, deadLetter: $0.deadLetter)
        }
        // Where it has no room, the journal is read again later.
        _ = parts.outbox.offer(publications, after: nextSeq - 1, upTo: write.nextSeq - 1)
        nextSeq = write.nextSeq
    }

    private mutating func measure(
        _ matters: [Matter],
        _ outcome: BatchDecider.Outcome,
        now: Date,
        since began: Stopwatch.Instant
    ) {
        let metrics = parts.metrics
        metrics.count(outcome.write.journal)
        metrics.duplicates.increment(by: Int64(outcome.duplicates))
        metrics.batchSize.record(matters.count)
        metrics.storeRoundTrips.increment(by: store.roundTrips - countedRoundTrips)
        countedRoundTrips = store.roundTrips
        metrics.batchTime.record(duration: Stopwatch.now() - began)
        metrics.unpublished.record(nextSeq - 1 - parts.outbox.confirmedSeq)
        for timer in outcome.fired {
            metrics.timersFired.increment()
            let lateness = timer.isMass ? metrics.massTimerLateness : metrics.timerLateness
            lateness.record(
                duration: .seconds(max(now.timeIntervalSince(timer.due), 0))
            )
        }
    }

    // MARK: - Out

    /// Reads from the journal what the outbox had no room for, or what a crash left.
    private mutating func refillOutbox() throws(StoreError) {
        while parts.outbox.offeredSeq < nextSeq - 1, parts.outbox.hasRoom {
            let from = parts.outbox.offeredSeq
            let read = try store.unpublished(after: from, limit: 500)
            let upTo = read.count < 500 ? nextSeq - 1 : (read.last?.seq ?? nextSeq - 1)
            guard parts.outbox.offer(read, after: from, upTo: upTo) else { return }
        }
    }

    /// Whether publishing has come further than is written down.
    package var hasCursorToWrite: Bool { parts.outbox.confirmedSeq > writtenPublishedSeq }

    /// Writes down how far publishing has come, where no batch does it.
    package mutating func writeCursor() throws(StoreError) {
        let confirmed = parts.outbox.confirmedSeq
        guard confirmed > writtenPublishedSeq else { return }
        try store.markPublished(upTo: confirmed)
        writtenPublishedSeq = confirmed
    }

    // MARK: - At rest and at the end

    /// Throws where the store is known to be gone: an idle lane would notice it much later.
    package func checkStore() throws(StoreError) { try store.check() }

    /// Tells the store that this owner ends in order.
    package func release() throws(StoreError) { try store.release() }
}

extension BatchDecider.Matter {
    /// The same matter, once it is known that the database can't hold what it leads to.
    fileprivate func refused(_ why: String) -> BatchDecider.Matter? {
        let flaw = Flaw(.storeRefused, "the database refuses what follows from it: \(why)")
        switch self {
        case .event(_, let arrival, _, _): return .unreadable(flaw, arrival)
        case .unreadable(_, let arrival) where !arrival.isStripped:
            return .unreadable(flaw, arrival.stripped)
        case .timer(let timer): return .brokenTimer(flaw, timer)
        case .unreadable, .brokenTimer, .revisit: return nil
        }
    }
}
