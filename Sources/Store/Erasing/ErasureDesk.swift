package import Domain
package import Engine
package import Foundation
package import Postgres

/// Forgets somebody outside the company: finds what is kept of him, and takes it out.
///
/// States first, each piece between two batches of the lanes; then whatever was written until then.
/// Doing it again changes nothing; after an interruption it goes on where there is something left.
package struct ErasureDesk {
    private let session: ErasureSession
    private let coder: StateCoder
    private let contacts: ContactReader

    /// A desk over a connection that nobody else uses meanwhile.
    package init(
        _ connection: PostgresConnection,
        contacts: ContactReader,
        coder: StateCoder = StateCoder()
    ) {
        session = ErasureSession(connection: connection)
        self.contacts = contacts
        self.coder = coder
    }

    /// By what somebody is looked for.
    package struct Wanted: Sendable {
        package var phones: [String] = []
        package var emails: [String] = []
        /// Leads and clients that are his.
        package var subjects: [Subject] = []
        /// What is not his, whatever says so.
        package var except: Set<Subject> = []

        package init() {}
    }

    /// What is kept of somebody.
    package struct Found: Sendable {
        package let traces: PersonalTraces
        package let except: Set<Subject>
        /// How many rows are about him, by what they are.
        package let counts: [Count]

        package var isEmpty: Bool { counts.allSatisfy { $0.rows == 0 } }
    }

    /// How many rows of a kind.
    package struct Count: Sendable, Equatable {
        package let title: String
        package let rows: Int
    }

    /// An entry of the journal that must be published before it can be erased.
    package struct Unpublished: Error, Sendable {
        package let lane: Int
        package let seq: Int64
        /// Whether states were erased before.
        package let isBegun: Bool
    }

    /// Jobs about him that are not done, or whose answers are not out.
    package struct AtWork: Error, Sendable {
        package let keys: [String]
        /// Whether anything was erased before.
        package let isBegun: Bool
    }

    // MARK: - Finding

    /// Everything that is kept of somebody; throws `refused` where a number or address is none.
    package func find(_ wanted: Wanted) throws(StoreError) -> Found {
        try session.lock()
        let finder = PersonFinder(session, except: wanted.except)
        let traces = try finder.complete(try start(wanted))
        let states = try StateErasure(session, traces, coder: coder, except: wanted.except).find()
        var counts = [
            Count(title: "states", rows: states),
            Count(title: "journal entries", rows: try JournalErasure(session, traces).find()),
            Count(title: "dead letters", rows: try LetterErasure(session, traces).find()),
        ]
        for table in Self.tables {
            let rows = try TableErasure(session, traces, table).find()
            counts.append(Count(title: table.title, rows: rows))
        }
        return Found(traces: traces, except: wanted.except, counts: counts)
    }

    private static let tables = TableErasure.shared + PersonalRegister.registry.tables

    private func start(_ wanted: Wanted) throws(StoreError) -> PersonalTraces {
        var traces = PersonalTraces(contacts: contacts)
        for phone in wanted.phones where !traces.add(phone: phone) {
            throw .refused("\(phone) is no phone number; write it with its calling code: +7…")
        }
        for email in wanted.emails where !traces.add(email: email) {
            throw .refused("\(email) is no e-mail address")
        }
        for subject in wanted.subjects { traces.add(subject) }
        return traces
    }

    // MARK: - Erasing

    /// Waits until jobs about him are done and their answers are out, as they were wanted.
    package func awaitJobs(_ found: Found, patience: Duration) throws {
        let end = ContinuousClock.now + patience
        while true {
            let keys = try atWork(found.traces)
            guard !keys.isEmpty else { return }
            guard ContinuousClock.now < end else { throw AtWork(keys: keys, isBegun: false) }
            _ = try session.run([Query(Self.moment)])
        }
    }

    private func atWork(_ traces: PersonalTraces) throws(StoreError) -> [String] {
        var keys: [String] = []
        for table in Self.tables { keys += try TableErasure(session, traces, table).atWork() }
        return keys
    }

    /// Takes the person out; answers in how many rows.
    ///
    /// - Parameter patience: How long the last of his messages may take to be published.
    package func erase(
        _ found: Found,
        at now: Date,
        patience: Duration
    ) throws -> [Count] {
        let traces = found.traces
        let end = ContinuousClock.now + patience
        // Once states are erased, nothing leads from one to the other any more: what can be waited
        // for is waited for before.
        try awaitPublishing(try StateErasure.ends(session), until: end, isBegun: false)
        var states = StateErasure(session, traces, coder: coder, except: found.except)
        let ends = try states.run(at: now)
        try awaitPublishing(ends, until: end + patience, isBegun: true)
        var journal = JournalErasure(session, traces)
        for (lane, end) in ends.sorted(by: { $0.key < $1.key }) {
            try journal.run(lane: lane, upTo: end)
        }
        var letters = LetterErasure(session, traces)
        try letters.run(upTo: ends, at: now)
        var counts = [
            Count(title: "states", rows: states.changed.count),
            Count(title: "journal entries", rows: journal.count),
            Count(title: "dead letters", rows: letters.count),
        ]
        for table in Self.tables {
            let rows = try run(TableErasure(session, traces, table), at: now, until: end + patience)
            counts.append(Count(title: table.title, rows: rows))
        }
        try note(traces, counts, at: now)
        return counts
    }

    /// A row that is at work is waited for, and erased then.
    private func run(
        _ table: TableErasure,
        at now: Date,
        until end: ContinuousClock.Instant
    ) throws -> Int {
        var count = 0
        while true {
            let keys = try table.atWork()
            // Asked before: what has come to rest since then is erased in this round.
            count += try table.run(at: now)
            guard !keys.isEmpty else { return count }
            guard ContinuousClock.now < end else { throw AtWork(keys: keys, isBegun: true) }
            _ = try session.run([Query(Self.moment)])
        }
    }

    /// Whether a message that lies in a queue names the person.
    package static func concerns(_ found: Found, _ body: [UInt8]) -> Bool {
        guard let value = StoredJSON.value(body) else {
            return found.traces.areIn(String(decoding: body, as: UTF8.self))
        }
        return Eraser(found.traces).isAbout(value)
    }

    /// What was decided before the states were erased goes out as it was decided.
    private func awaitPublishing(
        _ ends: [Int64: Int64],
        until end: ContinuousClock.Instant,
        isBegun: Bool
    ) throws {
        while true {
            let rows = try session.rows(Query(Self.published))
            var behind: Unpublished?
            for row in rows {
                let (lane, seq) = (try row.int(0), try row.int(1))
                guard let end = ends[lane], seq < end else { continue }
                behind = Unpublished(lane: Int(lane), seq: end, isBegun: isBegun)
            }
            guard let behind else { return }
            guard ContinuousClock.now < end else { throw behind }
            _ = try session.run([Query(Self.moment)])
        }
    }

    /// Writes into the journal that it was done, with each subject; never who it was.
    private func note(
        _ traces: PersonalTraces,
        _ counts: [Count],
        at now: Date
    ) throws(StoreError) {
        let subjects = traces.subjects.filter { $0.kind != .caller }.sorted()
        guard counts.contains(where: { $0.rows > 0 }), !subjects.isEmpty else { return }
        _ = try session.run([
            Query(
                Self.note,
                [
                    .timestamp(now), .texts(subjects.map(\.kind.rawValue)),
                    .texts(subjects.map(\.id)),
                ]
            )
        ])
    }

    private static let moment = Statement("SELECT pg_sleep(0.2)")
    private static let published = Statement("SELECT lane::bigint, published_seq FROM lane")
    /// Beside all lanes, which number their own entries.
    private static let note = Statement(
        """
        INSERT INTO journal
            (lane, seq, received_at, occurred_at, type, subject_kind, subject, outcome)
        SELECT -1, (SELECT coalesce(max(seq), 0) FROM journal WHERE lane = -1) + w.n, $1, $1,
            'person_data.erased', w.kind, w.id, 'applied'
        FROM unnest($2, $3) WITH ORDINALITY AS w (kind, id, n)
        """
    )
}
