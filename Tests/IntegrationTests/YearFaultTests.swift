import Foundation
import Glibc
import Postgres
import SeededChance
import Testing

/// The machine as a whole, while it is killed.
extension `With private servers` {
    @Suite struct `A short year of the agency` {
        /// Tables that say when the program did something, and not what happened.
        private static let machines = [
            "migration", "lane", "report_change", "report_digest", "report_digest_day",
        ]

        @Test(.long) func `that is killed at any instant ends as one that is not`() async throws {
            let year = try ShortYear()
            try await Rig.use { whole in
                #expect(try await take(year, into: whole, killing: 0) == 0)
                let expected = try contents(of: whole)
                try await Rig.use { rig in
                    let kills = try await take(year, into: rig, killing: 12)
                    #expect(kills > 5, "\(kills)")
                    let found = try contents(of: rig)
                    #expect(found.keys.sorted() == expected.keys.sorted())
                    for (table, rows) in expected {
                        let others = found[table] ?? []
                        #expect(others.count == rows.count, "\(table)")
                        let differing = zip(rows, others).first { $0 != $1 }
                        #expect(differing == nil, "\(table)")
                    }
                }
                #expect(expected["report_document"]?.isEmpty == false)
                #expect(expected["ledger"]?.isEmpty == false)
            }
        }

        /// Takes all events in, killing the program at random instants at most so often; answers
        /// how often it was killed.
        private func take(
            _ year: ShortYear,
            into rig: Rig,
            killing times: Int
        ) async throws -> Int {
            let words = try await year.prepare(rig)
            var dice = SplitMix(seed: 5)
            var kills = 0
            while true {
                let log = rig.folder.appending(path: "backfill-\(kills).log").path
                let child = try Program.start(words, output: log)
                let patience = kills < times ? 400 + dice.below(1600) : 120_000
                var ended = try await Program.status(of: child, within: .milliseconds(patience))
                if ended == nil {
                    kill(child, SIGKILL)
                    ended = try await Program.status(of: child, within: .seconds(10))
                    kills += 1
                }
                guard ended == .killed(by: SIGKILL) else {
                    let text = try String(contentsOfFile: log, encoding: .utf8)
                    #expect(ended == .exited(0), "\(text)")
                    return kills
                }
            }
        }

        @Test(.long) func `that is told to a daemon that is killed ends as one that is not`()
            async throws
        {
            let year = try ShortYear()
            try await Rig.use { whole in
                let expected = try await live(year, in: whole, killing: 0)
                try await Rig.use { rig in
                    let found = try await live(year, in: rig, killing: 9)
                    for (table, rows) in expected {
                        #expect(found[table] == rows, "\(table)")
                    }
                }
                #expect(expected["report_document"]?.isEmpty == false)
                #expect(expected["report_client_balance"]?.isEmpty == false)
            }
        }

        /// The year told over the broker in its order, then documents for everybody, then payments;
        /// a third of the kills in each.
        private func live(
            _ year: ShortYear,
            in rig: Rig,
            killing times: Int
        ) async throws -> [String: [String]] {
            var settings = try rig.settings()
            settings.more = year.timeless
            settings.serviceLines = #"time_zone = "Europe/Moscow""#
            var daemon = try await rig.start(settings)
            var dice = SplitMix(seed: 9)
            func go(_ events: [SentEvent], until isOver: () throws -> Bool) async throws {
                let flow = Flow(events, to: rig.host)
                for _ in 0..<times / 3 {
                    try await Task.sleep(for: .milliseconds(100 + dice.below(900)))
                    try await daemon.kill9()
                    daemon = try await rig.start(settings)
                }
                try flow.end()
                try await eventually("everything", within: .seconds(180)) {
                    try rig.host.readyCount("baton.inbox") == 0 && isOver()
                }
            }
            let events = try year.events()
            try await go(events) {
                try rig.database.number(Self.known) == events.count
            }
            let clients = try rig.database.rows("SELECT id FROM subject WHERE kind = 'client'")
                .map { try $0.text(0) }.sorted()
            try await go(clients.map(Self.request)) {
                try rig.database.number(Self.handedOver) == clients.count
            }
            let paid = try rig.database.rows(Self.invoices).map { row in
                Self.payment(of: try row.text(0), number: try row.int(1), try row.text(2))
            }
            try await go(paid) {
                try rig.database.number(Self.known) >= events.count + clients.count + paid.count
            }
            try await eventually("all commands, published") {
                try rig.database.unpublishedCount() == 0
            }
            try await daemon.stop()
            return try account(of: rig)
        }

        private static let known =
            "SELECT count(*) FROM journal WHERE source = 'crm'"
        private static let handedOver =
            "SELECT count(*) FROM report_document_set WHERE phase IN ('handed_over', 'blocked')"
        private static let invoices = """
            SELECT client_id, number, total::text FROM report_document WHERE kind = 'invoice'
            ORDER BY client_id
            """

        private static func request(of client: String) -> SentEvent {
            SentEvent(
                id: "documents-\(client)",
                type: "documents.requested",
                data: #"{"request_id":"R-\#(client)","client_id":"\#(client)","#
                    + #""period":{"from":"2026-01-01","to":"2026-01-31"}}"#
            )
        }

        private static func payment(
            of client: String,
            number: Int64,
            _ total: String
        ) -> SentEvent {
            SentEvent(
                id: "payment-\(client)",
                type: "payment.received",
                data: #"{"payment_id":"B-\#(client)","client_id":"\#(client)","#
                    + #""amount":{"amount":"\#(total)","currency":"RUB"},"#
                    + #""paid_on":"2026-03-10","document_no":"\#(number)"}"#
            )
        }

        /// What does not depend on when something was done, or which worker was first.
        private func account(of rig: Rig) throws -> [String: [String]] {
            let tables = try tables(of: rig).filter { $0.hasPrefix("report_") || $0 == "ledger" }
            var account: [String: [String]] = [:]
            for table in tables {
                // Of ratings within one millisecond the last one stays; which are, is chance.
                let rows =
                    table == "report_rating"
                    ? "(SELECT DISTINCT ON (person_id) * FROM report_rating "
                        + "ORDER BY person_id, at DESC)" : table
                account[table] = try rig.database.rows(
                    """
                    SELECT (to_jsonb(t) - $1 - (
                        SELECT coalesce(array_agg(attname::text), '{}') FROM pg_attribute
                        WHERE attrelid = 'baton.\(table)'::regclass
                            AND atttypid = 'timestamptz'::regtype
                    ))::text FROM \(rows) t ORDER BY 1
                    """,
                    .texts(Self.fortuitous)
                ).map { try $0.text(0) }
            }
            account["numbers"] = try rig.database.rows(
                "SELECT concat_ws(' ', kind, number) FROM report_document ORDER BY kind, number"
            ).map { try $0.text(0) }
            account["dead"] = try rig.database.rows("SELECT error FROM dead_letter ORDER BY 1")
                .map { try $0.text(0) }
            return account
        }

        /// Columns that say when, in seconds or in the number that a set got by its turn.
        private static let fortuitous = [
            "number", "sha256", "event", "data", "seconds_to_accept", "phase",
        ]

        /// Every row of every table that says what happened.
        private func contents(of rig: Rig) throws -> [String: [String]] {
            var contents: [String: [String]] = [:]
            for table in try tables(of: rig) {
                contents[table] = try rig.database.rows(
                    "SELECT to_jsonb(t)::text FROM baton.\"\(table)\" t ORDER BY 1"
                ).map { try $0.text(0) }
            }
            return contents
        }

        private func tables(of rig: Rig) throws -> [String] {
            try rig.database.rows(
                """
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'baton' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                    AND c.relname <> ALL($1)
                """,
                .texts(Self.machines)
            ).map { try $0.text(0) }
        }
    }
}
