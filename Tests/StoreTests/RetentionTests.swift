import Domain
import Foundation
import Postgres
import Store
import Testing

/// What is let go of, and what must stay.
@Suite(.requiresServer, .serialized) struct `What is older than the company keeps` {
    private let now = Date()

    private func use(
        _ fill: String,
        _ body: (RetentionDesk, PostgresStorage) throws -> Void
    ) throws {
        let storage = try PostgresStorage()
        defer { try? storage.remove() }
        let connection = try storage.connect()
        defer { connection.close() }
        try connection.execute(script: Self.months + fill, deadline: .seconds(30))
        try body(RetentionDesk(connection), storage)
    }

    /// Months far behind, the last one, and one of which something waits to be published.
    private static let months = """
        SELECT ensure_journal_months(now() - interval '6 months', 7);
        INSERT INTO lane (lane, next_seq, published_seq) VALUES (0, 100, 50), (1, 10, 9);
        INSERT INTO journal (lane, seq, received_at, occurred_at, type, subject, outcome)
        SELECT 0, n, date_trunc('month', now()) - make_interval(months => 7 - n) + interval '1 day',
            now(), 'lead.created', 'L1', 'applied'
        FROM generate_series(1, 7) n;

        """

    private static let partitions = """
        SELECT count(*) FROM pg_inherits WHERE inhparent = 'journal'::regclass
        """

    @Test func `of the journal is dropped month by month`() throws {
        try use("") { desk, storage in
            let before = try storage.number(Self.partitions)
            let names = try desk.dropJournal(before: now - 95 * 86_400, now: now)
            #expect((2...4).contains(names.count), "\(names)")
            #expect(names == names.sorted())
            #expect(try storage.number(Self.partitions) == before - names.count)
            #expect(try desk.dropJournal(before: now - 95 * 86_400, now: now) == [])
        }
    }

    @Test func `of the journal stays as long as once-only looks back`() throws {
        try use("") { desk, storage in
            _ = try desk.dropJournal(before: now + 86_400, now: now)
            let recent = """
                SELECT count(*) FROM generate_series(now() - interval '14 days', now(), '1 day') day
                WHERE to_regclass('journal_' || to_char(day AT TIME ZONE 'UTC', 'YYYY_MM')) IS NULL
                """
            #expect(try storage.number(recent) == 0, "every month of the last 14 days is there")
        }
    }

    @Test func `of the journal stays while something of it waits to be published`() throws {
        let waiting = """
            INSERT INTO journal (lane, seq, received_at, occurred_at, type, subject, outcome)
            VALUES (0, 51, date_trunc('month', now()) - interval '5 months' + interval '1 day',
                now(), 'lead.created', 'L1', 'applied');
            """
        try use(waiting) { desk, storage in
            let names = try desk.dropJournal(before: now - 95 * 86_400, now: now)
            #expect(!names.isEmpty, "older and younger months go")
            #expect(try storage.number("SELECT count(*) FROM journal WHERE seq = 51") == 1)
        }
    }

    @Test func `of the journal waits for nobody longer than a second`() throws {
        try use("") { _, storage in
            let reader = try storage.connect()
            defer { reader.close() }
            _ = try reader.run(
                [.begin, Query(Statement("SELECT count(*) FROM journal"))],
                deadline: .seconds(10)
            )
            let impatient = try storage.connect()
            defer { impatient.close() }
            try impatient.execute(script: "SET lock_timeout = '200ms'", deadline: .seconds(5))
            let began = ContinuousClock.now
            #expect(throws: PostgresError.self) {
                try RetentionDesk(impatient).dropJournal(before: now - 95 * 86_400, now: now)
            }
            #expect(ContinuousClock.now - began < .seconds(10))
        }
    }

    @Test func `of dead letters goes only where somebody has dealt with it`() throws {
        let letters = """
            INSERT INTO dead_letter (lane, seq, received_at, error_code, error, exchange,
                routing_key, headers, body, state, resolved_at)
            SELECT 0, n, now() - interval '1 year', 'not_json', '', '', '', '{}', '',
                CASE WHEN n % 2 = 0 THEN 'open' ELSE 'dropped' END,
                CASE WHEN n % 2 = 1 THEN now() - make_interval(days => n) END
            FROM generate_series(1, 60) n;
            """
        try use(letters) { desk, storage in
            let count = try desk.deleteLetters(resolvedBefore: now - 20.5 * 86_400)
            // Those of 21 to 49 days; of 51 and later the journal is not published yet.
            #expect(count == 15)
            let open = "SELECT count(*) FROM dead_letter WHERE state = 'open'"
            #expect(try storage.number(open) == 30)
        }
    }

    @Test func `of surveys goes with the last word of the client`() throws {
        let surveys = """
            INSERT INTO report_survey (survey_id, client_id, sent_at, answered_at, score) VALUES
                ('S1-A', 'A', now() - interval '400 days', now() - interval '10 days', 'good'),
                ('S1-B', 'B', now() - interval '400 days', NULL, NULL),
                ('S2-B', 'B', now() - interval '4 days', NULL, NULL);
            """
        try use(surveys) { desk, storage in
            let retention = try #require(SurveyFact.table.retention)
            let count = try desk.deleteFacts(
                of: SurveyFact.table,
                retention,
                before: now - 365 * 86_400
            )
            #expect(count == 1)
            #expect(try storage.number("SELECT count(*) FROM report_survey") == 2)
        }
    }
}
