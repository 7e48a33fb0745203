package import Domain
package import Foundation
import Postgres

/// Table `report_price`.
enum PriceStatements {
    /// Key, quoted, declined, services, floor hits, sums of prices, ratios and competition, won,
    /// lost: quotes are counted, by services only services and their prices.
    ///
    /// - Parameter by: Nil counts all together.
    static func count(_ by: ReportGrouping?) -> Statement {
        let key = by.map { RowKey.row($0, "answered_at") } ?? "'total'"
        return Statement(
            """
            SELECT \(by.map(RowKey.shown) ?? "key"), count(*) FILTER (WHERE services > 0),
                count(*) FILTER (WHERE services = 0), coalesce(sum(services), 0)::bigint,
                count(*) FILTER (WHERE floor_hit), coalesce(sum(prices), 0),
                coalesce(sum(salary_ratio), 0), coalesce(sum(competition), 0),
                count(*) FILTER (WHERE won), count(*) FILTER (WHERE NOT won)
            FROM (
                SELECT *, CASE WHEN services > 0 THEN (
                    SELECT bool_or(is_won) FROM (
                        SELECT won_at IS NOT NULL AS is_won FROM report_deal d
                        WHERE d.lead_id = q.lead_id
                        UNION ALL
                        SELECT won_at IS NOT NULL
                        FROM report_lead l JOIN report_deal USING (deal_id)
                        WHERE l.lead_id = q.lead_id
                    ) deals) END AS won
                FROM (
                    SELECT \(key) AS key, request_id, count(*) FILTER (WHERE line > 0) AS services,
                        bool_or(floor_hit) AS floor_hit, sum(price) AS prices,
                        max(salary_ratio) AS salary_ratio, max(competition) AS competition,
                        max(lead_id) AS lead_id
                    FROM report_price WHERE answered_at >= $1 AND answered_at < $2 GROUP BY 1, 2
                ) q
            ) g GROUP BY key
            """
        )
    }
}

/// Tables `report_indexation` and `report_indexation_due`.
enum RaiseStatements {
    /// Key, due, proposed, at risk, agreed, applied, given up, added, fees before, told, lost, fees
    /// of those due.
    static func count(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT key, sum(due)::bigint, sum(proposed)::bigint, sum(at_risk)::bigint,
                sum(agreed)::bigint, sum(applied)::bigint, sum(given)::bigint,
                coalesce(sum(added), 0), coalesce(sum(before), 0), sum(told)::bigint,
                sum(lost)::bigint, coalesce(sum(due_fees), 0)
            FROM (
                SELECT \(key(by, "due_on")) AS key, 1 AS due, 0 AS proposed, 0 AS at_risk,
                    0 AS agreed, 0 AS applied, 0 AS given, 0::numeric AS added,
                    0::numeric AS before, 0 AS told, 0 AS lost,
                    CASE WHEN currency = $3 THEN coalesce(fee, 0) ELSE 0 END AS due_fees
                FROM report_indexation_due
                WHERE due_on >= $1 AND due_on <= $2 AND NOT has_proposal
                UNION ALL
                SELECT \(key(by, "effective_on")), 0, \(one(RaisePhases.proposed)),
                    \(one(RaisePhases.atRisk)), \(one(RaisePhases.agreed)),
                    \(one(RaisePhases.applied)), \(one(RaisePhases.given)),
                    \(unlessGiven("new_fee - fee")), \(unlessGiven("fee")),
                    CASE WHEN announced_at IS NULL THEN 0 ELSE 1 END,
                    CASE WHEN \(isLost) THEN 1 ELSE 0 END, 0
                FROM report_indexation WHERE effective_on >= $1 AND effective_on <= $2
            ) g GROUP BY key
            """
        )
    }

    /// Band, told, lost.
    static let told = Statement(
        """
        SELECT \(RaiseBand.expression), count(*), count(*) FILTER (WHERE \(isLost))
        FROM report_indexation WHERE announced_at >= $1 AND announced_at < $2 GROUP BY 1
        """
    )

    /// Due raises and proposals of the period, and all that are held, with clients' names.
    static let lines = Statement(
        """
        SELECT r.*, s.state->'client'->>'name' FROM (
            SELECT client_id, head_id, department, NULL AS proposal_id,
                CASE WHEN missing IS NULL THEN '\(RaiseLine.due)' ELSE '\(RaiseLine.waits)' END,
                due_on, NULL AS effective_on, fee, NULL::numeric AS new_fee, currency,
                NULL::numeric AS percent, missing AS why, NULL AS decision, NULL AS decided_by,
                NULL::timestamptz AS decided_at, NULL::timestamptz AS announced_at,
                NULL::numeric AS price_today, NULL::timestamptz AS left_at
            FROM report_indexation_due
            WHERE NOT has_proposal AND due_on IS NOT NULL
                AND (due_on BETWEEN $1 AND $2 OR missing IS NOT NULL)
            UNION ALL
            SELECT client_id, head_id, department, proposal_id, phase, due_on, effective_on, fee,
                new_fee, currency, percent, why, decision, decided_by, decided_at, announced_at,
                price_today, left_at
            FROM report_indexation
            WHERE effective_on BETWEEN $1 AND $2 OR \(isOf(RaisePhases.held))
            LIMIT $3
        ) r LEFT JOIN subject s ON s.kind = 'client' AND s.id = r.client_id
        """
    )

    private static let isLost = """
        left_at >= announced_at AND left_at < announced_at + interval '90 days'
        """

    private static func unlessGiven(_ amount: String) -> String {
        "CASE WHEN \(isOf(RaisePhases.given)) OR currency <> $3 THEN 0 ELSE \(amount) END"
    }

    private static func key(_ by: ReportGrouping, _ day: String) -> String {
        switch by {
        case .head: "coalesce(head_id, '')"
        case .department: "coalesce(department, '')"
        case .band: day == "due_on" ? "''" : RaiseBand.expression
        default: "left(\(day), 7) || '-01'"
        }
    }

    private static func one(_ phases: [Proposal.Phase]) -> String {
        "CASE WHEN \(isOf(phases)) THEN 1 ELSE 0 END"
    }

    private static func isOf(_ phases: [Proposal.Phase]) -> String {
        "phase IN (\(phases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
    }
}

/// Which phases are counted together.
enum RaisePhases {
    static let proposed: [Proposal.Phase] = [.proposed, .climbed]
    static let atRisk: [Proposal.Phase] = [.held, .parked, .stopped]
    static let agreed: [Proposal.Phase] = [.approved, .addressNeeded, .announced]
    static let applied: [Proposal.Phase] = [.applied]
    static let given: [Proposal.Phase] = [.refused, .dropped, .withdrawn, .lapsed]
    /// Those that go on only once somebody, or something, is waited for.
    static let held: [Proposal.Phase] = [.held, .parked, .stopped, .addressNeeded]
    static let heldWords = Set(held.map(\.rawValue))
}

/// Bands of percent.
enum RaiseBand {
    /// The key of a raise: `0–5`, `5–10`, `10–15`, `15+`.
    static func key(of percent: Decimal) -> String {
        if percent < 5 { return "0–5 %" }
        if percent < 10 { return "5–10 %" }
        return percent < 15 ? "10–15 %" : "15+ %"
    }

    static let expression = """
        CASE WHEN percent < 5 THEN '0–5 %' WHEN percent < 10 THEN '5–10 %'
            WHEN percent < 15 THEN '10–15 %' ELSE '15+ %' END
        """
}

extension PostgresSource {
    /// The prices that were given within the range, counted by what `by` says.
    package func prices(
        _ range: Range<Date>,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<PriceTally> {
        let zone = by.isTime ? [Parameter.text(calendar.timeZone.identifier)] : []
        let results = try run([
            Query(PriceStatements.count(by), ends(range) + zone),
            Query(PriceStatements.count(nil), ends(range)),
        ])
        return try read { () throws(PostgresError) in
            var tallies = Tallies<PriceTally>()
            for row in results[0].rows {
                tallies.rows[key(try row.text(0), by)] = try PriceTally(row)
            }
            for row in results[1].rows { tallies.total = try PriceTally(row) }
            return tallies
        }
    }

    /// The raises that are due or take effect within the period, counted by what `by` says.
    package func raises(
        _ period: ReportPeriod,
        by: ReportGrouping,
        currency: String
    ) throws(ReportProblem) -> Tallies<RaiseTally> {
        let values: [Parameter] = [
            .text(period.from.text), .text(period.to.text), .text(currency),
        ]
        let results = try run([Query(RaiseStatements.count(by), values)])
        return try read { () throws(PostgresError) in
            var tallies = Tallies<RaiseTally>()
            for row in results[0].rows {
                let found = try RaiseTally(row)
                tallies.count(key(try row.text(0), by)) { $0.add(found) }
            }
            return tallies
        }
    }

    /// Clients who were told within the range, and those of them who left, by band of percent.
    package func raisesTold(
        _ range: Range<Date>
    ) throws(ReportProblem) -> [String: RaiseTally] {
        let results = try run([Query(RaiseStatements.told, ends(range))])
        return try read { () throws(PostgresError) in
            var rows: [String: RaiseTally] = [:]
            for row in results[0].rows {
                var tally = RaiseTally()
                (tally.told, tally.lost) = (Int(try row.int(1)), Int(try row.int(2)))
                rows[try row.text(0)] = tally
            }
            return rows
        }
    }

    /// Raises of the period one by one, and all that are held.
    package func raiseLines(
        _ period: ReportPeriod,
        limit: Int
    ) throws(ReportProblem) -> [RaiseLine] {
        let values: [Parameter] = [
            .text(period.from.text), .text(period.to.text), .int(Int64(limit)),
        ]
        let results = try run([Query(RaiseStatements.lines, values)])
        return try read { () throws(PostgresError) in
            var lines: [RaiseLine] = []
            for row in results[0].rows { lines.append(try RaiseLine(row)) }
            return lines
        }
    }
}

extension PriceTally {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init()
        quoted = Int(try row.int(1))
        declined = Int(try row.int(2))
        services = Int(try row.int(3))
        floorHits = Int(try row.int(4))
        prices = try row.decimal(5)
        ratios = try row.decimal(6)
        competition = try row.decimal(7)
        won = Int(try row.int(8))
        lost = Int(try row.int(9))
    }
}

extension RaiseLine {
    fileprivate init(_ row: Row) throws(PostgresError) {
        let currency = try row.optionalText(9)
        func money(_ amount: Decimal?) -> Money? {
            amount.flatMap { amount in currency.map { Money(amount, $0) } }
        }
        self.init(
            clientID: try row.text(0),
            clientName: try row.optionalText(18),
            headID: try row.optionalText(1),
            department: try row.optionalText(2),
            proposalID: try row.optionalText(3),
            state: try row.text(4),
            dueOn: try row.text(5),
            effectiveOn: try row.optionalText(6),
            fee: money(try row.optionalDecimal(7)),
            newFee: money(try row.optionalDecimal(8)),
            percent: try row.optionalDecimal(10),
            why: try row.optionalText(11),
            decision: try row.optionalText(12),
            decidedBy: try row.optionalText(13),
            decidedAt: try row.optionalTimestamp(14),
            toldAt: try row.optionalTimestamp(15),
            priceToday: money(try row.optionalDecimal(16)),
            leftAt: try row.optionalTimestamp(17)
        )
    }
}

extension RaiseTally {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init()
        due = Int(try row.int(1))
        proposed = Int(try row.int(2))
        atRisk = Int(try row.int(3))
        agreed = Int(try row.int(4))
        applied = Int(try row.int(5))
        given = Int(try row.int(6))
        added = try row.decimal(7)
        before = try row.decimal(8)
        told = Int(try row.int(9))
        lost = Int(try row.int(10))
        dueFees = try row.decimal(11)
    }

    /// Sums of both.
    fileprivate mutating func add(_ other: RaiseTally) {
        due += other.due
        dueFees += other.dueFees
        proposed += other.proposed
        atRisk += other.atRisk
        agreed += other.agreed
        applied += other.applied
        given += other.given
        added += other.added
        before += other.before
        told += other.told
        lost += other.lost
    }
}
