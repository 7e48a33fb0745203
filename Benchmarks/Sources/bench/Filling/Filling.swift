import Foundation
import Postgres

/// Fills the tables with copies of leads that Baton itself has written.
///
/// A few leads are played for real; then rows of theirs are copied under other ids, phone numbers
/// and keys, so that states, sizes and shares are those of the product, whatever it writes.
struct Filling {
    /// What is made of the played leads.
    struct Plan {
        /// How many leads the tables have afterwards.
        let leads: Int
        /// Which part of them has its history in the journal.
        var journalShare = 0.0
        /// Which part of the leads is open; the rest is as far as it was played.
        var openShare = 0.1
    }

    /// Begins the ids of copied leads, and of events and commands of theirs.
    static let prefix = "filled-"

    private static let tables = [
        "subject", "journal", "timer", "report_lead", "report_item", "report_turn",
    ]
    private static let chunk = 50_000
    private static let patience = Duration.seconds(3600)

    private let stage: Stage
    private let plan: Plan

    init(_ stage: Stage, _ plan: Plan) {
        self.stage = stage
        self.plan = plan
    }

    /// Replaces the played leads by their copies; the daemon must not run.
    func fill() throws {
        let begin = ContinuousClock.now
        try run(Self.setAside)
        let indexes = try droppedIndexes()
        for first in stride(from: 0, to: plan.leads, by: Self.chunk) {
            let last = min(first + Self.chunk, plan.leads)
            try copy(first..<last)
            report("\(last) of \(plan.leads) leads", since: begin)
        }
        try run("DROP SCHEMA played CASCADE")
        for index in indexes { try run(index) }
        for table in Self.tables { try run("VACUUM ANALYZE baton.\(table)") }
        try run("CHECKPOINT")
        report("indexes and statistics", since: begin)
    }

    // MARK: - Rows

    /// The played leads out of the way of all that comes.
    ///
    /// An open one is one that only its first event has come of.
    private static let setAside = """
        CREATE SCHEMA played;
        CREATE TABLE played.lead AS
        SELECT s.*, version = 1 AS is_open,
            row_number() OVER (PARTITION BY version = 1 ORDER BY id) - 1 AS place,
            count(*) OVER (PARTITION BY version = 1) AS siblings
        FROM baton.subject s WHERE kind = 'lead';
        CREATE TABLE played.timer AS
        SELECT * FROM baton.timer WHERE subject IN (SELECT id FROM played.lead);
        CREATE TABLE played.journal AS
        SELECT *, row_number() OVER (PARTITION BY subject ORDER BY seq) AS place
        FROM baton.journal WHERE subject IN (SELECT id FROM played.lead);
        CREATE TABLE played.report_lead AS
        SELECT * FROM baton.report_lead WHERE lead_id IN (SELECT id FROM played.lead);
        CREATE TABLE played.report_item AS
        SELECT * FROM baton.report_item WHERE lead_id IN (SELECT id FROM played.lead);
        CREATE TABLE played.report_turn AS
        SELECT * FROM baton.report_turn WHERE about IN (SELECT id FROM played.lead);
        CREATE TABLE played.copy
            (n bigint, id text, quoted text, quoted_copy text, phone text, phone_copy text);
        DELETE FROM baton.timer WHERE subject IN (SELECT id FROM played.lead);
        DELETE FROM baton.journal WHERE subject IN (SELECT id FROM played.lead);
        DELETE FROM baton.report_lead WHERE lead_id IN (SELECT id FROM played.lead);
        DELETE FROM baton.report_item WHERE lead_id IN (SELECT id FROM played.lead);
        DELETE FROM baton.report_turn WHERE about IN (SELECT id FROM played.lead);
        DELETE FROM baton.subject WHERE kind = 'lead' AND id IN (SELECT id FROM played.lead);
        """

    /// Copies as many leads as there are numbers; the shares are those of each hundred.
    private func copy(_ numbers: Range<Int>) throws {
        let open = Int((plan.openShare * 100).rounded())
        let journal = Int((plan.journalShare * 100).rounded())
        try run(
            """
            TRUNCATE played.copy;
            INSERT INTO played.copy
            SELECT n, l.id, '"' || l.id || '"', '"\(Self.prefix)' || n || '"',
                coalesce(l.lookup_keys[1], '+7000'), '+79' || lpad(n::text, 9, '0')
            FROM generate_series(\(numbers.lowerBound), \(numbers.upperBound - 1)) n
            JOIN played.lead l
                ON l.is_open = (n % 100 < \(open)) AND l.place = n / 100 % l.siblings
            """
        )
        try run(Self.subjects)
        try run(Self.timers)
        try run(Self.facts)
        if journal > 0 { try run(Self.journal(below: journal)) }
    }

    private static let subjects = """
        INSERT INTO baton.subject (kind, id, version, state, lookup_keys, holders, changed_at)
        SELECT l.kind, '\(prefix)' || c.n, l.version,
            replace(replace(l.state::text, c.quoted, c.quoted_copy), c.phone, c.phone_copy)::json,
            CASE WHEN l.lookup_keys = '{}' THEN '{}' ELSE ARRAY[c.phone_copy] END,
            l.holders, l.changed_at
        FROM played.copy c JOIN played.lead l USING (id)
        """

    /// They wait for a month.
    private static let timers = """
        INSERT INTO baton.timer
            (kind, subject, process, name, generation, lane, due_at, correlation_id)
        SELECT t.kind, '\(prefix)' || c.n, t.process, t.name, t.generation, t.lane,
            t.due_at + interval '30 days', '\(prefix)' || c.n
        FROM played.copy c JOIN played.timer t ON t.subject = c.id AND t.kind = 'lead'
        """

    /// What reports count of them.
    private static let facts = """
        INSERT INTO baton.report_lead (lead_id, arrived_at, channel, campaign, deal_id)
        SELECT '\(prefix)' || c.n, r.arrived_at, r.channel, r.campaign, r.deal_id
        FROM played.copy c JOIN played.report_lead r ON r.lead_id = c.id;
        INSERT INTO baton.report_item (opened_at, first_passed_at, closed_at, seconds_to_accept,
            round, returns, lead_id, marketer_id, source, campaign, outcome, junk_stage)
        SELECT r.opened_at, r.first_passed_at, r.closed_at, r.seconds_to_accept, r.round,
            r.returns, '\(prefix)' || c.n, r.marketer_id, r.source, r.campaign, r.outcome,
            r.junk_stage
        FROM played.copy c JOIN played.report_item r ON r.lead_id = c.id;
        INSERT INTO baton.report_turn (kind, about, started_at, number, person_id, ended_at,
            ending, reacted_at, won)
        SELECT r.kind, '\(prefix)' || c.n, r.started_at, r.number, r.person_id, r.ended_at,
            r.ending, r.reacted_at, r.won
        FROM played.copy c JOIN played.report_turn r ON r.about = c.id
        """

    /// Spread over three weeks, in front of everything that is written later.
    private static func journal(below share: Int) -> String {
        """
        INSERT INTO baton.journal (lane, seq, received_at, occurred_at, event_key, source,
            event_id, type, subject_kind, subject, also_about, outcome, decisions, event, commands)
        SELECT j.lane, c.n * 8 + j.place - 1000000000, j.received_at - days,
            j.occurred_at - days, gen_random_uuid(), j.source,
            '\(prefix)' || c.n || '-' || j.place, j.type, j.subject_kind, '\(prefix)' || c.n,
            j.also_about, j.outcome,
            replace(j.decisions::text, c.quoted, c.quoted_copy)::json,
            replace(replace(j.event::text, c.quoted, c.quoted_copy), c.phone, c.phone_copy)::json,
            replace(replace(j.commands::text, c.quoted, c.quoted_copy), c.phone, c.phone_copy)::json
        FROM played.copy c JOIN played.journal j ON j.subject = c.id,
            LATERAL (SELECT make_interval(days => (c.n / 7 % 21)::integer)) d (days)
        WHERE c.n % 100 >= \(100 - share)
        """
    }

    // MARK: - Around them

    /// Drops what is not a key, and answers how it is made again: that is faster for many rows.
    private func droppedIndexes() throws -> [String] {
        guard plan.leads > 100_000 else { return [] }
        let query = Query(
            Statement(
                """
                SELECT indexname::text, replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes
                WHERE schemaname = 'baton' AND tablename IN ('subject', 'journal')
                    AND indexname NOT LIKE '%\\_pkey'
                """
            )
        )
        let rows = try stage.database.run([query], deadline: .seconds(60))[0].rows
        return try rows.map { row in
            try run("DROP INDEX baton.\(row.text(0))")
            return try row.text(1)
        }
    }

    private func run(_ sql: String) throws {
        try stage.database.execute(script: sql, deadline: Self.patience)
    }

    private func report(_ what: String, since begin: ContinuousClock.Instant) {
        let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
        tell("filling: \(what), \(seconds) s")
    }
}
