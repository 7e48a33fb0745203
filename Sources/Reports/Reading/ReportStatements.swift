import Domain
import Postgres

/// Table `report_item`.
///
/// `$1` and `$2` bound the period, `$3` is the time zone.
enum ItemStatements {
    private static let within = "opened_at >= $1 AND opened_at < $2"

    /// Key, outcome, junk stage, class of the time to accept, arrived, passed, returned.
    ///
    /// Fewer sums over more groups: over five million leads twice as fast as a sum an outcome. The
    /// classes are for the medians: `percentile_cont` sorts all times and can't share the work out
    /// among processors, counting classes can.
    static func count(_ by: ReportGrouping, withTimes: Bool) -> Statement {
        let timeClass = withTimes ? Self.timeClass : "NULL::bigint"
        return Statement(
            """
            SELECT \(RowKey.shown(by)), outcome, junk_stage, class, arrived, passed, returned
            FROM (
                SELECT \(RowKey.item(by)) AS key, outcome, junk_stage, \(timeClass) AS class,
                    count(*) AS arrived, count(first_passed_at) AS passed,
                    sum(returns)::bigint AS returned
                FROM report_item WHERE \(within) GROUP BY 1, 2, 3, 4
            ) g
            """
        )
    }

    /// How many classes there are to a time that is e times as long.
    static let classesPerE = 32.0

    /// Into which of the classes a time falls; a class is three hundredths wide.
    private static let timeClass = "floor(ln(1 + seconds_to_accept) * 32)::bigint"

    /// Key, class, seconds; of the classes in the last parameter, between the two before it.
    static func times(_ by: ReportGrouping) -> Statement {
        let first = by.isTime ? 4 : 3
        return Statement(
            """
            SELECT \(RowKey.shown(by)), class, seconds_to_accept FROM (
                SELECT \(RowKey.item(by)) AS key, \(timeClass) AS class, seconds_to_accept
                FROM report_item WHERE \(within)
                    AND seconds_to_accept BETWEEN $\(first) AND $\(first + 1)
                    AND \(timeClass) = ANY ($\(first + 2))
            ) g
            """
        )
    }
}

/// What rows are grouped by, as SQL; rows of time by the first day, in the time zone `$3`.
enum RowKey {
    static func item(_ by: ReportGrouping) -> String {
        switch by {
        case .campaign: "campaign"
        case .source: "source"
        case .marketer: "marketer_id"
        default: time(by, "opened_at")
        }
    }

    static func pay(_ by: ReportGrouping) -> String {
        by.isTime ? time(by, "booked_at") : item(by)
    }

    static func arrival(_ by: ReportGrouping) -> String {
        switch by {
        case .channel: "channel"
        case .campaign: "campaign"
        default: time(by, "arrived_at")
        }
    }

    static func survey(_ by: ReportGrouping, _ instant: String) -> String {
        switch by {
        case .projectManager: "project_manager_id"
        case .head: "sales_head_id"
        case .department: "department"
        default: time(by, instant)
        }
    }

    /// The key as it is read: text, and empty where nothing is known.
    static func shown(_ by: ReportGrouping) -> String {
        by.isTime ? "to_char(key, 'YYYY-MM-DD')" : "coalesce(key, '')"
    }

    private static func time(_ by: ReportGrouping, _ column: String) -> String {
        let unit =
            switch by {
            case .week: "week"
            case .month: "month"
            default: "day"
            }
        return "date_trunc('\(unit)', \(column) AT TIME ZONE $3)"
    }
}

/// Table `pay_line`.
enum PayStatements {
    private static let within = "booked_at >= $1 AND booked_at < $2"

    /// Key, whether it is the fixed part, amount.
    static func sum(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), is_fixed, amount FROM (
                SELECT \(RowKey.pay(by)) AS key, kind = 'fixed' AS is_fixed,
                    sum(amount) AS amount
                FROM pay_line
                WHERE \(within) AND currency = \(by.isTime ? "$4" : "$3") GROUP BY 1, 2
            ) g
            """
        )
    }

    static let lines = Statement(
        """
        SELECT line_id, kind, marketer_id, lead_id, round, source, campaign, booked_at, rate,
            currency
        FROM pay_line WHERE \(within) ORDER BY booked_at, line_id COLLATE "C" LIMIT $3
        """
    )
}

/// Tables `report_call`, `report_lead` and `report_deal`.
enum ChannelStatements {
    private static let within = "arrived_at >= $1 AND arrived_at < $2"

    /// Key, calls, answered, missed, real, spam, unmarked.
    static func calls(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), calls, answered, missed, real, spam, unmarked FROM (
                SELECT \(RowKey.arrival(by)) AS key, count(*) AS calls,
                    count(answered_at) AS answered, count(*) FILTER (WHERE missed) AS missed,
                    count(*) FILTER (WHERE verdict = 'real') AS real,
                    count(*) FILTER (WHERE verdict = 'spam') AS spam,
                    count(*) FILTER (WHERE answered_at IS NOT NULL AND verdict IS NULL)
                        AS unmarked
                FROM report_call WHERE \(within) GROUP BY 1
            ) g
            """
        )
    }

    /// Key, leads, deals won of them, leads of which any was won.
    ///
    /// A lead that was made of a call counts for the call: its channel, its time.
    static func leads(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            WITH won AS (
                SELECT lead_id, count(DISTINCT deal_id) AS deals FROM (
                    SELECT lead_id, deal_id FROM report_deal
                    WHERE won_at IS NOT NULL AND lead_id IS NOT NULL
                    UNION ALL
                    SELECT l.lead_id, d.deal_id
                    FROM report_deal d JOIN report_lead l ON l.deal_id = d.deal_id
                    WHERE d.won_at IS NOT NULL
                ) pairs GROUP BY lead_id
            ), origin AS (
                SELECT lead_id, channel, campaign, arrived_at
                FROM report_call WHERE made_lead AND \(within)
                UNION ALL
                SELECT lead_id, channel, campaign, arrived_at
                FROM report_lead l
                WHERE \(within) AND NOT EXISTS (
                    SELECT FROM report_call c WHERE c.lead_id = l.lead_id)
            )
            SELECT \(RowKey.shown(by)), leads, deals, leads_won FROM (
                SELECT \(RowKey.arrival(by)) AS key, count(*) AS leads,
                    coalesce(sum(deals), 0)::bigint AS deals, count(deals) AS leads_won
                FROM origin LEFT JOIN won USING (lead_id) GROUP BY 1
            ) g
            """
        )
    }
}

/// Table `report_turn`.
enum TurnStatements {
    private static let figures = """
        count(*) FILTER (WHERE number > 0), count(*) FILTER (WHERE won),
            count(*) FILTER (WHERE ending = 'expired'),
            count(*) FILTER (WHERE ending = 'declined'),
            percentile_cont(0.5) WITHIN GROUP (
                ORDER BY greatest(0, extract(epoch FROM reacted_at - started_at)))
                FILTER (WHERE reacted_at IS NOT NULL AND number > 0)
        FROM report_turn WHERE kind = $3 AND started_at >= $1 AND started_at < $2
        """

    /// Person, turns, won, expired, declined, median seconds.
    static let byPerson = Statement("SELECT person_id, \(figures) GROUP BY person_id")
    static let all = Statement("SELECT '', \(figures)")
}

/// Table `report_deal`.
enum SalesStatements {
    /// Person, amount, count, when the first was won.
    static let byPerson = Statement(
        """
        SELECT manager_id, sum(amount), count(*), min(won_at) FROM report_deal
        WHERE won_at >= $1 AND won_at < $2 AND currency = $3 GROUP BY manager_id
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
                SELECT \(RowKey.survey(by, "sent_at")) AS key, count(*) AS sent,
                    0 AS excellent, 0 AS good, 0 AS bad
                FROM report_survey WHERE sent_at >= $1 AND sent_at < $2 GROUP BY 1
                UNION ALL
                SELECT \(RowKey.survey(by, "answered_at")), 0,
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
    /// Open dead letters, unpublished decisions, overdue timers, when the last event came in.
    static let count = Statement(
        """
        SELECT (SELECT count(*) FROM dead_letter WHERE state = 'open'),
            (SELECT coalesce(sum(next_seq - 1 - published_seq), 0)::bigint FROM lane),
            (SELECT count(*) FROM timer WHERE due_at < $1),
            (SELECT max(received_at) FROM lane CROSS JOIN LATERAL (
                SELECT received_at FROM journal j WHERE j.lane = lane.lane
                    AND j.seq = lane.next_seq - 1) last)
        """
    )
}
