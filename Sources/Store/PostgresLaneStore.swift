package import Domain
package import Engine
package import Foundation
package import Postgres

/// The lane's storage on PostgreSQL: two round trips a batch.
package final class PostgresLaneStore {
    private let connection: PostgresConnection
    private let deadline: Duration
    /// Tells the instances of an installation apart.
    private let instance: Int32
    /// How long the session may be silent before the server ends it.
    private let silenceMax: Duration
    private var lastAsked = ContinuousClock.now
    private var hasAppeared = false
    private var lane = 0
    private var epoch: Int64 = 0
    /// The timers that the open transaction will take away.
    private var claimed: [StoredTimer] = []
    private var facts = FactStatements()
    private var monthsEnsuredAt = Date.distantPast
    /// How often a server was asked.
    package private(set) var roundTrips = 0

    /// A store over a connection of its own; no call takes longer than the deadline.
    ///
    /// The number of the instance is the same for all its stores and differs from other instances'.
    package init(
        _ connection: PostgresConnection,
        deadline: Duration,
        instance: Int32 = 0,
        silenceMax: Duration = .seconds(40)
    ) {
        self.connection = connection
        self.deadline = deadline
        self.instance = instance
        self.silenceMax = silenceMax
    }

    /// The session settings that the statements count on.
    ///
    /// Statements are prepared once, while tables may still be empty; a plan that scans a table
    /// would stay for years. So only plans over indexes are allowed, and they are made once.
    /// Measured against a plan for each execution, over all statements of a batch: 1.0 against
    /// 1.1 ms for one event and 6.2 against 8.2 ms for 200 with empty tables, 1.4 against 2.1 ms
    /// and 23 against 28 ms with a million leads (PostgreSQL 15.20, on a busy machine). The
    /// index on `lookup_keys` needs bitmap scans: without them finding a contact takes a second.
    package static func sessionSettings(schema: String) -> [String: String] {
        [
            "search_path": Migrator.quoted(schema),
            "plan_cache_mode": "force_generic_plan",
            "enable_seqscan": "off",
            "enable_hashjoin": "off",
            "enable_mergejoin": "off",
            "jit": "off",
        ]
    }

    /// Has the server end a session that is silent for longer.
    ///
    /// A lane asks at least twice as often: such a session belongs to a frozen process, and must
    /// not keep the lane from others.
    package static func endingSilent(after limit: Duration) -> [String: String] {
        ["idle_session_timeout": String(Int(limit / .milliseconds(1)))]
    }
}

extension PostgresLaneStore: LaneStore {
    // MARK: - Ownership

    package func join(_ claim: LaneClaim) throws(StoreError) -> Int {
        var queries = [Query(LaneStatements.instances)]
        if !hasAppeared {
            queries.insert(Query(LaneStatements.appear, [.int(Int64(instance))]), at: 0)
        }
        let results = try run(queries)
        hasAppeared = true
        let (instances, lanes) = try read { () throws(PostgresError) in
            let row = results.last?.rows.first
            return (Int(try row?.int(0) ?? 1), try row?.optionalInt(1))
        }
        if let lanes, lanes != Int64(claim.lanes) {
            throw .incompatible(lanes: Int(lanes), not: claim)
        }
        return instances
    }

    package func acquire(_ claim: LaneClaim) throws(StoreError) -> AcquiredLane? {
        let lane = Parameter.int(Int64(claim.lane))
        let locked = try run([
            Query(LaneStatements.lock, [lane]), Query(LaneStatements.awaitingStandby, [lane]),
        ])
        let (isOurs, isWaiting) = try read { () throws(PostgresError) in
            (try locked[0].rows.first?.bool(0), try locked[1].rows.first?.bool(0))
        }
        guard isOurs == true else {
            if isWaiting == true { throw .awaitingStandby }
            return nil
        }
        let now = Date()
        let results = try run([
            .begin,
            Query(LaneStatements.installation, [.int(Int64(claim.lanes))]),
            Query(LaneStatements.insertLane, [lane]),
            Query(LaneStatements.acquire, [lane, .text(claim.owner), .timestamp(now)]),
            Query(LaneStatements.ensureMonths, [.timestamp(now)]),
            SubjectStatements.readResidents,
            Query(SubjectStatements.load),
            .commit,
        ])
        monthsEnsuredAt = now
        self.lane = claim.lane
        let lanes = try read { () throws(PostgresError) in try results[1].rows.first?.int(0) }
        guard lanes == Int64(claim.lanes) else {
            throw .incompatible(lanes: Int(lanes ?? 0), not: claim)
        }
        try rehearse()
        let acquired = try read { () throws(PostgresError) in try self.acquired(results) }
        try acquired?.check(lane: claim.lane)
        return acquired
    }

    /// Has the server parse and plan what batches are made of.
    ///
    /// The first batch may be a step whose time has run out while nobody worked here; what follows
    /// from it should not wait for that as well. Two of the statements take 2 ms each the first
    /// time and 0.1 ms from then on (PostgreSQL 15.20, empty tables).
    private func rehearse() throws(StoreError) {
        let never = Date(timeIntervalSince1970: 0)
        let reading = [
            Query(JournalStatements.known, [.uuids([]), .timestamp(never)]),
            SubjectStatements.load([]), Query(SubjectStatements.find, [.texts([])]),
            TimerStatements.claim([]),
        ]
        let writing =
            try journal([]) + [
                SubjectStatements.keep([], at: never), TimerStatements.remove([]),
                TimerStatements.disarm([]), TimerStatements.arm([], lane: lane),
            ]
        _ = try run([.begin] + reading + writing + [.rollback])
    }

    private func acquired(_ results: [QueryResult]) throws(PostgresError) -> AcquiredLane? {
        guard let row = results[3].rows.first else { return nil }
        epoch = try row.int(0)
        return AcquiredLane(
            nextSeq: try row.int(1),
            publishedSeq: try row.int(2),
            starts: Int(try row.int(3)),
            residents: try SubjectStatements.subjects(results[5]),
            load: try SubjectStatements.load(results[6]),
            sharedVersion: try results[1].rows.first?.int(1) ?? 0,
            alterations: try row.int(4)
        )
    }

    // MARK: - The batch

    package func begin(_ request: BatchRequest) throws(StoreError) -> BatchView {
        try ensureMonths()
        let keys = request.events.map { ($0, EventKeyHash.uuid($0)) }
        let sharedQueries = request.shared.map(queries) ?? []
        let opening = [Query.begin, Query(LaneStatements.own, [.int(Int64(lane)), .int(epoch)])]
        let results = try run(
            opening + sharedQueries + [
                Query(
                    JournalStatements.known,
                    [.uuids(keys.map(\.1)), .timestamp(request.seenSince)]
                ),
                SubjectStatements.load(request.subjects),
                Query(SubjectStatements.find, [.texts(request.lookups)]),
                TimerStatements.claim(request.timers),
            ]
        )
        guard results[1].affected == 1 else {
            try rollBack()
            throw ownershipLost
        }
        let first = opening.count + sharedQueries.count
        let view = try read { () throws(PostgresError) in
            var seen: Set<UUID> = []
            for row in results[first].rows { seen.insert(try row.uuid(0)) }
            return BatchView(
                known: Set(keys.filter { seen.contains($0.1) }.map(\.0)),
                subjects: try SubjectStatements.subjects(results[first + 1]),
                matches: try SubjectStatements.matches(results[first + 2], keys: request.lookups),
                claimed: try TimerStatements.claimed(results[first + 3], among: request.timers),
                shared: try shared(Array(results[opening.count..<first])),
                alterations: try results[1].rows.first?.int(0) ?? 0
            )
        }
        claimed = view.claimed
        return view
    }

    /// The version first: what changes after it was read is read again with the next batch.
    ///
    /// And all of it before any subject is read: where no other lane may change anything shared,
    /// what is read then stays true until the commit.
    private func queries(_ request: SharedRequest) -> [Query] {
        var queries = [
            Query(request.isExclusive ? LaneStatements.holdShared : LaneStatements.shared),
            SubjectStatements.residents(changedAfter: request.known),
        ]
        if request.countsLoad { queries.append(Query(SubjectStatements.load)) }
        return queries
    }

    private func shared(_ results: [QueryResult]) throws(PostgresError) -> SharedView? {
        guard results.count >= 2, let version = results[0].rows.first else { return nil }
        return SharedView(
            residents: try SubjectStatements.subjects(results[1]),
            version: try version.int(0),
            load: results.count > 2 ? try SubjectStatements.load(results[2]) : nil
        )
    }

    package func load(_ subjects: [Subject]) throws(StoreError) -> [StoredSubject] {
        let results = try run([SubjectStatements.load(subjects)])
        return try read { () throws(PostgresError) in
            try SubjectStatements.subjects(results[0])
        }
    }

    package func find(_ keys: [String]) throws(StoreError) -> [String: [Subject]] {
        let results = try run([Query(SubjectStatements.find, [.texts(keys)])])
        return try read { () throws(PostgresError) in
            try SubjectStatements.matches(results[0], keys: keys)
        }
    }

    package func subjects(
        of kind: SubjectKind,
        after id: String,
        limit: Int
    ) throws(StoreError) -> [Subject] {
        let page: [Parameter] = [.text(kind.rawValue), .text(id), .int(Int64(limit))]
        let results = try run([Query(SubjectStatements.following, page)])
        return try read { () throws(PostgresError) in
            var subjects: [Subject] = []
            for row in results[0].rows { subjects.append(Subject(kind, try row.text(0))) }
            return subjects
        }
    }

    package func commit(_ batch: BatchWrite) throws(StoreError) {
        var queries = [
            Query(
                LaneStatements.advance,
                [.int(Int64(lane)), .int(batch.nextSeq), .int(batch.publishedSeq)]
            )
        ]
        if !batch.journal.isEmpty { queries += try journal(batch.journal) }
        if let last = batch.journal.last, !batch.subjects.isEmpty {
            queries.append(SubjectStatements.keep(batch.subjects, at: last.received))
        }
        if !batch.bookings.isEmpty { queries.append(try LedgerStatements.insert(batch.bookings)) }
        if !batch.jobs.isEmpty { queries.append(try JobStatements.insert(batch.jobs)) }
        queries += try facts.keep(batch.facts, changing: batch.bookings.map(\.line.change))
        queries += timers(batch)
        queries.append(.commit)
        _ = try run(queries)
        claimed = []
    }

    /// Timers after subjects, always.
    ///
    /// Firing a timer and disarming it both hold the row of its subject first; the
    /// other way round two lanes would wait for each other.
    private func timers(_ batch: BatchWrite) -> [Query] {
        let again = Set(batch.armed.map(\.key)).union(batch.disarmed)
        let fired = claimed.filter { !again.contains($0.key) }.sorted { $0.key < $1.key }
        var queries: [Query] = []
        if !fired.isEmpty { queries.append(TimerStatements.remove(fired)) }
        if !batch.disarmed.isEmpty { queries.append(TimerStatements.disarm(batch.disarmed)) }
        if !batch.armed.isEmpty { queries.append(TimerStatements.arm(batch.armed, lane: lane)) }
        return queries
    }

    private func journal(_ entries: [JournalEntry]) throws(StoreError) -> [Query] {
        let letters = entries.filter { $0.deadLetter != nil }
        do {
            let journal = try JournalStatements.insert(entries, lane: lane)
            guard !letters.isEmpty else { return [journal] }
            return [journal, try DeadLetterStatements.insert(letters, lane: lane)]
        } catch {
            throw .refused("the decisions can't be written as JSON: \(error)")
        }
    }

    package func rollBack() throws(StoreError) {
        claimed = []
        connection.rollBack(deadline: deadline)
        if connection.isBroken { throw .unavailable("the connection was lost") }
    }

    // MARK: - Publishing and timers

    package func unpublished(
        after seq: Int64,
        limit: Int
    ) throws(StoreError) -> [Publication] {
        let results = try run([
            Query(
                JournalStatements.unpublished,
                [.int(Int64(lane)), .int(seq), .int(Int64(limit))]
            )
        ])
        return try read { () throws(PostgresError) in
            try JournalStatements.publications(results[0])
        }
    }

    package func markPublished(upTo seq: Int64) throws(StoreError) {
        let results = try run([
            Query(LaneStatements.markPublished, [.int(Int64(lane)), .int(epoch), .int(seq)])
        ])
        guard results[0].affected == 1 else {
            throw ownershipLost
        }
    }

    package func release() throws(StoreError) {
        _ = try run([Query(LaneStatements.release, [.int(Int64(lane)), .int(epoch)])])
    }

    package func check() throws(StoreError) {
        do {
            try connection.check()
        } catch {
            throw StoreError(error)
        }
        guard ContinuousClock.now - lastAsked >= silenceMax / 4 else { return }
        let results = try run([Query(LaneStatements.owned, [.int(Int64(lane)), .int(epoch)])])
        guard results[0].rows.count == 1 else { throw ownershipLost }
    }

    private var ownershipLost: StoreError {
        .ownershipLost("the lane's epoch is not \(epoch) any more")
    }

    package func timers(
        dueUpTo instant: Date,
        limit: Int,
        mass: Bool
    ) throws(StoreError) -> [StoredTimer] {
        let results = try run([
            TimerStatements.due(upTo: instant, lane: lane, limit: limit, mass: mass)
        ])
        return try read { () throws(PostgresError) in try TimerStatements.timers(results[0]) }
    }

    package func close() {
        connection.close()
    }

    // MARK: - Pieces

    /// Once a day, so that a daemon that runs for months never lacks a partition.
    private func ensureMonths() throws(StoreError) {
        let now = Date()
        guard now.timeIntervalSince(monthsEnsuredAt) > 86_400 else { return }
        _ = try run([Query(LaneStatements.ensureMonths, [.timestamp(now)])])
        monthsEnsuredAt = now
    }

    private func run(_ queries: [Query]) throws(StoreError) -> [QueryResult] {
        roundTrips += 1
        lastAsked = ContinuousClock.now
        do {
            return try connection.run(queries, deadline: deadline)
        } catch {
            throw StoreError(error)
        }
    }

    private func read<T>(_ body: () throws(PostgresError) -> T) throws(StoreError) -> T {
        do {
            return try body()
        } catch {
            throw StoreError(error)
        }
    }
}

extension AcquiredLane {
    /// Throws where the lane's row tells of a journal that can't be.
    fileprivate func check(lane: Int) throws(StoreError) {
        guard (1...(1 << 62)).contains(nextSeq), (0..<nextSeq).contains(publishedSeq), starts >= 0
        else {
            throw .misconfigured(
                "the row of lane \(lane) can't be right: next_seq is \(nextSeq), "
                    + "published_seq \(publishedSeq), starts \(starts)"
            )
        }
    }
}
