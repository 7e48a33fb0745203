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
