import Domain
import Foundation

/// The tables of an in-memory storage, and what PostgreSQL would check when they change.
struct InMemoryTables {
    /// A row of `lane`, with the lane's part of the journal.
    struct Lane {
        var epoch: Int64 = 0
        var nextSeq: Int64 = 1
        var publishedSeq: Int64 = 0
        var owner: String?
        var starts = 0
        /// The entry of position n is at n - 1.
        var journal: [JournalEntry] = []
    }

    /// A row of `subject`.
    struct Row {
        let version: Int64
        let state: [UInt8]
        let lookupKeys: [String]
        let holders: [PersonID]
        /// Which change of what the lanes share it was; 0 where it is not shared.
        let sharedVersion: Int64
    }

    /// A row of `timer`.
    struct LaneTimer {
        let lane: Int
        let timer: StoredTimer
    }

    /// The key of a line of `ledger`.
    struct LedgerPlace: Hashable {
        let account: String
        let sequence: Int

        init(_ line: LedgerLine) {
            (account, sequence) = (line.account, line.sequence)
        }
    }

    private(set) var lanes: [Int: Lane] = [:]
    private var sharedVersion: Int64 = 0
    private(set) var subjects: [Subject: Row] = [:]
    private(set) var timers: [TimerKey: LaneTimer] = [:]
    /// When an event that took effect was received.
    private(set) var seen: [EventKey: Date] = [:]
    /// What reports count.
    private(set) var facts: [FactKey: any FactRow] = [:]
    private(set) var ledger: [LedgerPlace: Booking] = [:]
    private(set) var jobs: [String: RequestedJob] = [:]
    /// Who stands under a key.
    private var index: [String: Set<Subject>] = [:]
    private let keepsJournal: Bool

    init(keepsJournal: Bool) {
        self.keepsJournal = keepsJournal
    }

    // MARK: - Reading

    func stored(_ subject: Subject) -> StoredSubject? {
        subjects[subject].map {
            StoredSubject(subject: subject, version: $0.version, state: $0.state)
        }
    }

    func find(_ keys: [String]) -> [String: [Subject]] {
        Dictionary(keys.map { ($0, index[$0, default: []].sorted()) }) { first, _ in first }
    }

    func view(of request: BatchRequest) -> BatchView {
        BatchView(
            known: Set(
                request.events.filter { key in
                    seen[key].map { $0 > request.seenSince } ?? false
                }
            ),
            subjects: request.subjects.compactMap(stored),
            matches: find(request.lookups),
            claimed: request.timers.filter { timers[$0.key]?.timer == $0 },
            shared: request.shared.map(shared)
        )
    }

    private func shared(_ request: SharedRequest) -> SharedView {
        let newer = residents.filter {
            subjects[$0].map { $0.sharedVersion > request.known } ?? false
        }
        return SharedView(
            residents: newer.compactMap(stored),
            version: sharedVersion,
            load: request.countsLoad ? load : nil
        )
    }

    private var residents: [Subject] {
        subjects.keys.filter { $0.isResident }.sorted()
    }

    private var load: [PersonID: Int] {
        var load: [PersonID: Int] = [:]
        for holder in subjects.values.flatMap(\.holders) { load[holder, default: 0] += 1 }
        return load
    }

    func acquired(_ lane: Int) -> AcquiredLane {
        let row = lanes[lane, default: Lane()]
        return AcquiredLane(
            nextSeq: row.nextSeq,
            publishedSeq: row.publishedSeq,
            starts: row.starts,
            residents: residents.compactMap(stored),
            load: load,
            sharedVersion: sharedVersion
        )
    }

    func unpublished(of lane: Int, after seq: Int64, limit: Int) -> [Publication] {
        let entries = lanes[lane, default: Lane()].journal.dropFirst(Int(seq))
        return entries.lazy
            .map { Publication(seq: $0.seq, commands: $0.commands, deadLetter: $0.deadLetter) }
            .filter { $0.count > 0 }
            .prefix(limit)
            .map(\.self)
    }

    func timers(of lane: Int, dueUpTo instant: Date, limit: Int, mass: Bool) -> [StoredTimer] {
        let due = timers.values.filter {
            $0.lane == lane && $0.timer.due <= instant && $0.timer.isMass == mass
        }
        return Array(
            due.map(\.timer).sorted { ($0.due, $0.key) < ($1.due, $1.key) }.prefix(limit)
        )
    }

    // MARK: - Checking

    func check(_ owner: InMemoryDatabase.Owner) throws(StoreError) {
        guard lanes[owner.lane, default: Lane()].epoch == owner.epoch else {
            throw .ownershipLost("the lane's epoch is not \(owner.epoch) any more")
        }
    }

    func check(_ batch: BatchWrite, of lane: Int) throws(StoreError) {
        for changed in batch.subjects {
            guard subjects[changed.subject]?.version ?? 0 == changed.versionBefore else {
                throw .conflict("\(changed.subject) was changed by somebody else")
            }
        }
        let places = batch.bookings.map { LedgerPlace($0.line) }
        guard Set(places).count == places.count, places.allSatisfy({ ledger[$0] == nil }) else {
            throw .refused("the ledger has such a line already")
        }
        let row = lanes[lane, default: Lane()]
        let positions = batch.journal.map(\.seq)
        guard positions == Array(row.nextSeq..<batch.nextSeq) else {
            throw .refused("the journal continues at \(row.nextSeq), not with \(positions)")
        }
        guard batch.publishedSeq < batch.nextSeq else {
            throw .refused("published up to \(batch.publishedSeq), beyond the journal's end")
        }
    }

    // MARK: - Changing

    mutating func beginEpoch(of lane: Int, by owner: String) -> Int64 {
        var row = lanes[lane, default: Lane()]
        row.epoch += 1
        if row.owner != owner { row.starts += 1 }
        row.owner = owner
        lanes[lane] = row
        return row.epoch
    }

    mutating func release(_ owner: InMemoryDatabase.Owner) {
        guard lanes[owner.lane]?.epoch == owner.epoch else { return }
        lanes[owner.lane]?.starts = 0
    }

    mutating func markPublished(upTo seq: Int64, of lane: Int) {
        let before = lanes[lane, default: Lane()].publishedSeq
        lanes[lane, default: Lane()].publishedSeq = max(before, seq)
    }

    mutating func apply(_ batch: BatchWrite, claimed: [StoredTimer], to lane: Int) {
        if keepsJournal { lanes[lane, default: Lane()].journal += batch.journal }
        lanes[lane, default: Lane()].nextSeq = batch.nextSeq
        if !batch.journal.isEmpty { lanes[lane, default: Lane()].starts = 0 }
        markPublished(upTo: batch.publishedSeq, of: lane)
        for entry in batch.journal {
            if let key = entry.key { seen[key] = entry.received }
        }
        if batch.subjects.contains(where: { $0.subject.isResident }) {
            sharedVersion += 1
        }
        for changed in batch.subjects { keep(changed) }
        for fact in batch.facts { keep(fact) }
        for job in batch.jobs { jobs[job.request.key] = jobs[job.request.key] ?? job }
        for booking in batch.bookings { ledger[LedgerPlace(booking.line)] = booking }
        for timer in claimed where timers[timer.key]?.timer == timer { timers[timer.key] = nil }
        for key in batch.disarmed { timers[key] = nil }
        for timer in batch.armed { timers[timer.key] = LaneTimer(lane: lane, timer: timer) }
    }

    private mutating func keep(_ fact: any FactRow) {
        let key = fact.key
        let isNew = facts[key] == nil
        if isNew || !type(of: fact).table.isWrittenOnce { facts[key] = fact }
    }

    private mutating func keep(_ changed: ChangedSubject) {
        let subject = changed.subject
        for key in subjects[subject]?.lookupKeys ?? [] { index[key]?.remove(subject) }
        for key in changed.lookupKeys { index[key, default: []].insert(subject) }
        subjects[subject] = Row(
            version: changed.versionBefore + 1,
            state: changed.state,
            lookupKeys: changed.lookupKeys,
            holders: changed.holders,
            sharedVersion: subject.isResident ? sharedVersion : 0
        )
    }
}
