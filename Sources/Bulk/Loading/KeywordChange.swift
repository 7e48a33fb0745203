import Domain
import Foundation
import Postgres

/// One word about the keywords of a site.
struct KeywordChange {
    private let connection: PostgresConnection
    private let batch: PositionBatch
    private let calendar: WorkCalendar

    init(_ connection: PostgresConnection, _ batch: PositionBatch, _ calendar: WorkCalendar) {
        self.connection = connection
        self.batch = batch
        self.calendar = calendar
    }

    func take(_ message: KeywordsUpserted, _ sum: Checksum) throws(BulkError) -> LoadOutcome {
        let rows = try Rows(message.rows)
        do {
            return try change(message, rows, sum)
        } catch {
            connection.rollBack(deadline: PositionLoader.pieceDeadline)
            throw BulkError(error)
        }
    }

    /// The rows as lists; of a query that stands there twice the last row counts.
    private struct Rows {
        var texts: [String] = []
        var frequencies: [Int64?] = []
        var targets: [String?] = []
        var groups: [String?] = []
        var active: [Bool?] = []

        init(_ rows: [KeywordRow]) throws(BulkError) {
            var last: [String: KeywordRow] = [:]
            for (number, row) in rows.enumerated() {
                last[try Self.query(row, number)] = row
            }
            for (text, row) in last.sorted(by: { $0.key < $1.key }) {
                texts.append(text)
                frequencies.append(row.frequency.map(Int64.init))
                targets.append(row.targetURL)
                groups.append(row.group)
                active.append(row.active ?? true)
            }
        }

        private static func query(_ row: KeywordRow, _ number: Int) throws(BulkError) -> String {
            let place = "data.rows[\(number)]"
            let text = QueryText.normalized(ArraySlice(Array(row.query.utf8)))
            guard let text, !text.isEmpty, text.count <= RowTaker.queryBytesMax else {
                throw BulkError(
                    .badInput,
                    field: "\(place).query",
                    "\(place).query: must be text of 1 to \(RowTaker.queryBytesMax) bytes"
                )
            }
            guard row.frequency.map({ (0...1_000_000_000).contains($0) }) ?? true else {
                throw BulkError(
                    .badInput,
                    field: "\(place).frequency",
                    "\(place).frequency: must be from 0 to 1000000000"
                )
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    private func change(
        _ message: KeywordsUpserted,
        _ rows: Rows,
        _ sum: Checksum
    ) throws(PostgresError) -> LoadOutcome {
        let found = try query([
            .begin, site(message), Query(KeywordStatements.queries, [.texts(rows.texts)]),
            watch(message, rows),
            Query(KeywordStatements.seriesOfSite, [.text(message.siteID.rawValue)]),
        ])
        var series: [Int64] = []
        for row in found.last.map({ Array($0.rows) }) ?? [] { series.append(try row.int(0)) }
        let due = batch.receivedAt.addingTimeInterval(Merge.summaryDelay)
        _ = try query([
            Query(KeywordStatements.add, [.ints(series)]),
            Query(KeywordStatements.apply, [.ints(series)]),
            Query(KeywordStatements.unsummed, [.ints(series), .timestamp(due)]),
            batch.kept(sum, rows: rows.texts.count, series.count, [message.clientID.rawValue]),
            .commit,
        ])
        return LoadOutcome(
            rows: rows.texts.count,
            series: series.count,
            corrections: 0,
            isRepeated: false
        )
    }

    private func query(_ queries: [Query]) throws(PostgresError) -> [QueryResult] {
        try connection.run(queries, deadline: PositionLoader.pieceDeadline)
    }

    private func site(_ message: KeywordsUpserted) -> Query {
        Query(
            LoadStatements.sites,
            [
                .texts([message.siteID.rawValue]), .texts([message.clientID.rawValue]),
                .timestamp(batch.occurredAt), .text(batch.rank),
            ]
        )
    }

    private func watch(_ message: KeywordsUpserted, _ rows: Rows) -> Query {
        let day = calendar.day(of: batch.occurredAt)
        return Query(
            KeywordStatements.watch,
            [
                .text(message.siteID.rawValue), .text(message.engine?.rawValue ?? ""),
                .text(message.region?.rawValue ?? ""), .text(message.device ?? ""),
                .texts(rows.texts),
                .ints(rows.frequencies), .texts(rows.targets), .texts(rows.groups),
                .bools(rows.active), .int(Int64(day.ordinal)), .timestamp(batch.occurredAt),
                .text(batch.rank),
            ]
        )
    }
}

extension PositionBatch {
    /// The batch as it is kept, where it is about keywords or one day.
    func kept(
        _ sum: Checksum,
        rows: Int,
        _ series: Int,
        _ clients: [String],
        day: CalendarDay? = nil
    ) -> Query {
        let day = day.map { Int64($0.ordinal) }
        return Query(
            LoadStatements.keep,
            [
                .text(id), .text(way.rawValue), .text(sum.type), .bytes(sum.sha256),
                .int(Int64(sum.bytes)), .int(Int64(rows)), .int(Int64(series)), .int(0),
                .texts(clients), .int(day), .int(day), .timestamp(receivedAt),
            ]
        )
    }
}
