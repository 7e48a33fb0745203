import Domain
import Engine
import Foundation
import Postgres

/// Takes a person out of the states of subjects, between two batches of the lanes.
struct StateErasure {
    let session: ErasureSession
    let eraser: Eraser
    let traces: PersonalTraces
    let coder: StateCoder
    let except: Set<Subject>
    private(set) var changed: [Subject] = []

    /// How many rows one transaction holds the lanes for: some milliseconds.
    private static let piece = 25

    init(
        _ session: ErasureSession,
        _ traces: PersonalTraces,
        coder: StateCoder,
        except: Set<Subject>
    ) {
        self.session = session
        self.traces = traces
        self.coder = coder
        self.except = except
        eraser = Eraser(traces)
    }

    /// Erases; answers up to which entry of its journal each lane may know more than it does now.
    mutating func run(at now: Date) throws(StoreError) -> [Int64: Int64] {
        for piece in try candidates().pieces(of: Self.piece) {
            changed += try session.retried { () throws(StoreError) in try erase(piece, at: now) }
        }
        return try Self.ends(session)
    }

    /// The last entry of each lane's journal, or a later number.
    static func ends(_ session: ErasureSession) throws(StoreError) -> [Int64: Int64] {
        let rows = try session.rows(Query(lanes))
        return try session.read { () throws(PostgresError) in
            var ends: [Int64: Int64] = [:]
            for row in rows { ends[try row.int(0)] = try row.int(1) }
            return ends
        }
    }

    /// How many rows name him.
    func find() throws(StoreError) -> Int {
        var count = 0
        for piece in try candidates().pieces(of: Self.piece) {
            let results = try session.run([SubjectStatements.load(piece)])
            let rows = try session.read { () throws(PostgresError) in
                try SubjectStatements.subjects(results[0])
            }
            for row in rows {
                if isGone(row) {
                    count += 1
                } else if try erased(row) != nil {
                    count += 1
                }
            }
        }
        return count
    }

    private func isGone(_ row: StoredSubject) -> Bool {
        row.subject.kind == .caller && traces.areIn(row.subject.id)
    }

    private func candidates() throws(StoreError) -> [Subject] {
        let pattern = PersonPattern(traces)
        let rows = try session.rows(
            Query(Self.candidates, [.text(pattern.expression), .texts(pattern.subjects)])
        )
        return try session.read { () throws(PostgresError) in
            var subjects: [Subject] = []
            for row in rows {
                guard let kind = SubjectKind(rawValue: try row.text(0)) else { continue }
                subjects.append(Subject(kind, try row.text(1)))
            }
            return subjects.filter { !except.contains($0) }.sorted()
        }
    }

    private func erase(_ subjects: [Subject], at now: Date) throws(StoreError) -> [Subject] {
        let results = try session.run([
            .begin, Query(Self.holdLanes), SubjectStatements.load(subjects),
        ])
        var kept: [ChangedSubject] = []
        var gone: [Subject] = []
        let rows = try session.read { () throws(PostgresError) in
            try SubjectStatements.subjects(results[2])
        }
        for row in rows {
            if isGone(row) {
                gone.append(row.subject)
            } else if let erased = try erased(row) {
                kept.append(erased)
            }
        }
        guard !kept.isEmpty || !gone.isEmpty else {
            session.rollBack()
            return []
        }
        var writing: [Query] = []
        if !kept.isEmpty { writing.append(SubjectStatements.keep(kept, at: now)) }
        if !gone.isEmpty { writing.append(Query(Self.remove, [.texts(gone.map(\.id))])) }
        _ = try session.run(writing + [.commit])
        return kept.map(\.subject) + gone
    }

    /// Nil where nothing of him is in the row.
    private func erased(_ row: StoredSubject) throws(StoreError) -> ChangedSubject? {
        guard let state = StoredJSON.value(row.state), case .object(let slots) = state else {
            throw .misconfigured("the row of \(row.subject) can't be read")
        }
        let isOwn = traces.subjects.contains(row.subject)
        var after: [String: Value] = [:]
        for (process, slot) in slots {
            after[process] =
                isOwn
                ? eraser.erased(state: slot, of: process)
                : eraser.erased(slot, [], isOwn: false)
        }
        guard .object(after) != state else { return nil }
        let states = try coder.decode(
            StoredSubject(
                subject: row.subject,
                version: row.version,
                state: try StoredJSON.bytes(.object(after))
            )
        )
        return ChangedSubject(
            subject: row.subject,
            versionBefore: row.version,
            state: try coder.encode(states.unwritten),
            lookupKeys: states.lookupKeys,
            holders: states.holders
        )
    }

    private static let candidates = Statement(
        """
        SELECT kind, id FROM subject
        WHERE kind <> 'person' AND (\(PersonPattern.condition(on: "state", 1))
            OR kind || '/' || id = ANY ($2))
        """
    )
    /// All lanes wait at their next batch, and read again what they remember.
    private static let holdLanes = Statement(
        """
        UPDATE lane l SET altered = altered + 1
        FROM (SELECT lane FROM lane ORDER BY lane FOR NO KEY UPDATE) held WHERE held.lane = l.lane
        """
    )
    private static let remove = Statement(
        "DELETE FROM subject WHERE kind = 'caller' AND id = ANY ($1)"
    )
    private static let lanes = Statement("SELECT lane::bigint, next_seq - 1 FROM lane")
}
