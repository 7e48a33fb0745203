package import Domain
import Foundation
import Synchronization

/// What the sessions of an in-memory storage share: the tables, and who owns which lane.
package final class InMemoryDatabase: Sendable {
    /// Which arming of a lane a session believes to hold.
    struct Owner {
        let lane: Int
        let epoch: Int64
    }

    private struct State {
        var sessions = 0
        var openSessions: Set<Int> = []
        /// How many lanes there are, since the first was acquired.
        var lanes: Int?
        /// The session that owns a lane.
        var owners: [Int: Int] = [:]
        var tables: InMemoryTables
    }

    private let state: Mutex<State>

    /// An empty database.
    ///
    /// - Parameter keepsJournal: False where the caller collects the journal itself: a month
    ///   of it would fill the memory.
    package init(keepsJournal: Bool = true) {
        state = Mutex(State(tables: InMemoryTables(keepsJournal: keepsJournal)))
    }

    // MARK: - What it holds

    /// A subject's row.
    package func subject(_ subject: Subject) -> StoredSubject? {
        state.withLock { $0.tables.stored(subject) }
    }

    /// Every subject that has a row, in order.
    package var subjects: [Subject] {
        state.withLock { $0.tables.subjects.keys.sorted() }
    }

    /// The journal of a lane from a position on, in order.
    package func journal(of lane: Int, from seq: Int64 = 1) -> [JournalEntry] {
        state.withLock { state in
            Array(state.tables.lanes[lane, default: .init()].journal.dropFirst(Int(seq) - 1))
        }
    }

    /// What reports count, in no order.
    package var facts: [any FactRow] {
        state.withLock { Array($0.tables.facts.values) }
    }

    /// The lines of an account, or of a whole book, in order.
    package func ledger(of prefix: String) -> [LedgerLine] {
        state.withLock { state in
            state.tables.ledger.values.map(\.line)
                .filter { $0.account == prefix || $0.book == prefix }
                .sorted { ($0.account, $0.sequence) < ($1.account, $1.sequence) }
        }
    }

    /// The jobs that were asked for, by their keys.
    package var jobs: [RequestedJob] {
        state.withLock { state in
            state.tables.jobs.values.sorted { $0.request.key < $1.request.key }
        }
    }

    /// Armed timers, in the order in which they fire.
    package var timers: [StoredTimer] {
        state.withLock { state in
            state.tables.timers.values.map(\.timer).sorted { ($0.due, $0.key) < ($1.due, $1.key) }
        }
    }

    /// Up to where the lane's journal is known to be published.
    package func publishedSeq(of lane: Int) -> Int64 {
        state.withLock { $0.tables.lanes[lane, default: .init()].publishedSeq }
    }

    /// Whether the event took effect, as far as it is remembered.
    package func knows(_ key: EventKey) -> Bool {
        state.withLock { $0.tables.seen[key] != nil }
    }

    // MARK: - Sessions

    /// Lets go of the lane, as a server does that has lost the owner's session: the owner does not
    /// know it yet.
    package func disown(_ lane: Int) {
        state.withLock { $0.owners[lane] = nil }
    }

    func beginSession() -> Int {
        state.withLock { state in
            state.sessions += 1
            state.openSessions.insert(state.sessions)
            return state.sessions
        }
    }

    func endSession(_ session: Int) {
        state.withLock { state in
            state.openSessions.remove(session)
            for (lane, owner) in state.owners where owner == session { state.owners[lane] = nil }
        }
    }

    /// How many sessions there are: each stands for one instance.
    func join(_ claim: LaneClaim) throws(StoreError) -> Int {
        try state.withLock { state throws(StoreError) in
            if let lanes = state.lanes, lanes != claim.lanes {
                throw .incompatible(lanes: lanes, not: claim)
            }
            return state.openSessions.count
        }
    }

    func acquire(
        _ claim: LaneClaim,
        _ session: Int
    ) throws(StoreError) -> (AcquiredLane, epoch: Int64)? {
        try state.withLock { state throws(StoreError) in
            let (lane, lanes) = (claim.lane, state.lanes ?? claim.lanes)
            guard lanes == claim.lanes else { throw .incompatible(lanes: lanes, not: claim) }
            state.lanes = lanes
            guard state.owners[lane, default: session] == session else { return nil }
            state.owners[lane] = session
            let epoch = state.tables.beginEpoch(of: lane, by: claim.owner)
            return (state.tables.acquired(lane), epoch)
        }
    }

    func release(_ owner: Owner) {
        state.withLock { $0.tables.release(owner) }
    }

    // MARK: - The batch

    func read(_ request: BatchRequest, as owner: Owner) throws(StoreError) -> BatchView {
        try state.withLock { state throws(StoreError) in
            try state.tables.check(owner)
            return state.tables.view(of: request)
        }
    }

    func load(_ subjects: [Subject]) -> [StoredSubject] {
        state.withLock { state in subjects.compactMap(state.tables.stored) }
    }

    func find(_ keys: [String]) -> [String: [Subject]] {
        state.withLock { $0.tables.find(keys) }
    }

    func write(
        _ batch: BatchWrite,
        claimed: [StoredTimer],
        as owner: Owner
    ) throws(StoreError) {
        try state.withLock { state throws(StoreError) in
            try state.tables.check(owner)
            try state.tables.check(batch, of: owner.lane)
            state.tables.apply(batch, claimed: claimed, to: owner.lane)
        }
    }

    // MARK: - Publishing and timers

    func unpublished(of lane: Int, after seq: Int64, limit: Int) -> [Publication] {
        state.withLock { $0.tables.unpublished(of: lane, after: seq, limit: limit) }
    }

    func markPublished(upTo seq: Int64, as owner: Owner) throws(StoreError) {
        try state.withLock { state throws(StoreError) in
            try state.tables.check(owner)
            state.tables.markPublished(upTo: seq, of: owner.lane)
        }
    }

    func timers(of lane: Int, dueUpTo instant: Date, limit: Int, mass: Bool) -> [StoredTimer] {
        state.withLock {
            $0.tables.timers(of: lane, dueUpTo: instant, limit: limit, mass: mass)
        }
    }
}
