import Domain
import Foundation

/// Facts that are counted day by day; most days stay counted in table `report_digest`.
enum FactPart: String, CaseIterable {
    case item, pay, call, lead, offer, ring

    /// How the rows of a table are counted: what makes one row of figures.
    struct Counting {
        /// Tells it from others in `report_digest`.
        let name: String
        let table: String
        /// When a row happened; it says to which day it belongs.
        let instant: String
        /// Beyond the period.
        var condition: String?
        /// Tells rows of the same key apart.
        var detail = "''"
        var counts: [String] = []
        var amount: String?
        /// Whose median is wanted.
        var seconds: String?
    }

    /// The first counts each row of the table, others say more of some.
    var countings: [Counting] {
        switch self {
        case .item: [Self.items, Self.junk]
        case .pay: [Self.ledger]
        case .call: [Self.calls]
        case .lead: [Self.leads]
        case .offer, .ring: [Self.turns(self)]
        }
    }

    /// By what days are kept counted.
    var dimensions: [ReportGrouping] {
        switch self {
        case .item, .pay: [.source, .campaign, .marketer]
        case .call, .lead: [.channel, .campaign]
        case .offer, .ring: [.person]
        }
    }

    /// The dimension that answers for a grouping: for time any one does.
    func dimension(for by: ReportGrouping) -> ReportGrouping {
        by.isTime ? dimensions[0] : by
    }

    // MARK: - What is counted

    private static let items = Counting(
        name: "item",
        table: "report_item",
        instant: "opened_at",
        counts: [
            "count(*)", "count(first_passed_at)", "coalesce(sum(returns), 0)::bigint",
            "count(*) FILTER (WHERE outcome = 'accepted_by_sales')",
            "count(*) FILTER (WHERE outcome = 'target_lead')",
            "count(*) FILTER (WHERE outcome IS NULL)",
        ],
        seconds: "seconds_to_accept"
    )
    private static let junk = Counting(
        name: "junk",
        table: "report_item",
        instant: "opened_at",
        condition: "outcome = 'junk'",
        detail: "'\(CountedRow.junk)' || coalesce(junk_stage, '')",
        counts: ["count(*)"]
    )
    private static let ledger = Counting(
        name: "pay",
        table: "pay_line",
        instant: "booked_at",
        detail: "currency || CASE WHEN kind = 'fixed' THEN '\(CountedRow.fixed)' ELSE '' END",
        amount: "sum(amount)"
    )
    private static let calls = Counting(
        name: "call",
        table: "report_call",
        instant: "arrived_at",
        counts: [
            "count(*)", "count(answered_at)", "count(*) FILTER (WHERE missed)",
            "count(*) FILTER (WHERE verdict = 'real')",
            "count(*) FILTER (WHERE verdict = 'spam')",
            "count(*) FILTER (WHERE answered_at IS NOT NULL AND verdict IS NULL)",
        ]
    )

    /// A lead that was made of a call counts for the call: its channel, its time.
    private static let leads = Counting(
        name: "lead",
        table: """
            (
                WITH origin AS MATERIALIZED (
                    SELECT c.lead_id, l.deal_id, c.channel, c.campaign, c.arrived_at
                    FROM report_call c LEFT JOIN report_lead l USING (lead_id)
                    WHERE made_lead AND c.arrived_at >= $1 AND c.arrived_at < $2
                    UNION ALL
                    SELECT lead_id, deal_id, channel, campaign, arrived_at
                    FROM report_lead l
                    WHERE arrived_at >= $1 AND arrived_at < $2 AND NOT EXISTS (
                        SELECT FROM report_call c WHERE c.lead_id = l.lead_id)
                ), won AS (
                    SELECT lead_id, count(*) AS deals FROM (
                        SELECT d.lead_id, d.deal_id FROM origin
                        JOIN report_deal d USING (lead_id) WHERE d.won_at IS NOT NULL
                        UNION
                        SELECT o.lead_id, d.deal_id FROM origin o
                        JOIN report_deal d USING (deal_id) WHERE d.won_at IS NOT NULL
                    ) pairs GROUP BY lead_id
                )
                SELECT channel, campaign, arrived_at, deals
                FROM origin LEFT JOIN won USING (lead_id)
            ) leads
            """,
        instant: "arrived_at",
        counts: ["count(*)", "coalesce(sum(deals), 0)::bigint", "count(deals)"]
    )

    private static func turns(_ part: FactPart) -> Counting {
        Counting(
            name: part.rawValue,
            table: "report_turn",
            instant: "started_at",
            condition: "kind = '\(part.rawValue)'",
            counts: [
                "count(*) FILTER (WHERE number > 0)", "count(*) FILTER (WHERE won)",
                "count(*) FILTER (WHERE ending = 'expired')",
                "count(*) FILTER (WHERE ending = 'declined')",
            ],
            seconds: """
                CASE WHEN number > 0 AND reacted_at IS NOT NULL THEN
                    greatest(0, extract(epoch FROM reacted_at - started_at))::float8 END
                """
        )
    }
}

/// One row of figures, of one day or of many.
struct CountedRow {
    let key: String
    var detail = ""
    /// In the order of the counting; a row of times alone has none.
    var counts: [Int] = []
    var amount: Decimal = 0
    var seconds: [Double] = []

    /// Before the stage, in the detail of items that are junk.
    static let junk = "junk/"
    /// Behind the currency, in the detail of pay that is no lead's.
    static let fixed = " fixed"

    /// The count at a place of the counting.
    func count(_ place: Int) -> Int { counts.indices.contains(place) ? counts[place] : 0 }
}
