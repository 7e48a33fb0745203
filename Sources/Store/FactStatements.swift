import Domain
import Engine
import Postgres

/// Tables `report_…` and `pay_line`: one statement each, none where nothing is to be written.
///
/// What they change is noted before, for the sums of days.
enum FactStatements {
    static func keep(_ facts: [Fact]) -> [Query] {
        guard !facts.isEmpty else { return [] }
        var rows = FactRows()
        for fact in facts { rows.add(fact) }
        // In one order always: two lanes may book the fixed part of the same marketers.
        rows.lines.sort { $0.id < $1.id }
        return FactChangeStatements.keep(facts) + rows.queries
    }
}

/// Facts by their tables.
private struct FactRows {
    private var leads: [LeadFact] = []
    private var items: [ItemFact] = []
    private var calls: [CallFact] = []
    private var turns: [TurnFact] = []
    private var deals: [DealFact] = []
    private var surveys: [SurveyFact] = []
    fileprivate var lines: [PayLine] = []

    mutating func add(_ fact: Fact) {
        switch fact {
        case .lead(let fact): leads.append(fact)
        case .item(let fact): items.append(fact)
        case .call(let fact): calls.append(fact)
        case .turn(let fact): turns.append(fact)
        case .deal(let fact): deals.append(fact)
        case .survey(let fact): surveys.append(fact)
        case .pay(let line): lines.append(line)
        }
    }

    var queries: [Query] {
        [
            leads.isEmpty ? nil : keepLeads, items.isEmpty ? nil : keepItems,
            calls.isEmpty ? nil : keepCalls, turns.isEmpty ? nil : keepTurns,
            deals.isEmpty ? nil : keepDeals, surveys.isEmpty ? nil : keepSurveys,
            lines.isEmpty ? nil : keepLines,
        ].compactMap(\.self)
    }
}

extension FactRows {
    private static let lead = Statement(
        """
        INSERT INTO report_lead (lead_id, arrived_at, channel, campaign, deal_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (lead_id) DO UPDATE SET
            channel = excluded.channel, campaign = excluded.campaign, deal_id = excluded.deal_id
        """
    )
    private static let item = Statement(
        """
        INSERT INTO report_item (lead_id, round, opened_at, marketer_id, source, campaign,
            returns, first_passed_at, closed_at, outcome, junk_stage, seconds_to_accept)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (lead_id, round) DO UPDATE SET
            marketer_id = excluded.marketer_id, source = excluded.source,
            campaign = excluded.campaign, returns = excluded.returns,
            first_passed_at = excluded.first_passed_at, closed_at = excluded.closed_at,
            outcome = excluded.outcome, junk_stage = excluded.junk_stage,
            seconds_to_accept = excluded.seconds_to_accept
        """
    )
    private static let call = Statement(
        """
        INSERT INTO report_call (call_id, arrived_at, channel, campaign, answered_at, answered_by,
            missed, verdict, made_lead, lead_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (call_id) DO UPDATE SET
            answered_at = excluded.answered_at, answered_by = excluded.answered_by,
            missed = excluded.missed, verdict = excluded.verdict,
            made_lead = excluded.made_lead, lead_id = excluded.lead_id
        """
    )
    private static let turn = Statement(
        """
        INSERT INTO report_turn (kind, about, started_at, number, person_id, ended_at, ending,
            reacted_at, won)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (kind, about, started_at, number) DO UPDATE SET
            ended_at = excluded.ended_at, ending = excluded.ending,
            reacted_at = excluded.reacted_at, won = excluded.won
        """
    )
    private static let deal = Statement(
        """
        INSERT INTO report_deal (deal_id, manager_id, won_at, amount, currency, lead_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        ON CONFLICT (deal_id) DO UPDATE SET
            manager_id = excluded.manager_id, won_at = excluded.won_at,
            amount = excluded.amount, currency = excluded.currency, lead_id = excluded.lead_id
        """
    )
    private static let survey = Statement(
        """
        INSERT INTO report_survey (survey_id, client_id, sent_at, answered_at, score,
            project_manager_id, sales_head_id, department)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (survey_id) DO UPDATE SET
            answered_at = excluded.answered_at, score = excluded.score,
            project_manager_id = excluded.project_manager_id,
            sales_head_id = excluded.sales_head_id, department = excluded.department
        """
    )
    private static let line = Statement(
        """
        INSERT INTO pay_line (line_id, kind, marketer_id, lead_id, round, source, campaign,
            booked_at, rate, amount, currency)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (line_id) DO NOTHING
        """
    )

    fileprivate var keepLeads: Query {
        Query(
            Self.lead,
            [
                .texts(leads.map(\.leadID.rawValue)), .timestamps(leads.map(\.arrivedAt)),
                .texts(leads.map(\.channel)), .texts(leads.map(\.campaign)),
                .texts(leads.map { $0.dealID?.rawValue }),
            ]
        )
    }

    fileprivate var keepItems: Query {
        Query(
            Self.item,
            [
                .texts(items.map(\.leadID.rawValue)), .ints(items.map { Int64($0.round) }),
                .timestamps(items.map(\.openedAt)), .texts(items.map(\.marketerID.rawValue)),
                .texts(items.map(\.channel)), .texts(items.map(\.campaign)),
                .ints(items.map { Int64($0.returns) }),
                .timestamps(items.map(\.firstPassedAt)), .timestamps(items.map(\.closedAt)),
                .texts(items.map { $0.outcome?.rawValue }), .texts(items.map(\.junkStage)),
                .doubles(items.map(\.secondsToAccept)),
            ]
        )
    }

    fileprivate var keepCalls: Query {
        Query(
            Self.call,
            [
                .texts(calls.map(\.callID.rawValue)), .timestamps(calls.map(\.arrivedAt)),
                .texts(calls.map(\.channel)), .texts(calls.map(\.campaign)),
                .timestamps(calls.map(\.answeredAt)),
                .texts(calls.map { $0.answeredBy?.rawValue }), .bools(calls.map(\.isMissed)),
                .texts(calls.map { $0.verdict?.rawValue }), .bools(calls.map(\.madeLead)),
                .texts(calls.map { $0.leadID?.rawValue }),
            ]
        )
    }

    fileprivate var keepTurns: Query {
        Query(
            Self.turn,
            [
                .texts(turns.map(\.kind.rawValue)), .texts(turns.map(\.about)),
                .timestamps(turns.map(\.startedAt)), .ints(turns.map { Int64($0.number) }),
                .texts(turns.map(\.personID.rawValue)), .timestamps(turns.map(\.endedAt)),
                .texts(turns.map { $0.ending?.rawValue }), .timestamps(turns.map(\.reactedAt)),
                .bools(turns.map(\.isWon)),
            ]
        )
    }

    fileprivate var keepDeals: Query {
        Query(
            Self.deal,
            [
                .texts(deals.map(\.dealID.rawValue)),
                .texts(deals.map { $0.sale?.managerID.rawValue }),
                .timestamps(deals.map { $0.sale?.closedAt }),
                .decimals(deals.map { $0.sale?.amount.amount }),
                .texts(deals.map { $0.sale?.amount.currency }),
                .texts(deals.map { $0.leadID?.rawValue }),
            ]
        )
    }

    fileprivate var keepSurveys: Query {
        Query(
            Self.survey,
            [
                .texts(surveys.map(\.surveyID)), .texts(surveys.map(\.clientID.rawValue)),
                .timestamps(surveys.map(\.sentAt)), .timestamps(surveys.map(\.answeredAt)),
                .texts(surveys.map(\.score)),
                .texts(surveys.map { $0.projectManagerID?.rawValue }),
                .texts(surveys.map { $0.salesHeadID?.rawValue }),
                .texts(surveys.map(\.department)),
            ]
        )
    }

    fileprivate var keepLines: Query {
        Query(
            Self.line,
            [
                .texts(lines.map(\.id)), .texts(lines.map(\.kind.rawValue)),
                .texts(lines.map(\.marketerID.rawValue)),
                .texts(lines.map { $0.leadID?.rawValue }),
                .ints(lines.map { $0.round.map(Int64.init) }),
                .texts(lines.map(\.channel)), .texts(lines.map(\.campaign)),
                .timestamps(lines.map(\.bookedAt)), .decimals(lines.map(\.rate.amount)),
                .decimals(lines.map(\.amount.amount)), .texts(lines.map(\.amount.currency)),
            ]
        )
    }
}
