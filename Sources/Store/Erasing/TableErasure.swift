import Domain
import Engine
import Foundation
import Postgres

/// Takes a person out of a table that a process or the engine describes.
struct TableErasure {
    let session: ErasureSession
    let eraser: Eraser
    let traces: PersonalTraces
    let table: PersonalTable

    private static let piece = 50

    /// The tables beside journal, states and dead letters that no process owns.
    static let shared = [
        PersonalTable(
            "job",
            title: "jobs and mailed reports",
            columns: [
                PersonalTable.Column("input", .json), PersonalTable.Column("message", .json),
                PersonalTable.Column("last_error", .text),
            ],
            // It is done with what it was given, and its answer goes out as it was given.
            work: PersonalTable.Work(
                "state = 'waiting' OR message IS NOT NULL AND sent_at IS NULL",
                key: "key"
            )
        ),
        PersonalTable(
            "ledger",
            title: "lines of the ledger",
            columns: [PersonalTable.Column("data", .jsonb)]
        ),
    ]

    init(_ session: ErasureSession, _ traces: PersonalTraces, _ table: PersonalTable) {
        self.session = session
        self.traces = traces
        self.table = table
        eraser = Eraser(traces)
    }

    /// How many rows are about him.
    func find() throws(StoreError) -> Int {
        var count = 0
        for piece in try candidates(.all).pieces(of: Self.piece) {
            count += try changes(read(piece)).count
        }
        return count
    }

    /// The rows about him that are still at work, by their keys.
    func atWork() throws(StoreError) -> [String] {
        guard table.work != nil else { return [] }
        var keys: [String] = []
        for piece in try candidates(.atWork).pieces(of: Self.piece) {
            keys += try changes(read(piece)).compactMap(\.key)
        }
        return keys.sorted()
    }

    /// Erases in those that are not at work; answers in how many rows.
    func run(at now: Date) throws(StoreError) -> Int {
        var count = 0
        for piece in try candidates(.atRest).pieces(of: Self.piece) {
            count += try session.retried { () throws(StoreError) in
                _ = try session.run([.begin, Query(Self.announce)])
                let erased = try changes(read(piece))
                if !erased.isEmpty { _ = try session.run([try update(erased, at: now)]) }
                _ = try session.run([.commit])
                return erased.count
            }
        }
        return count
    }

    /// A row by its place, which stays its own as long as it is locked.
    private struct Place {
        let table: Int64
        let row: String
    }

    private struct Stored {
        let place: Place
        let key: String?
        let owners: [String?]
        var columns: [[UInt8]?]
    }

    private func changes(_ rows: [Stored]) throws(StoreError) -> [Stored] {
        var changes: [Stored] = []
        for row in rows {
            var after = row
            let isOwn = zip(owners, row.owners).contains { owner, id in
                id.map { traces.subjects.contains(Subject(owner.key, $0)) } == true
            }
            for (index, column) in table.columns.enumerated() {
                after.columns[index] = try erased(row.columns[index], column, isOwn)
            }
            if after.columns != row.columns { changes.append(after) }
        }
        return changes
    }

    private func erased(
        _ bytes: [UInt8]?,
        _ column: PersonalTable.Column,
        _ isOwn: Bool
    ) throws(StoreError) -> [UInt8]? {
        guard let bytes else { return nil }
        switch column.form {
        case .bytes: return isOwn ? [] : bytes
        case .freeText: return isOwn && !bytes.isEmpty ? Array(Eraser.mark.utf8) : bytes
        case .text, .uniqueText:
            let text = String(decoding: bytes, as: UTF8.self)
            guard isOwn ? traces.areIn(own: text) : traces.areIn(text) else { return bytes }
            let isUnique = column.form == .uniqueText
            return Array((Eraser.mark + (isUnique ? " \(UUID())" : "")).utf8)
        case .json, .jsonb:
            guard let value = StoredJSON.value(bytes) else { return bytes }
            let isOwn = isOwn || eraser.isAbout(value)
            let after =
                column.fields.isEmpty
                ? eraser.erased(event: value, isOwn: isOwn)
                : eraser.erased(value, column.fields, isOwn: isOwn)
            return after == value ? bytes : try StoredJSON.bytes(after)
        }
    }

    // MARK: - Statements

    private var owners: [(key: SubjectKind, value: String)] {
        table.owners.sorted { $0.value < $1.value }
    }

    private enum Rows {
        case all, atWork, atRest
    }

    private func condition(_ rows: Rows) -> String {
        guard let work = table.work else { return "true" }
        return switch rows {
        case .all: "true"
        case .atWork: "(\(work.condition))"
        case .atRest: "NOT (\(work.condition))"
        }
    }

    private func candidates(_ rows: Rows) throws(StoreError) -> [Place] {
        let pattern = PersonPattern(traces)
        var conditions = owners.map { "\($0.value) = ANY ($2)" }
        conditions += table.columns.compactMap { column in
            switch column.form {
            case .text, .uniqueText, .json, .jsonb: PersonPattern.condition(on: column.name, 1)
            case .freeText, .bytes: nil
            }
        }
        let sql = """
            SELECT tableoid::bigint, ctid::text FROM \(table.name)
            WHERE $2 IS NOT NULL AND $1 IS NOT NULL AND (\(conditions.joined(separator: " OR ")))
                AND \(condition(rows))
            """
        let found = try session.rows(
            Query(Statement(sql), [.text(pattern.expression), .texts(pattern.ids)])
        )
        return try session.read { () throws(PostgresError) in
            var places: [Place] = []
            for row in found {
                places.append(Place(table: try row.int(0), row: try row.text(1)))
            }
            return places
        }
    }

    /// Holds the rows, so that their places stay theirs.
    private func read(_ places: [Place]) throws(StoreError) -> [Stored] {
        let columns =
            [table.work.map { "t.\($0.key)::text" } ?? "NULL"]
            + owners.map { "t.\($0.value)::text" } + table.columns.map(Self.reading)
        let sql = """
            SELECT t.tableoid::bigint, t.ctid::text, \(columns.joined(separator: ", "))
            FROM \(table.name) t
            JOIN unnest($1, $2) AS w (place, row)
                ON t.tableoid::bigint = w.place AND t.ctid = w.row::tid
            FOR UPDATE OF t
            """
        let rows = try session.rows(
            Query(Statement(sql), [.ints(places.map(\.table)), .texts(places.map(\.row))])
        )
        let first = 3 + owners.count
        return try session.read { () throws(PostgresError) in
            var stored: [Stored] = []
            for row in rows {
                var ids: [String?] = []
                for index in 3..<first { ids.append(try row.optionalText(.index(index))) }
                var columns: [[UInt8]?] = []
                for (index, column) in table.columns.enumerated() {
                    let place = Column.index(first + index)
                    switch column.form {
                    case .bytes: columns.append(try row.optionalBytes(place))
                    case .text, .uniqueText, .freeText, .json, .jsonb:
                        columns.append(try row.optionalText(place).map { Array($0.utf8) })
                    }
                }
                stored.append(
                    Stored(
                        place: Place(table: try row.int(0), row: try row.text(1)),
                        key: try row.optionalText(2),
                        owners: ids,
                        columns: columns
                    )
                )
            }
            return stored
        }
    }

    private static func reading(_ column: PersonalTable.Column) -> String {
        switch column.form {
        case .bytes: "t.\(column.name)"
        case .text, .uniqueText, .freeText, .json, .jsonb: "t.\(column.name)::text"
        }
    }

    private func update(_ rows: [Stored], at now: Date) throws(StoreError) -> Query {
        var sets = table.columns.map { "\($0.name) = w.\($0.name)" }
        var parameters: [Parameter] = [
            .ints(rows.map(\.place.table)), .texts(rows.map(\.place.row)),
        ]
        if let stamp = table.stamp { sets.append("\(stamp) = coalesce(t.\(stamp), $3)") }
        parameters.append(.timestamp(now))
        for (index, column) in table.columns.enumerated() {
            let values = rows.map { $0.columns[index] }
            switch column.form {
            case .bytes: parameters.append(.bytesArray(values))
            case .text, .uniqueText, .freeText:
                parameters.append(
                    .texts(values.map { $0.map { String(decoding: $0, as: UTF8.self) } })
                )
            case .json: parameters.append(.jsons(values))
            case .jsonb: parameters.append(.jsonbs(values))
            }
        }
        let places = table.columns.indices.map { "$\($0 + 4)" }.joined(separator: ", ")
        let names = table.columns.map(\.name).joined(separator: ", ")
        let sql = """
            UPDATE \(table.name) t SET \(sets.joined(separator: ", "))
            FROM unnest($1, $2, \(places)) AS w (place, row, \(names))
            WHERE $3 IS NOT NULL AND t.tableoid::bigint = w.place AND t.ctid = w.row::tid
            """
        return Query(Statement(sql), parameters)
    }

    /// Figures of the ledger stay refused: only its data may be written now.
    private static let announce = Statement(
        "SELECT set_config('baton.erasing', 'on', true)"
    )
}
