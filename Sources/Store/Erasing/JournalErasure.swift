import Domain
import Engine
import Foundation
import Postgres

/// Takes a person out of the journal, a page at a time; nothing waits for it.
struct JournalErasure {
    let session: ErasureSession
    let eraser: Eraser
    let traces: PersonalTraces
    private let pattern: PersonPattern
    private let ownIDs: Set<String>
    private(set) var count = 0

    private static let page = 100

    init(_ session: ErasureSession, _ traces: PersonalTraces) {
        self.session = session
        self.traces = traces
        eraser = Eraser(traces)
        pattern = PersonPattern(traces)
        ownIDs = Set(pattern.ids)
    }

    /// How many entries are about him.
    func find() throws(StoreError) -> Int {
        var found = self
        for lane in try lanes() { try found.pass(lane, upTo: .max, writes: false) }
        return found.count
    }

    /// Erases in the entries of a lane, up to a position.
    mutating func run(lane: Int64, upTo last: Int64) throws(StoreError) {
        try pass(lane, upTo: last, writes: true)
    }

    private func lanes() throws(StoreError) -> [Int64] {
        let rows = try session.rows(Query(Self.lanes))
        return try session.read { () throws(PostgresError) in
            var lanes: [Int64] = []
            for row in rows { lanes.append(try row.int(0)) }
            return lanes
        }
    }

    private mutating func pass(
        _ lane: Int64,
        upTo last: Int64,
        writes: Bool
    ) throws(StoreError) {
        var after: Int64 = 0
        while true {
            let entries = try entries(lane, after: after, upTo: last)
            let erased = try changes(entries)
            count += erased.count
            if writes, !erased.isEmpty { _ = try session.run([update(lane, erased)]) }
            guard let end = entries.last?.seq, entries.count == Self.page else { return }
            after = end
        }
    }

    private func changes(_ entries: [Entry]) throws(StoreError) -> [Entry] {
        var changes: [Entry] = []
        for entry in entries {
            let after = try erased(entry)
            if after != entry { changes.append(after) }
        }
        return changes
    }

    // MARK: - An entry

    private struct Entry: Equatable {
        let seq: Int64
        let received: Date
        let kind: String?
        var subject: String
        var alsoAbout: String?
        var event: [UInt8]?
        var commands: [UInt8]?
        var decisions: [UInt8]?
    }

    private func erased(_ entry: Entry) throws(StoreError) -> Entry {
        var after = entry
        let isOwn =
            entry.kind.map { pattern.subjects.contains("\($0)/\(entry.subject)") }
            ?? ownIDs.contains(entry.subject)
        if traces.areIn(entry.subject) { after.subject = Eraser.mark }
        after.alsoAbout = entry.alsoAbout.map(withoutCallers)
        after.event = try changed(entry.event) { eraser.erased(event: $0, isOwn: isOwn) }
        after.decisions = try changed(entry.decisions) {
            eraser.erased(decisions: $0, isOwn: isOwn)
        }
        after.commands = try changed(entry.commands) { commands in
            guard case .list(let list) = commands else {
                return eraser.erased(commands, [], isOwn: isOwn)
            }
            return .list(
                list.map { eraser.erased(event: $0, isOwn: isOwn && !eraser.namesSubject($0)) }
            )
        }
        return after
    }

    /// The bytes as they were where nothing is to be erased.
    private func changed(
        _ json: [UInt8]?,
        _ change: (Value) -> Value
    ) throws(StoreError) -> [UInt8]? {
        guard let json else { return nil }
        guard let value = StoredJSON.value(json) else {
            return traces.areIn(String(decoding: json, as: UTF8.self))
                ? try StoredJSON.bytes(.text(Eraser.mark)) : json
        }
        let after = change(value)
        return after == value ? json : try StoredJSON.bytes(after)
    }

    /// Numbers that called are named by themselves.
    private func withoutCallers(_ list: String) -> String {
        list.split(separator: SubjectStatements.separator, omittingEmptySubsequences: false)
            .map { item in
                let caller = "\(SubjectKind.caller.rawValue)/"
                guard item.hasPrefix(caller), traces.areIn(String(item)) else {
                    return String(item)
                }
                return caller + Eraser.mark
            }.joined(separator: SubjectStatements.separator)
    }

    // MARK: - Statements

    private func entries(
        _ lane: Int64,
        after: Int64,
        upTo last: Int64
    ) throws(StoreError) -> [Entry] {
        let rows = try session.rows(
            Query(
                Self.read,
                [
                    .text(pattern.expression), .int(lane), .int(after), .int(last),
                    .texts(pattern.subjects), .texts(pattern.ids), .int(Int64(Self.page)),
                ]
            )
        )
        return try session.read { () throws(PostgresError) in
            var entries: [Entry] = []
            for row in rows {
                entries.append(
                    Entry(
                        seq: try row.int(0),
                        received: try row.timestamp(1),
                        kind: try row.optionalText(2),
                        subject: try row.text(3),
                        alsoAbout: try row.optionalText(4),
                        event: try row.optionalJSON(5),
                        commands: try row.optionalJSON(6),
                        decisions: try row.optionalJSON(7)
                    )
                )
            }
            return entries
        }
    }

    private func update(_ lane: Int64, _ entries: [Entry]) -> Query {
        Query(
            Self.write,
            [
                .int(lane), .ints(entries.map(\.seq)), .timestamps(entries.map(\.received)),
                .texts(entries.map(\.subject)), .texts(entries.map(\.alsoAbout)),
                .jsons(entries.map(\.event)), .jsons(entries.map(\.commands)),
                .jsons(entries.map(\.decisions)),
            ]
        )
    }

    private static let lanes = Statement("SELECT lane::bigint FROM lane")
    private static let read = Statement(
        """
        SELECT seq, received_at, subject_kind, subject, array_to_string(also_about, E'\\x1f'),
            event, commands, decisions
        FROM journal
        WHERE lane = $2::smallint AND seq > $3 AND seq <= $4 AND (
            subject_kind || '/' || subject = ANY ($5)
            OR (subject_kind IS NULL AND subject = ANY ($6)) OR also_about && $5
            OR subject ~* $1
            OR \(PersonPattern.condition(on: "event", 1))
            OR \(PersonPattern.condition(on: "commands", 1))
            OR \(PersonPattern.condition(on: "decisions", 1)))
        ORDER BY lane, seq LIMIT $7
        """
    )
    private static let write = Statement(
        """
        UPDATE journal j SET subject = w.subject,
            also_about = string_to_array(w.also_about, E'\\x1f'), event = w.event,
            commands = w.commands, decisions = w.decisions
        FROM unnest($2, $3, $4, $5, $6, $7, $8)
            AS w (seq, received_at, subject, also_about, event, commands, decisions)
        WHERE j.lane = $1::smallint AND j.seq = w.seq AND j.received_at = w.received_at
        """
    )
}
