package import Domain
import Foundation
package import Postgres

/// Counts the figures that are kept for ever, and lets go of what is older than is kept.
package struct PositionKeeper {
    /// How many days are counted in one go.
    private static let daysAtOnce = 50

    /// How long what is kept.
    package struct Retention: Equatable, Sendable {
        package let daily: Duration
        package let weekly: Duration

        package init(daily: Duration, weekly: Duration) {
            self.daily = daily
            self.weekly = weekly
        }
    }

    private let connection: PostgresConnection
    private let terms: PositionTerms
    private let retention: Retention
    let today: CalendarDay

    /// - Parameter today: The company's day.
    package init(
        _ connection: PostgresConnection,
        _ terms: PositionTerms,
        _ retention: Retention,
        today: CalendarDay
    ) {
        self.connection = connection
        self.terms = terms
        self.retention = retention
        self.today = today
    }

    /// Before it single days are let go, and before the second all of them.
    private var firstDays: (daily: CalendarDay, weekly: CalendarDay) {
        (
            today.adding(days: -Int(retention.daily / .seconds(86_400))),
            today.adding(days: -Int(retention.weekly / .seconds(86_400)))
        )
    }

    // MARK: - Figures

    /// Keywords of a series that left the first places on a day.
    package struct Warning {
        package let series: PositionSource.Series
        package let day: CalendarDay
        package let alerts: [PositionAlert]
    }

    /// Warnings about days that are longer ago are no news.
    private static let newsDays = 3

    /// Counts the figures of some days that are due; answers of how many.
    ///
    /// - Parameter tell: Told what somebody should know; a day of which that failed is counted
    ///   again.
    package func sum(
        telling tell: (Warning) -> Bool = { _ in true }
    ) throws(PostgresError) -> Int {
        let due = try query(
            Self.dueStatement,
            [.timestamp(terms.now), .int(Int64(Self.daysAtOnce))]
        )
        var days: [Int64: [Due]] = [:]
        for row in due {
            let day = CalendarDay(ordinal: Int(try row.int(1)))
            days[try row.int(0), default: []].append(Due(day: day, mark: try row.timestamp(2)))
        }
        let source = PositionSource(connection)
        let known = try source.series()
        for series in known {
            for day in days[series.number] ?? [] { try sum(series, day, source, tell) }
        }
        return days.values.reduce(0) { $0 + $1.count }
    }

    /// A day to count, and the mark by which a row that comes meanwhile shows.
    private struct Due {
        let day: CalendarDay
        let mark: Date
    }

    private func sum(
        _ series: PositionSource.Series,
        _ due: Due,
        _ source: PositionSource,
        _ tell: (Warning) -> Bool
    ) throws(PostgresError) {
        let days = max(PositionTracking.seenDays, terms.alertAfter * 2)
        let history = try source.history(of: series, to: due.day, days: days)
        let report = PositionSeriesReport(history, at: due.day, terms)
        guard let report, report.figures.date == due.day else {
            return try done(series, due, [])
        }
        guard isTold(report, series, tell) else { return }
        let isOpen = !report.figures.isComplete
        // A day that is complete only once nothing came for a while is looked at again then.
        let settles = report.figures.arrivedAt.addingTimeInterval(
            terms.settleAfter / .seconds(1)
        )
        let again = isOpen && settles > terms.now ? settles.addingTimeInterval(1) : nil
        try done(series, due, keeping(report, series.number), again: again)
    }

    /// Whether nobody has to be told anything, or was.
    private func isTold(
        _ report: PositionSeriesReport,
        _ series: PositionSource.Series,
        _ tell: (Warning) -> Bool
    ) -> Bool {
        let day = report.figures.date
        guard report.figures.isComplete, !report.alerts.isEmpty,
            today.ordinal - day.ordinal <= Self.newsDays
        else { return true }
        return tell(Warning(series: series, day: day, alerts: report.alerts))
    }

    private func done(
        _ series: PositionSource.Series,
        _ due: Due,
        _ queries: [Query],
        again: Date? = nil
    ) throws(PostgresError) {
        let key: [Parameter] = [
            .int(series.number), .int(Int64(due.day.ordinal)), .timestamp(due.mark),
        ]
        let mark =
            again.map { Query(Self.laterStatement, key + [.timestamp($0)]) }
            ?? Query(Self.doneStatement, key)
        _ = try connection.run([.begin] + queries + [mark, .commit], deadline: .seconds(30))
    }

    /// Of days whose readings were let go, what comes late is less than what was counted then.
    private func keeping(_ report: PositionSeriesReport, _ series: Int64) -> [Query] {
        let isThinned = report.figures.date < firstDays.daily
        let summary = report.summary
        let median: Decimal? =
            if case .place(let place) = report.figures.median { place } else { nil }
        let tops = PositionFigures.topLimits.map { Parameter.decimal(summary.tops[$0]) }
        return [
            Query(
                Self.keepStatement,
                [
                    .int(series), .int(Int64(summary.date.ordinal)), .int(Int64(summary.tracked)),
                    .int(Int64(summary.measured)), .bool(summary.isComplete),
                    .decimal(summary.visibility), .bool(summary.isWeighted),
                ] + tops + [
                    .int(Int64(summary.notFound)), .decimal(median), .bool(isThinned),
                ]
            )
        ]
    }

    // MARK: - Retention

    /// Lets go of single days that are older than is kept; answers how many.
    ///
    /// Of days that are kept by the week the last complete one remains; months in which nothing can
    /// be left are dropped as a whole.
    package func prune() throws(PostgresError) -> Int {
        let (daily, weekly) = firstDays
        _ = try query(Self.dropStatement, [.int(Int64(weekly.ordinal))])
        let results = try connection.run(
            [
                Query(
                    Self.thinStatement,
                    [.int(Int64(weekly.ordinal)), .int(Int64(daily.ordinal))]
                )
            ],
            deadline: .seconds(600)
        )
        return results.first?.affected ?? 0
    }

    func query(
        _ statement: Statement,
        _ parameters: [Parameter]
    ) throws(PostgresError) -> RowSequence {
        let results = try connection.run([Query(statement, parameters)], deadline: .seconds(60))
        guard let first = results.first else {
            throw PostgresError(.misuse, "a statement gave no result")
        }
        return first.rows
    }
}

extension PositionKeeper {
    private static let dueStatement = Statement(
        """
        SELECT series, day - date '1970-01-01', due FROM position_unsummed WHERE due <= $1
        ORDER BY due LIMIT $2
        """
    )

    private static let keepStatement = Statement(
        """
        INSERT INTO position_summary AS s (series, day, tracked, measured, is_complete, visibility,
            is_weighted, top3, top10, top30, top50, top100, not_found, median)
        VALUES ($1, date '1970-01-01' + $2::int, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
            $14)
        ON CONFLICT (series, day) DO UPDATE SET tracked = excluded.tracked,
            measured = excluded.measured, is_complete = excluded.is_complete,
            visibility = excluded.visibility, is_weighted = excluded.is_weighted,
            top3 = excluded.top3, top10 = excluded.top10, top30 = excluded.top30,
            top50 = excluded.top50, top100 = excluded.top100, not_found = excluded.not_found,
            median = excluded.median
        WHERE NOT ($15 AND s.measured > excluded.measured)
        """
    )

    private static let doneStatement = Statement(
        """
        DELETE FROM position_unsummed
        WHERE series = $1 AND day = date '1970-01-01' + $2::int AND due = $3
        """
    )

    private static let laterStatement = Statement(
        """
        UPDATE position_unsummed SET due = $4
        WHERE series = $1 AND day = date '1970-01-01' + $2::int AND due = $3
        """
    )

    /// Days whose figures are kept; of each ISO week of a series the last complete one stays.
    private static let thinStatement = Statement(
        """
        DELETE FROM position_day d USING position_summary s
        WHERE s.series = d.series AND s.day = d.day
            AND NOT EXISTS (SELECT FROM position_unsummed u
                WHERE u.series = d.series AND u.day = d.day)
            AND (d.day < date '1970-01-01' + $1::int OR d.day < date '1970-01-01' + $2::int
                AND d.day IS DISTINCT FROM (
                    SELECT max(w.day) FROM position_summary w
                    WHERE w.series = d.series AND w.is_complete
                        AND date_trunc('week', w.day) = date_trunc('week', d.day)))
        """
    )

    private static let dropStatement = Statement(
        "SELECT drop_position_months(date '1970-01-01' + $1::int)"
    )
}
