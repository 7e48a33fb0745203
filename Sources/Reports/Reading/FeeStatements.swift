package import Domain
package import Foundation
import Postgres

/// Table `report_price`.
enum PriceStatements {
    /// Key, quoted, declined, floor hits, amount, sums of ratios and of competition, won, lost.
    static func count(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT \(RowKey.shown(by)), count(*) FILTER (WHERE line > 0),
                count(*) FILTER (WHERE line = 0), count(*) FILTER (WHERE floor_hit),
                coalesce(sum(amount), 0), coalesce(sum(salary_ratio), 0),
                coalesce(sum(competition), 0), count(*) FILTER (WHERE won),
                count(*) FILTER (WHERE NOT won)
            FROM (
                SELECT \(RowKey.row(by, "answered_at")) AS key, line, floor_hit, amount,
                    salary_ratio, competition, (
                        SELECT bool_or(d.won_at IS NOT NULL) FROM report_deal d
                        WHERE d.lead_id = p.lead_id AND p.line > 0
                    ) AS won
                FROM report_price p WHERE answered_at >= $1 AND answered_at < $2
            ) g GROUP BY key
            """
        )
    }
}

/// Tables `report_indexation` and `report_indexation_due`.
enum RaiseStatements {
    /// Key, due, proposed, at risk, agreed, applied, given up, added, fees before, lost.
    static func count(_ by: ReportGrouping) -> Statement {
        Statement(
            """
            SELECT key, sum(due)::bigint, sum(proposed)::bigint, sum(at_risk)::bigint,
                sum(agreed)::bigint, sum(applied)::bigint, sum(given)::bigint,
                coalesce(sum(added), 0), coalesce(sum(before), 0), sum(lost)::bigint
            FROM (
                SELECT \(key(by, "due_on")) AS key, 1 AS due, 0 AS proposed, 0 AS at_risk,
                    0 AS agreed, 0 AS applied, 0 AS given, 0::numeric AS added,
                    0::numeric AS before, 0 AS lost
                FROM report_indexation_due
                WHERE due_on >= $1 AND due_on <= $2 AND NOT has_proposal
                UNION ALL
                SELECT \(key(by, "effective_on")), 0, \(one(RaisePhases.proposed)),
                    \(one(RaisePhases.atRisk)), \(one(RaisePhases.agreed)),
                    \(one(RaisePhases.applied)), \(one(RaisePhases.given)),
                    CASE WHEN \(isOf(RaisePhases.given)) THEN 0 ELSE new_fee - fee END,
                    CASE WHEN \(isOf(RaisePhases.given)) THEN 0 ELSE fee END,
                    CASE WHEN left_at >= announced_at
                        AND left_at < announced_at + interval '90 days' THEN 1 ELSE 0 END
                FROM report_indexation WHERE effective_on >= $1 AND effective_on <= $2
            ) g GROUP BY key
            """
        )
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
        let values: [Parameter] =
            [.timestamp(range.lowerBound), .timestamp(range.upperBound)]
            + (by.isTime ? [.text(calendar.timeZone.identifier)] : [])
        let results = try run([Query(PriceStatements.count(by), values)])
        return try read { () throws(PostgresError) in
            var tallies = Tallies<PriceTally>()
            for row in results[0].rows {
                let found = try PriceTally(row)
                tallies.count(key(try row.text(0), by)) { $0.add(found) }
            }
            return tallies
        }
    }

    /// The raises that are due or take effect within the period, counted by what `by` says.
    package func raises(
        _ period: ReportPeriod,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<RaiseTally> {
        let values: [Parameter] = [.text(period.from.text), .text(period.to.text)]
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
}

extension PriceTally {
    fileprivate init(_ row: Row) throws(PostgresError) {
        self.init()
        quoted = Int(try row.int(1))
        declined = Int(try row.int(2))
        floorHits = Int(try row.int(3))
        amount = try row.decimal(4)
        ratios = try row.decimal(5)
        competition = try row.decimal(6)
        won = Int(try row.int(7))
        lost = Int(try row.int(8))
    }

    /// Sums of both.
    fileprivate mutating func add(_ other: PriceTally) {
        quoted += other.quoted
        declined += other.declined
        floorHits += other.floorHits
        amount += other.amount
        ratios += other.ratios
        competition += other.competition
        won += other.won
        lost += other.lost
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
        lost = Int(try row.int(9))
    }

    /// Sums of both.
    fileprivate mutating func add(_ other: RaiseTally) {
        due += other.due
        proposed += other.proposed
        atRisk += other.atRisk
        agreed += other.agreed
        applied += other.applied
        given += other.given
        added += other.added
        before += other.before
        lost += other.lost
    }
}
