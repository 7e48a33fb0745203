import Domain
import Postgres

/// View `pay_line`, of the ledger.
enum PayStatements {
    private static let within = "booked_at >= $1 AND booked_at < $2"

    static let lines = Statement(
        """
        SELECT line_id, kind, marketer_id, lead_id, round, source, campaign, booked_at, rate,
            currency
        FROM pay_line WHERE \(within) ORDER BY booked_at, line_id COLLATE "C" LIMIT $3
        """
    )
}

/// Table `report_deal`.
enum SalesStatements {
    /// Person, currency, amount, count, when the first was won; a line each currency.
    static let byPerson = Statement(
        """
        SELECT manager_id, currency, sum(amount), count(*), min(won_at) FROM report_deal
        WHERE won_at >= $1 AND won_at < $2 AND manager_id IS NOT NULL
        GROUP BY manager_id, currency
        """
    )
}

/// Table `report_survey`.
enum SurveyStatements {
    /// Key, sent, excellent, good, bad.
    static func count(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), sum(sent)::bigint, sum(excellent)::bigint,
                sum(good)::bigint, sum(bad)::bigint
            FROM (
                SELECT \(RowKey.row(by, "sent_at")) AS key, count(*) AS sent,
                    0 AS excellent, 0 AS good, 0 AS bad
                FROM report_survey WHERE sent_at >= $1 AND sent_at < $2 GROUP BY 1
                UNION ALL
                SELECT \(RowKey.row(by, "answered_at")), 0,
                    count(*) FILTER (WHERE score = 'excellent'),
                    count(*) FILTER (WHERE score = 'good'), count(*) FILTER (WHERE score = 'bad')
                FROM report_survey WHERE answered_at >= $1 AND answered_at < $2 GROUP BY 1
            ) g GROUP BY key
            """
        )
    }
}

/// Table `subject`, the people in it.
enum PeopleStatements {
    static let names = Statement(
        "SELECT id, state->'person'->>'name' FROM subject WHERE kind = 'person'"
    )
}

/// What is still unprocessed.
enum BacklogStatements {
    /// Open dead letters, unpublished decisions, overdue timers, when the last event came in, since
    /// when there are facts.
    static let count = Statement(
        """
        SELECT (SELECT count(*) FROM dead_letter WHERE state = 'open'),
            (SELECT coalesce(sum(next_seq - 1 - published_seq), 0)::bigint FROM lane),
            (SELECT count(*) FROM timer WHERE due_at < $1),
            (SELECT max(received_at) FROM lane CROSS JOIN LATERAL (
                SELECT received_at FROM journal j WHERE j.lane = lane.lane
                    AND j.seq = lane.next_seq - 1) last),
            (SELECT facts_since FROM installation)
        """
    )
}
