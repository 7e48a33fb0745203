import Foundation
import Postgres
import Testing

/// Queries and pages that name somebody, on their way into the database while he is erased.
extension `With private servers` {
    @Suite struct `A person in positions that wait` {
        private static let secrets = ["забываев", "forget.example"]

        private static func observed(_ id: String) -> SentEvent {
            SentEvent(
                id: id,
                type: "positions.observed",
                data: #"""
                    {"site_id":"site.example","client_id":"K7","engine":"yandex","region":"213",
                    "date":"2026-03-02","rows":[{"query":"иван забываев отзывы \#(id)","position":3,
                    "url":"https://site.example/?to=ivan@forget.example"},
                    {"query":"окна \#(id)","position":5}]}
                    """#
            )
        }

        private static let words = ["erase", "person-data", "--client", "K1", "--yes"]
        private static let named = SentEvent(
            id: "client-1",
            type: "client.upserted",
            data: #"{"client_id":"K1","name":"Иван Забываев","emails":["ivan@forget.example"]}"#
        )

        @Test func `is erased from them whoever reads the queue`() async throws {
            try await Rig.use { rig in
                let daemons = [
                    try await rig.start(rig.ofPositions()), try await rig.start(rig.ofPositions()),
                ]
                try rig.host.publish([Self.named] + (1...2).map { Self.observed("early-\($0)") })
                try await eventually("the client and the first positions") {
                    try rig.database.number("SELECT count(*) FROM position_query") == 4
                        && rig.database.number("SELECT count(*) FROM subject WHERE id = 'K1'") == 1
                }
                let other = try rig.database.connect()
                try other.lock("LOCK TABLE position_site IN EXCLUSIVE MODE")
                try rig.host.publish((1...6).map { Self.observed("late-\($0)") })
                let path = daemons[0].config.path
                async let erasing = Program.run(Self.words + ["--config", path])
                try await eventually("an erasure that waits") {
                    try rig.database.number(Self.waiting) > 0
                }
                other.close()
                let result = try await erasing
                #expect(result.status == .exited(0), "\(result.output)")
                let found = try rig.database.rows(Self.texts).map { try $0.text(0).lowercased() }
                let leaks = found.filter { text in Self.secrets.contains { text.contains($0) } }
                #expect(leaks.filter { !$0.contains("forget.example") } == [])
                #expect(found.contains("окна late-6"), "others stay as they are")
                #expect(try rig.database.number(Self.readers) == 2)
                #expect(try rig.database.number("SELECT count(*) FROM position_stage_0") == 0)
                for daemon in daemons { try await daemon.stop() }
            }
        }

        @Test func `is not erased while nobody loads them`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofPositions())
                try await daemon.stop()
                try rig.host.publish([Self.observed("late-1")])
                let result = try await Program.run(
                    Self.words + ["--patience", "1", "--config", daemon.config.path]
                )
                #expect(result.status == .exited(1), "\(result.output)")
                #expect(result.output.contains("what lies in baton.positions was not loaded"))
            }
        }

        /// `[positions]` was turned off, and nobody will ever read what is left in the queue.
        @Test func `is taken off the queue where no positions are read any more`() async throws {
            try await Rig.use { rig in
                let reader = try await rig.start(rig.ofPositions())
                try await reader.stop()
                try rig.host.publish([Self.observed("late-1"), Self.named])
                let daemon = try await rig.start()
                try await eventually("the client") {
                    try rig.database.number("SELECT count(*) FROM subject WHERE id = 'K1'") == 1
                }
                let result = try await Program.run(
                    Self.words + ["--config", daemon.config.path]
                )
                #expect(result.status == .exited(0), "\(result.output)")
                #expect(result.output.contains("Taken off baton.positions: 1."))
                #expect(try rig.host.readyCount("baton.positions") == 0)
                try await daemon.stop()
            }
        }

        private static let waiting = """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name LIKE 'baton erase%' AND query LIKE '%pg_sleep%'
                AND datname = current_database()
            """
        private static let texts = """
            SELECT text FROM position_query UNION ALL SELECT address FROM position_url
            UNION ALL SELECT query FROM position_stage_0
            """
        private static let readers = """
            SELECT count(DISTINCT split_part(batch, ' ', 3)) FROM position_batch
            WHERE type = 'erasure.begun'
            """
    }
}

extension Rig {
    /// Settings of a company that watches positions.
    fileprivate func ofPositions() throws -> DaemonSettings {
        var settings = try settings()
        settings.more = "[positions]\nreport_every = \"off\"\n"
        return settings
    }
}
