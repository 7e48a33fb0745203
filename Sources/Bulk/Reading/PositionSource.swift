package import Domain
import Foundation
package import Postgres

/// Reads what is kept of a client's sites, for reports.
package struct PositionSource {
    /// How far back single days are read: a year, and what its first days are compared with.
    package static let daysMax = 430
    /// How far back pages are of interest: fourteen measurements, also of one a week.
    private static let pageDaysMax = 105

    private let connection: PostgresConnection
    private let deadline: Duration

    /// A source over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection, deadline: Duration = .seconds(30)) {
        self.connection = connection
        self.deadline = deadline
    }

    /// A series without its readings.
    package struct Series: Equatable, Sendable {
        package let number: Int64
        package let clientID: String
        package let key: PositionSeriesKey
    }

    /// The series of a client, or of one of his sites; of all clients where none is named.
    package func series(
        of client: String? = nil,
        site: String? = nil
    ) throws(PostgresError) -> [Series] {
        let found = try query(Self.seriesStatement, [.text(client), .text(site)])
        var series: [Series] = []
        for row in found {
            series.append(
                Series(
                    number: try row.int(0),
                    clientID: try row.text(1),
                    key: PositionSeriesKey(
                        site: try row.text(2),
                        source: try row.text(3),
                        engine: try row.text(4),
                        region: try row.text(5),
                        device: try row.text(6)
                    )
                )
            )
        }
        return series
    }

    /// What is kept of a series up to a day.
    ///
    /// - Parameters:
    ///   - days: How far back readings are read.
    ///   - from: How far back figures are, where that is further.
    package func history(
        of series: Series,
        to date: CalendarDay,
        days: Int = PositionSource.daysMax,
        from: CalendarDay? = nil
    ) throws(PostgresError) -> PositionHistory {
        let oldest = from.map { min(Int64($0.ordinal), Int64(date.ordinal - days)) }
        let (first, last) = (Int64(date.ordinal - days), Int64(date.ordinal))
        let fromPages = Int64(date.ordinal - Self.pageDaysMax)
        return PositionHistory(
            key: series.key,
            clientID: series.clientID,
            keywords: try keywords(of: series.number),
            days: try self.days(of: series.number, first, last, fromPages),
            summaries: try summaries(of: series.number, oldest ?? first, last),
            pages: try pages(of: series.key.site)
        )
    }

    /// The last day of a series on which anything was read, at the latest the one given.
    package func lastDay(
        of series: Series,
        to date: CalendarDay
    ) throws(PostgresError) -> CalendarDay? {
        let rows = try query(
            Self.lastDayStatement,
            [.int(series.number), .int(Int64(date.ordinal))]
        )
        return try rows.first?.optionalInt(0).map { CalendarDay(ordinal: Int($0)) }
    }

    // MARK: - Parts

    private func query(
        _ statement: Statement,
        _ parameters: [Parameter]
    ) throws(PostgresError) -> RowSequence {
        let results = try connection.run([Query(statement, parameters)], deadline: deadline)
        guard let first = results.first else {
            throw PostgresError(.misuse, "a statement gave no result")
        }
        return first.rows
    }

    private func keywords(of series: Int64) throws(PostgresError) -> [PositionKeyword] {
        var keywords: [PositionKeyword] = []
        for row in try query(Self.keywordsStatement, [.int(series)]) {
            keywords.append(
                PositionKeyword(
                    try row.text(0),
                    frequency: try row.optionalInt(1).map { Int($0) },
                    targetURL: try row.optionalText(2),
                    group: try row.optionalText(3),
                    trackedFrom: try Self.day(row, 4),
                    trackedTo: try Self.day(row, 5)
                )
            )
        }
        return keywords
    }

    private static func day(_ row: Row, _ column: Column) throws(PostgresError) -> CalendarDay? {
        try row.optionalInt(column).map { CalendarDay(ordinal: Int($0)) }
    }

    private func days(
        of series: Int64,
        _ first: Int64,
        _ last: Int64,
        _ fromPages: Int64
    ) throws(PostgresError) -> [PositionDay] {
        let parameters: [Parameter] = [
            .int(series), .int(first), .int(last), .int(fromPages),
        ]
        var days: [PositionDay] = []
        for row in try query(Self.daysStatement, parameters) {
            days.append(
                PositionDay(
                    CalendarDay(ordinal: Int(try row.int(0))),
                    codes: try row.ints16(1),
                    depths: try row.ints16(2),
                    pages: try row.ints32(3),
                    isClosed: try row.bool(4),
                    arrivedAt: try row.timestamp(5),
                    measuredAt: try row.optionalTimestamp(6)
                )
            )
        }
        return days
    }

    private func summaries(
        of series: Int64,
        _ first: Int64,
        _ last: Int64
    ) throws(PostgresError) -> [PositionSummary] {
        var summaries: [PositionSummary] = []
        for row in try query(Self.summariesStatement, [.int(series), .int(first), .int(last)]) {
            var tops: [Int: Decimal] = [:]
            for (index, limit) in PositionFigures.topLimits.enumerated() {
                tops[limit] = try row.optionalDecimal(.index(6 + index))
            }
            summaries.append(
                PositionSummary(
                    date: CalendarDay(ordinal: Int(try row.int(0))),
                    tracked: Int(try row.int(1)),
                    measured: Int(try row.int(2)),
                    isComplete: try row.bool(3),
                    visibility: try row.optionalDecimal(4),
                    isWeighted: try row.bool(5),
                    tops: tops,
                    notFound: Int(try row.int(11))
                )
            )
        }
        return summaries
    }

    private func pages(of site: String) throws(PostgresError) -> [Int32: String] {
        var pages: [Int32: String] = [:]
        for row in try query(Self.pagesStatement, [.text(site)]) {
            pages[Int32(clamping: try row.int(0))] = try row.text(1)
        }
        return pages
    }
}

extension PositionSource {
    private static let seriesStatement = Statement(
        """
        SELECT e.series, s.client_id, e.site, e.source, e.engine, e.region, e.device
        FROM position_series e JOIN position_site s ON s.site = e.site
        WHERE ($1 IS NULL OR s.client_id = $1) AND ($2 IS NULL OR e.site = $2)
        ORDER BY e.site, e.engine, e.region, e.device, e.source
        """
    )

    private static let keywordsStatement = Statement(
        """
        SELECT q.text, k.frequency, k.target_url, k.grp, k.tracked_from - date '1970-01-01',
            k.tracked_to - date '1970-01-01'
        FROM position_keyword k JOIN position_query q ON q.query = k.query
        WHERE k.series = $1 ORDER BY k.ordinal
        """
    )

    private static let daysStatement = Statement(
        """
        SELECT d.day - date '1970-01-01', d.positions, d.depths,
            CASE WHEN d.day >= date '1970-01-01' + $4::int THEN d.urls ELSE '{0}' END,
            EXISTS (SELECT FROM position_closing c WHERE c.series = d.series AND c.day = d.day),
            d.arrived_at, (SELECT max(at) FROM unnest(d.measured_at) AS at)
        FROM position_day d
        WHERE d.series = $1 AND d.day BETWEEN date '1970-01-01' + $2::int
            AND date '1970-01-01' + $3::int
        ORDER BY d.day
        """
    )

    private static let summariesStatement = Statement(
        """
        SELECT day - date '1970-01-01', tracked, measured, is_complete, visibility, is_weighted,
            top3, top10, top30, top50, top100, not_found
        FROM position_summary
        WHERE series = $1 AND day BETWEEN date '1970-01-01' + $2::int
            AND date '1970-01-01' + $3::int
        ORDER BY day
        """
    )

    private static let pagesStatement = Statement(
        "SELECT url, address FROM position_url WHERE site = $1"
    )

    private static let lastDayStatement = Statement(
        """
        SELECT max(day) - date '1970-01-01' FROM position_day
        WHERE series = $1 AND day <= date '1970-01-01' + $2::int
        """
    )
}
