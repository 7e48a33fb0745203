import Domain
package import Foundation
package import Postgres

/// Takes batches of rows: staged piece by piece, merged in one transaction.
///
/// One thread at a time uses a loader.
package final class PositionLoader {
    /// How long one piece may take to be staged, and how long the merge of a large file.
    static let pieceDeadline: Duration = .seconds(60)
    static let mergeDeadline: Duration = .seconds(1800)
    /// From this many rows on the planner is told how they are spread.
    private static let rowsToAnalyze = 20_000
    /// How many wrong rows are counted before the rest is not looked at.
    static let faultsMax = 1_000_000

    let connection: PostgresConnection
    private let terms: @Sendable (Date) -> LoadTerms
    private let progress: (Int) -> Void

    /// - Parameters:
    ///   - terms: The rules at an instant.
    ///   - progress: Told now and then how many rows are staged.
    package init(
        _ connection: PostgresConnection,
        terms: @escaping @Sendable (Date) -> LoadTerms,
        progress: @escaping (Int) -> Void = { _ in }
    ) {
        self.connection = connection
        self.terms = terms
        self.progress = progress
    }

    /// Server settings of a session that loads.
    package static func sessionSettings(searchPath: String) -> [String: String] {
        [
            "search_path": searchPath, "jit": "off", "work_mem": "64MB",
            "statement_timeout": "1800000", "lock_timeout": "600000",
        ]
    }

    /// Takes a file or the body of a request, whole or not at all.
    ///
    /// The same bytes again are no news; other bytes under the id are a `conflict`.
    package func load(
        _ batch: PositionBatch,
        _ source: any ByteSource,
        isPacked: Bool?,
        format: RowFormat?
    ) throws(BulkError) -> LoadOutcome {
        let hashing = HashingSource(source)
        if let known = try sha256(of: batch.id) {
            try hashing.drain()
            return try Self.repeated(batch, isSame: known == hashing.sha256)
        }
        let file = try PositionFile(hashing, isPacked: isPacked, format: format)
        return try stage(batch, file.rows) { [connection] work throws(BulkError) in
            // What stands behind the last row counts too, such as the end of a gzip member.
            try hashing.drain()
            let sum = Checksum(sha256: hashing.sha256, bytes: hashing.bytes, type: "rows")
            return try Merge(connection, batch, work).run(sum)
        }
    }

    /// A batch that is known already.
    private static func repeated(
        _ batch: PositionBatch,
        isSame: Bool
    ) throws(BulkError) -> LoadOutcome {
        guard isSame else {
            throw BulkError(.conflict, "other rows were taken as \(batch.id) before")
        }
        return LoadOutcome(rows: 0, series: 0, corrections: 0, isRepeated: true)
    }

    /// The checksum of what was taken under an id.
    func sha256(of id: String) throws(BulkError) -> [UInt8]? {
        let rows = try run([Query(LoadStatements.batch, [.text(id)])]).first
        do {
            return try rows?.rows.first?.bytes(0)
        } catch {
            throw BulkError(error)
        }
    }

    /// Stages all rows and hands them over; a row that is wrong refuses the whole.
    func stage(
        _ batch: PositionBatch,
        _ rows: some RowSource,
        then merge: (StagedRows) throws(BulkError) -> LoadOutcome
    ) throws(BulkError) -> LoadOutcome {
        let slot = try hold()
        defer { release(slot) }
        let statements = MergeStatements.all[slot]
        _ = try run([Query(statements.empty)])
        var (rows, row, buffer) = (rows, PositionRow(), StageBuffer())
        var taker = RowTaker(terms(batch.receivedAt), at: batch.occurredAt)
        var faults = RowFaults()
        while try faults.guarding({ () throws(BulkError) in try rows.next(into: &row) }) {
            do throws(RowTaker.Fault) {
                let staged = try taker.take(row)
                if faults.isEmpty { buffer.append(staged) }
            } catch {
                try faults.count(error, at: rows.place)
            }
            if buffer.isFull { try send(&buffer, statements, taker.rows) }
        }
        try faults.check()
        try send(&buffer, statements, taker.rows)
        if taker.rows >= Self.rowsToAnalyze { _ = try run([Query(statements.analyze)]) }
        return try merge(StagedRows(taker, statements))
    }

    private func send(
        _ buffer: inout StageBuffer,
        _ statements: MergeStatements,
        _ rows: Int
    ) throws(BulkError) {
        guard buffer.rows > 0 else { return }
        do {
            _ = try connection.copy(
                statements.copy,
                buffer.take(),
                deadline: Self.pieceDeadline
            )
        } catch {
            throw BulkError(error)
        }
        progress(rows)
    }

    // MARK: - Stages

    /// A stage that nobody else fills.
    private func hold() throws(BulkError) -> Int {
        for slot in 0..<MergeStatements.slots {
            let query = Query(LoadStatements.hold, [.int(Int64(slot))])
            do {
                if try connection.run([query], deadline: Self.pieceDeadline).first?.rows.first?
                    .bool(0) == true
                {
                    return slot
                }
            } catch {
                throw BulkError(error)
            }
        }
        throw BulkError(.busy, "too many loads are under way; try again in a moment")
    }

    private func release(_ slot: Int) {
        // Should it fail, then because the session did, and the lock ended with it.
        _ = try? run([Query(LoadStatements.release, [.int(Int64(slot))])])
    }

    @discardableResult
    func run(
        _ queries: [Query],
        deadline: Duration = PositionLoader.pieceDeadline
    ) throws(BulkError) -> [QueryResult] {
        do {
            return try connection.run(queries, deadline: deadline)
        } catch {
            throw BulkError(error)
        }
    }
}

/// Rows that are staged, and what is known of them.
struct StagedRows {
    let statements: MergeStatements
    let rows: Int
    let series: [PositionSeriesKey]
    let clients: [String: String]
    /// Numbers of series within the batch, and days since 1970-01-01.
    let touched: [(series: Int, day: Int)]

    init(_ taker: RowTaker, _ statements: MergeStatements) {
        self.statements = statements
        rows = taker.rows
        series = taker.series
        clients = taker.clients
        touched = taker.touched.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    }
}

/// What is wrong with the rows of a batch: the first one, and how many.
struct RowFaults {
    private var first: (field: String, message: String)?
    private var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func count(_ fault: RowTaker.Fault, at place: String) throws(BulkError) {
        if first == nil {
            let isPath = place.hasPrefix("data.")
            let field = isPath ? "\(place).\(fault.field)" : fault.field
            let name = isPath ? field : "\(place): \(field)"
            first = (field, "\(name): \(fault.message)")
        }
        count += 1
        if count >= PositionLoader.faultsMax { try check() }
    }

    /// Reads on; where that fails, what was wrong before is told first.
    func guarding(_ read: () throws(BulkError) -> Bool) throws(BulkError) -> Bool {
        do throws(BulkError) {
            return try read()
        } catch {
            if error.code == .badInput { try check() }
            throw error
        }
    }

    func check() throws(BulkError) {
        guard let first else { return }
        let others = count > 1 ? "; \(count) rows are wrong" : ""
        throw BulkError(.badInput, field: first.field, first.message + others)
    }
}
