import Domain
import Foundation
import Postgres

/// What a batch is known by, once all of it was seen.
struct Checksum {
    let sha256: [UInt8]
    let bytes: Int
    let type: String
}

/// The one transaction in which staged rows become readings.
struct Merge {
    /// How long a day that has just come may grow before its figures are kept.
    static let summaryDelay: TimeInterval = 20

    private let connection: PostgresConnection
    private let batch: PositionBatch
    private let staged: StagedRows

    init(_ connection: PostgresConnection, _ batch: PositionBatch, _ staged: StagedRows) {
        self.connection = connection
        self.batch = batch
        self.staged = staged
    }

    /// Merges everything and keeps the batch; nothing of it where anything fails.
    func run(_ sum: Checksum) throws(BulkError) -> LoadOutcome {
        do {
            return try merge(sum)
        } catch {
            connection.rollBack(deadline: PositionLoader.pieceDeadline)
            // Somebody else was faster with the very same.
            if error.constraint == "position_batch_pkey" {
                throw BulkError(.busy, "\(batch.id) is being taken already; try again in a moment")
            }
            throw BulkError(error)
        }
    }

    private func merge(_ sum: Checksum) throws(PostgresError) -> LoadOutcome {
        let days = Set(staged.touched.map(\.day)).sorted()
        _ = try query([Query(LoadStatements.months, [.ints(days.map(Int64.init))])])
        let found = try query([.begin, sites, newSeries, Query(LoadStatements.series, keys)])
        var (series, fresh) = ([Int64](), [Int64]())
        for row in found.last.map({ Array($0.rows) }) ?? [] {
            series.append(try row.int(0))
            if try row.bool(1) { fresh.append(try row.int(0)) }
        }
        guard series.count == staged.series.count else {
            throw PostgresError(.misuse, "\(staged.series.count) series were not all found")
        }
        let results = try query(rows(series, fresh) + following(series))
        let corrections = Int(try results.last?.rows.first?.int(0) ?? 0)
        _ = try query([unsummed, keep(sum, days, corrections), .commit])
        return LoadOutcome(
            rows: staged.rows,
            series: series.count,
            corrections: corrections,
            isRepeated: false
        )
    }

    private func query(_ queries: [Query]) throws(PostgresError) -> [QueryResult] {
        try connection.run(queries, deadline: PositionLoader.mergeDeadline)
    }

    // MARK: - Statements

    private var sites: Query {
        let clients = staged.clients.sorted { $0.key < $1.key }
        return Query(
            LoadStatements.sites,
            [
                .texts(clients.map(\.key)), .texts(clients.map(\.value)),
                .timestamp(batch.occurredAt), .text(batch.rank),
            ]
        )
    }

    private var newSeries: Query { Query(LoadStatements.newSeries, keys) }

    private var keys: [Parameter] { staged.series.parameters }

    private func rows(_ series: [Int64], _ fresh: [Int64]) -> [Query] {
        let locals = staged.series.indices.map { Int64($0) }
        let sites = staged.series.map(\.site)
        let touched = staged.touched
        let announced =
            fresh.isEmpty
            ? []
            : [
                Query(KeywordStatements.add, [.ints(fresh)]),
                Query(KeywordStatements.apply, [.ints(fresh)]),
            ]
        return [Query(staged.statements.queries)] + announced + [
            Query(staged.statements.keywords, [.ints(locals), .ints(series)]),
            Query(staged.statements.urls, [.ints(locals), .texts(sites)]),
            Query(
                staged.statements.cells,
                [
                    .ints(locals), .ints(series), .texts(sites),
                    .ints(touched.map { series[$0.series] }),
                    .ints(touched.map { Int64($0.day) }), .text(batch.rank),
                ]
            ),
        ]
    }

    private func following(_ series: [Int64]) -> [Query] {
        let isLarge = staged.rows > 20_000
        let analyze = isLarge ? [Query(staged.statements.analyzeCells)] : []
        return analyze + [
            Query(staged.statements.gaps),
            Query(staged.statements.days, [.timestamp(batch.receivedAt)]),
            Query(staged.statements.mixedDays, [.timestamp(batch.receivedAt)]),
            Query(staged.statements.corrections, [.timestamp(batch.receivedAt)]),
        ]
    }

    private var unsummed: Query {
        let due = batch.receivedAt.addingTimeInterval(Self.summaryDelay)
        return Query(staged.statements.unsummed, [.timestamp(due)])
    }

    private func keep(_ sum: Checksum, _ days: [Int], _ corrections: Int) -> Query {
        let clients = Set(staged.clients.values).sorted()
        return Query(
            LoadStatements.keep,
            [
                .text(batch.id), .text(batch.way.rawValue), .text(sum.type), .bytes(sum.sha256),
                .int(Int64(sum.bytes)), .int(Int64(staged.rows)), .int(Int64(staged.series.count)),
                .int(Int64(corrections)), .texts(clients), .int(days.first.map(Int64.init)),
                .int(days.last.map(Int64.init)), .timestamp(batch.receivedAt),
            ]
        )
    }
}

extension [PositionSeriesKey] {
    /// Their parts, each as a list; no region and no device is empty.
    var parameters: [Parameter] {
        [
            .texts(map(\.site)), .texts(map(\.source)), .texts(map(\.engine)),
            .texts(map { $0.region ?? "" }), .texts(map { $0.device ?? "" }),
        ]
    }
}
