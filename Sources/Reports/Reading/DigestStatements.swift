import Domain
import Postgres

/// Tables `report_digest`, `report_digest_day` and `report_change`.
enum DigestStatements {
    /// Counts rows between `$1` and `$2`; `$3` is the time zone.
    static func count(
        _ counting: FactPart.Counting,
        _ by: ReportGrouping,
        withTimes: Bool
    ) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), detail, counts, amount, seconds
            FROM (\(counting.sql(by, byDay: false, withTimes: withTimes))) g
            """
        )
    }

    /// Keeps what was counted of the days between `$1` and `$2`; `$3` is the time zone.
    static func keep(_ counting: FactPart.Counting, _ by: ReportGrouping) -> Statement {
        Statement(
            """
            INSERT INTO report_digest
                (counting, dimension, day, key, detail, counts, amount, seconds)
            SELECT '\(counting.name)', '\(by.rawValue)', day, coalesce(key, ''), detail, counts,
                amount, seconds
            FROM (\(counting.sql(by, byDay: true, withTimes: true))) g
            """
        )
    }

    private static func kept(
        _ counting: FactPart.Counting,
        _ dimension: ReportGrouping
    ) -> String {
        """
        FROM report_digest WHERE counting = '\(counting.name)'
            AND dimension = '\(dimension.rawValue)'
            AND day BETWEEN $1::date AND $2::date AND NOT day = ANY ($3::date[])
        """
    }

    /// Sums the days from `$1` to `$2` without those in `$3`.
    static func sum(
        _ counting: FactPart.Counting,
        _ by: ReportGrouping,
        in dimension: ReportGrouping
    ) -> Statement {
        let counts = counting.counts.indices.map { "sum(counts[\($0 + 1)])::bigint" }
        return Statement(
            """
            SELECT \(RowKey.shown(by)), detail, counts, amount, NULL::double precision[]
            FROM (
                SELECT \(RowKey.day(by)) AS key, detail,
                    ARRAY[\(counts.joined(separator: ", "))]::bigint[] AS counts,
                    sum(amount) AS amount
                \(kept(counting, dimension)) GROUP BY 1, 2
            ) g
            """
        )
    }

    /// Key and times of the days from `$1` to `$2` without those in `$3`.
    static func times(
        _ counting: FactPart.Counting,
        _ by: ReportGrouping,
        in dimension: ReportGrouping
    ) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), seconds
            FROM (SELECT \(RowKey.day(by)) AS key, seconds \(kept(counting, dimension))) g
            WHERE seconds IS NOT NULL
            """
        )
    }

    // MARK: - Which days

    /// Part and day of whatever has changed since its day was counted; `$1` is the time zone.
    ///
    /// What deals, calls and leads say of each other is followed here, not by who wrote it: only
    /// here all of it is seen together.
    private static let changes = """
        changed_lead AS (
            SELECT lead_id FROM report_change WHERE lead_id IS NOT NULL
            UNION
            SELECT l.lead_id FROM report_change c JOIN report_lead l ON l.deal_id = c.deal_id
        ), changed AS (
            SELECT part, (at AT TIME ZONE $1)::date AS day FROM report_change
            WHERE part IS NOT NULL
            UNION
            SELECT 'lead', (arrived_at AT TIME ZONE $1)::date
            FROM changed_lead JOIN report_lead USING (lead_id)
            UNION
            SELECT 'lead', (arrived_at AT TIME ZONE $1)::date
            FROM changed_lead JOIN report_call USING (lead_id)
        )
        """

    /// The days from `$3` to `$4` of which nothing that holds is kept, of the part `$2`.
    static let missing = Statement(
        """
        WITH \(changes)
        SELECT to_char(d, 'YYYY-MM-DD')
        FROM generate_series($3::date::timestamp, $4::date::timestamp, interval '1 day') d
        WHERE NOT EXISTS (
            SELECT FROM report_digest_day k WHERE k.part = $2 AND k.zone = $1 AND k.day = d::date)
            OR EXISTS (SELECT FROM changed c WHERE c.part = $2 AND c.day = d::date)
        ORDER BY d
        """
    )

    // MARK: - Keeping

    static let snapshot = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    static let begin = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ")
    static let lock = Statement(
        "SELECT pg_try_advisory_lock(hashtextextended('baton digest ' || current_schema(), 0))"
    )
    static let unlock = Statement(
        "SELECT pg_advisory_unlock(hashtextextended('baton digest ' || current_schema(), 0))"
    )
    /// Days of another time zone are other days.
    static let forgetZones = [
        Statement(
            """
            DELETE FROM report_digest WHERE EXISTS (
                SELECT FROM report_digest_day WHERE zone <> $1)
            """
        ),
        Statement(
            """
            DELETE FROM report_digest_day WHERE EXISTS (
                SELECT FROM report_digest_day WHERE zone <> $1)
            """
        ),
    ]
    private static let countings = FactPart.allCases.flatMap { part in
        part.countings.map { "('\(part.rawValue)', '\($0.name)')" }
    }.joined(separator: ", ")
    /// Days in which something has changed.
    static let forgetDays = [
        Statement(
            """
            WITH \(changes)
            DELETE FROM report_digest g USING changed c, (VALUES \(countings)) n (part, counting)
            WHERE c.part = n.part AND g.counting = n.counting AND g.day = c.day
            """
        ),
        Statement(
            """
            WITH \(changes)
            DELETE FROM report_digest_day k USING changed c
            WHERE k.part = c.part AND k.day = c.day
            """
        ),
    ]
    /// In a snapshot: a change that is committed meanwhile is not seen, and stays.
    static let forgetChanges = Statement("DELETE FROM report_change")
    /// Part and day of what is not kept up to the day `$2`, the newest `$3` days of each part.
    static let wanted = Statement(
        """
        SELECT first.part, to_char(days.day, 'YYYY-MM-DD') FROM (VALUES
            ('item', (SELECT min(opened_at) FROM report_item)),
            ('pay', (SELECT min(booked_at) FROM pay_line)),
            ('call', (SELECT min(arrived_at) FROM report_call)),
            ('lead', least((SELECT min(arrived_at) FROM report_lead),
                (SELECT min(arrived_at) FROM report_call))),
            ('offer', (SELECT min(started_at) FROM report_turn WHERE kind = 'offer')),
            ('ring', (SELECT min(started_at) FROM report_turn WHERE kind = 'ring'))
        ) first (part, at)
        CROSS JOIN LATERAL (
            SELECT d::date AS day FROM generate_series(
                greatest(date_trunc('day', first.at AT TIME ZONE $1), '2000-01-01'),
                $2::date::timestamp, interval '1 day') d
            WHERE first.at IS NOT NULL AND NOT EXISTS (SELECT FROM report_digest_day k
                WHERE k.part = first.part AND k.zone = $1 AND k.day = d::date)
            ORDER BY d DESC LIMIT $3
        ) days ORDER BY 1, 2
        """
    )
    static let analyze = Statement("ANALYZE report_digest")
    static let keepDays = Statement(
        "INSERT INTO report_digest_day (part, zone, day) SELECT $1, $2, unnest($3::date[])"
    )
}

extension FactPart.Counting {
    /// Rows with key, detail, counts, amount and seconds, and the day before them if asked for.
    fileprivate func sql(_ by: ReportGrouping, byDay: Bool, withTimes: Bool) -> String {
        let key = RowKey.row(by, instant)
        let day = "(\(instant) AT TIME ZONE $3)::date"
        let conditions = ["\(instant) >= $1 AND \(instant) < $2"] + [condition].compactMap(\.self)
        let times = (withTimes ? seconds : nil).map {
            "array_agg(\($0)) FILTER (WHERE (\($0)) IS NOT NULL)"
        }
        return """
            SELECT \(byDay ? "\(day) AS day, " : "")\(key) AS key, \(detail) AS detail,
                ARRAY[\(counts.joined(separator: ", "))]::bigint[] AS counts,
                \(amount ?? "NULL::numeric") AS amount,
                \(times ?? "NULL::double precision[]") AS seconds
            FROM \(table) WHERE \(conditions.joined(separator: " AND "))
            GROUP BY 1, 2\(byDay ? ", 3" : "")
            """
    }
}

/// What rows are grouped by, as SQL; rows of time by the first day, in the time zone `$3`.
enum RowKey {
    /// Of the rows of a table.
    static func row(_ by: ReportGrouping, _ instant: String) -> String {
        by.column ?? unit(by, "\(instant) AT TIME ZONE $3")
    }

    /// Of days that are counted.
    static func day(_ by: ReportGrouping) -> String {
        by.isTime ? unit(by, "day::timestamp") : "key"
    }

    /// The key as it is read: text, and empty where nothing is known.
    static func shown(_ by: ReportGrouping) -> String {
        by.isTime ? "to_char(key, 'YYYY-MM-DD')" : "coalesce(key, '')"
    }

    private static func unit(_ by: ReportGrouping, _ time: String) -> String {
        "date_trunc('\(by.rawValue)', \(time))"
    }
}
