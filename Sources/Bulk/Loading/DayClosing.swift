import Domain
import Foundation
import Postgres

/// One word that a day of a series is done.
struct DayClosing {
    private let connection: PostgresConnection
    private let batch: PositionBatch

    init(_ connection: PostgresConnection, _ batch: PositionBatch) {
        self.connection = connection
        self.batch = batch
    }

    func take(_ message: PositionsClosed, _ sum: Checksum) throws(BulkError) -> LoadOutcome {
        do {
            let site = message.siteID.rawValue
            let known = try query([Query(KeywordStatements.isKnown, [.text(site)])]).first
            guard try known?.rows.first?.bool(0) == true else { throw try unknown(site) }
            return try close(message, sum)
        } catch let error as BulkError {
            throw error
        } catch {
            connection.rollBack(deadline: PositionLoader.pieceDeadline)
            throw BulkError(error as? PostgresError ?? PostgresError(.misuse, "\(error)"))
        }
    }

    /// A site that is not known, with those that may have been meant.
    private func unknown(_ site: String) throws(PostgresError) -> BulkError {
        var known: [String] = []
        for row in try query([Query(KeywordStatements.sites)]).first.map({ Array($0.rows) }) ?? [] {
            known.append(try row.text(0))
        }
        let near = Nearness.nearest(to: site, among: known)
        let hint = near.map { "; did you mean \($0)?" } ?? ""
        return BulkError(
            .badInput,
            field: "data.site_id",
            "data.site_id: no positions of \(site) are known\(hint)"
        )
    }

    private func close(
        _ message: PositionsClosed,
        _ sum: Checksum
    ) throws(PostgresError) -> LoadOutcome {
        let key = PositionSeriesKey(
            site: message.siteID.rawValue,
            source: message.source,
            engine: message.engine.rawValue,
            region: message.region?.rawValue,
            device: message.device
        )
        guard let day = CalendarDay(message.date) else {
            throw PostgresError(.misuse, "\(message.date) was taken for a day")
        }
        let keys = [key].parameters
        let found = try query([
            .begin, Query(LoadStatements.newSeries, keys), Query(LoadStatements.series, keys),
        ])
        let series = try found.last?.rows.first.map { row throws(PostgresError) in
            try row.int(0)
        }
        let numbers = [series].compactMap(\.self)
        let due = batch.receivedAt.addingTimeInterval(1)
        _ = try query([
            Query(KeywordStatements.close, [.ints(numbers), .int(Int64(day.ordinal))]),
            Query(
                KeywordStatements.unsummedDay,
                [.ints(numbers), .int(Int64(day.ordinal)), .timestamp(due)]
            ),
            batch.kept(sum, rows: 0, 1, [], day: day), .commit,
        ])
        return LoadOutcome(rows: 0, series: 1, corrections: 0, isRepeated: false)
    }

    private func query(_ queries: [Query]) throws(PostgresError) -> [QueryResult] {
        try connection.run(queries, deadline: PositionLoader.pieceDeadline)
    }
}

/// Which of several names was probably meant.
enum Nearness {
    /// The nearest one, if it is at most two letters away.
    static func nearest(to name: String, among names: [String]) -> String? {
        let found = names.map { ($0, distance(Array(name), Array($0))) }.min { $0.1 < $1.1 }
        return found.flatMap { $0.1 <= 2 ? $0.0 : nil }
    }

    /// How many letters must be changed, added or removed.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (number, letter) in one.enumerated() {
            var before = row[0]
            row[0] = number + 1
            for (column, against) in other.enumerated() {
                let change = before + (letter == against ? 0 : 1)
                before = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[other.count]
    }
}
