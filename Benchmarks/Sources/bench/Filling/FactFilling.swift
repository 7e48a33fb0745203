import Foundation
import Postgres

/// Fills the tables that reports count with invented facts, spread evenly over whole years.
///
/// Everything follows from the number of a row, so that each run counts the same.
struct FactFilling {
    let leads: Int
    let years: Int
    /// The first instant of the first day.
    let start: Date

    private static let patience = Duration.seconds(3600)

    func fill(_ stage: Stage) throws {
        let begin = ContinuousClock.now
        for (name, sql) in steps {
            try stage.database.execute(script: sql, deadline: Self.patience)
            tell("filling: \(name), \(Int((ContinuousClock.now - begin) / .seconds(1))) s")
        }
    }

    private var steps: [(String, String)] {
        [
            ("chance", Self.chance), ("leads", leadRows), ("items", itemRows),
            ("pay", Self.pay), ("calls", callRows), ("offers", offers), ("rings", rings),
            ("deals", dealRows), ("surveys", surveyRows),
            ("statistics", "VACUUM ANALYZE"), ("all written", "CHECKPOINT"),
        ]
    }

    /// A number below another one; the salt tells questions about one row apart.
    private static let chance = """
        SET synchronous_commit = off; SET search_path = baton;
        CREATE FUNCTION pg_temp.chance(n bigint, salt integer, below integer) RETURNS integer
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT (hashint8extended(n, salt) & 2147483647)::integer % below $$
        """

    /// This many rows, numbered, each at its instant.
    private func spread(_ count: Int) -> String {
        let step = Double(years) * 365.25 * 86_400 / Double(max(count, 1))
        return """
            (SELECT n, to_timestamp(\(start.timeIntervalSince1970) + n * \(step)) AS at
            FROM generate_series(0, \(count - 1)) n) rows
            """
    }

    private var calls: Int { leads / 5 }

    // MARK: - Tables

    private var leadRows: String {
        """
        INSERT INTO report_lead (lead_id, arrived_at, channel, campaign, deal_id)
        SELECT 'L' || n, at, 'channel-' || pg_temp.chance(n, 1, 8),
            'campaign-' || pg_temp.chance(n, 2, 24),
            CASE WHEN pg_temp.chance(n, 3, 25) = 0 THEN 'D' || n END
        FROM \(spread(leads))
        """
    }

    /// Of ten leads four are accepted, three are junk, one each is a target, closed, and open.
    private var itemRows: String {
        """
        INSERT INTO report_item (opened_at, first_passed_at, closed_at, seconds_to_accept, round,
            returns, lead_id, marketer_id, source, campaign, outcome, junk_stage)
        SELECT at, passed, CASE WHEN outcome IS NOT NULL THEN passed + taken END,
            CASE WHEN outcome = 'accepted_by_sales' THEN extract(epoch FROM taken) END, 1,
            CASE WHEN pg_temp.chance(n, 9, 10) = 0 THEN 1 ELSE 0 END, 'L' || n,
            'marketer-' || pg_temp.chance(n, 4, 12), 'channel-' || pg_temp.chance(n, 1, 8),
            'campaign-' || pg_temp.chance(n, 2, 24), outcome,
            CASE WHEN outcome = 'junk' THEN
                (ARRAY['not_target', 'duplicate', 'no_answer', 'spam'])[
                    1 + pg_temp.chance(n, 5, 4)] END
        FROM (
            SELECT n, at, at + pg_temp.chance(n, 6, 90000000) * interval '1 ms' AS passed,
                pg_temp.chance(n, 7, 400000000) * interval '1 ms' AS taken,
                (ARRAY['accepted_by_sales', 'accepted_by_sales', 'accepted_by_sales',
                    'accepted_by_sales', 'junk', 'junk', 'junk', 'target_lead', 'lead_closed',
                    NULL])[1 + pg_temp.chance(n, 8, 10)] AS outcome
            FROM \(spread(leads))
        ) items
        """
    }

    /// Every fourth accepted lead is taken back.
    private static let pay = """
        INSERT INTO ledger (account, seq, event, kind, amount, at, reference, data)
        SELECT 'pay/' || marketer_id, row_number() OVER (PARTITION BY marketer_id), '',
            CASE outcome WHEN 'target_lead' THEN 'target' ELSE 'accepted' END, rate, closed_at,
            'outcome/' || lead_id, jsonb_build_object('rate', rate, 'currency', 'RUB',
                'lead_id', lead_id, 'round', 1, 'source', source, 'campaign', campaign)
        FROM report_item, LATERAL (
            SELECT CASE outcome WHEN 'target_lead' THEN 500 ELSE 300 END AS rate) r
        WHERE outcome IN ('accepted_by_sales', 'target_lead');
        INSERT INTO ledger (account, seq, event, kind, amount, at, reference, data)
        SELECT account, 1000000000 + seq, '', 'reversal', -300, at + interval '40 days',
            'reversal/' || (data->>'lead_id'), data
        FROM ledger, LATERAL (SELECT data->>'lead_id') l (lead_id)
        WHERE kind = 'accepted' AND pg_temp.chance(hashtext(lead_id), 1, 4) = 0
        """

    /// A call for each five leads; of ten four become a lead.
    private var callRows: String {
        """
        INSERT INTO report_call (call_id, arrived_at, channel, answered_at, answered_by, missed,
            verdict, made_lead, lead_id)
        SELECT 'C' || n, at, 'line-' || pg_temp.chance(n, 11, 6),
            CASE WHEN answered THEN at + interval '5 s' END,
            CASE WHEN answered THEN 'head-' || pg_temp.chance(n, 12, 5) END, NOT answered,
            CASE WHEN answered THEN (ARRAY['real', 'real', 'spam', NULL])[1 + mark] END,
            answered AND mark < 2, CASE WHEN answered AND mark < 2 THEN 'L' || n * 5 END
        FROM (
            SELECT n, at, pg_temp.chance(n, 10, 5) > 0 AS answered,
                pg_temp.chance(n, 13, 4) AS mark
            FROM \(spread(calls))
        ) calls
        """
    }

    private var offers: String { turns("offer", of: leads, "L", "seller-", 20, "15 min", 900_000) }
    private var rings: String { turns("ring", of: calls, "C", "head-", 5, "8 s", 8000) }

    /// Three of five are taken by the first who is asked, one each by the second and the third.
    private func turns(
        _ kind: String,
        of count: Int,
        _ about: String,
        _ person: String,
        _ people: Int,
        _ step: String,
        _ milliseconds: Int
    ) -> String {
        """
        INSERT INTO report_turn (kind, about, started_at, number, person_id, ended_at, ending,
            reacted_at, won)
        SELECT '\(kind)', '\(about)' || n, at, step,
            '\(person)' || pg_temp.chance(n * 3 + step, 14, \(people)),
            at + interval '\(step)',
            CASE WHEN step = steps THEN 'accepted' WHEN declines THEN 'declined' ELSE 'expired' END,
            CASE WHEN step = steps OR declines THEN
                at + pg_temp.chance(n * 3 + step, 17, \(milliseconds)) * interval '1 ms' END,
            step = steps
        FROM (
            SELECT n, at, (ARRAY[1, 1, 1, 2, 3])[1 + pg_temp.chance(n, 15, 5)] AS steps,
                pg_temp.chance(n, 16, 3) = 0 AS declines
            FROM \(spread(count))
        ) chains, generate_series(1, steps) step
        """
    }

    /// One lead in 25 names its deal, another one in 25 is named by its deal.
    private var dealRows: String {
        """
        INSERT INTO report_deal (deal_id, manager_id, won_at, amount, currency, lead_id)
        SELECT 'D' || n, 'seller-' || pg_temp.chance(n, 18, 20),
            CASE WHEN pg_temp.chance(n, 19, 10) > 0 THEN at + interval '20 days' END,
            1000 * pg_temp.chance(n, 20, 300), 'RUB',
            CASE WHEN pg_temp.chance(n, 21, 25) = 0 THEN 'L' || n END
        FROM \(spread(leads))
        WHERE pg_temp.chance(n, 3, 25) = 0 OR pg_temp.chance(n, 21, 25) = 0
        """
    }

    private var surveyRows: String {
        """
        INSERT INTO report_survey (survey_id, client_id, sent_at, answered_at, score,
            project_manager_id, sales_head_id, department)
        SELECT 'S' || n, 'K' || n % 2000, at,
            CASE WHEN answers THEN at + interval '1 day' END,
            CASE WHEN answers THEN (ARRAY['bad', 'good', 'excellent', 'excellent'])[
                1 + pg_temp.chance(n, 23, 4)] END,
            'manager-' || n % 9, 'head-' || n % 5, 'web'
        FROM (
            SELECT n, at, pg_temp.chance(n, 22, 3) > 0 AS answers FROM \(spread(leads / 50))
        ) surveys
        """
    }
}
