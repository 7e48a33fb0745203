import AMQP
import Foundation
import Glibc
import Postgres
import Testing

/// Configuration and schema, from the first start on.
extension `With private servers` {
    @Suite struct `The set-up` {
        @Test func `of a database is done once when two instances begin at once`() async throws {
            try await Rig.use { rig in
                let both = [try rig.launch(), try rig.launch()]
                for daemon in both { try await daemon.ready() }
                let applied = both.map { daemon in
                    daemon.log.split(separator: "\n").count { $0.contains("migration applied") }
                }
                let known = try rig.database.number("SELECT count(*) FROM migration")
                #expect(applied.reduce(0, +) == known)
                for daemon in both { #expect(!daemon.log.contains("\"warning\"")) }
                for daemon in both { try await daemon.stop() }
            }
        }

        @Test func `waits for a person with migrate = false`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.postgresLines = "migrate = false"
                let daemon = try rig.launch(settings)
                try await eventually("the complaint") {
                    daemon.readiness()?.body.contains("run baton migrate") == true
                }
                let migrate = ["migrate", "--config", daemon.config.path]
                let dry = try await Program.run(migrate + ["--dry-run"])
                #expect(dry.output.contains("would apply"))
                #expect(try await Program.run(migrate).status == .exited(0))
                try await daemon.ready()
                #expect(try await Program.run(migrate).output == "The schema is current.\n")
                try await daemon.stop()
            }
        }

        @Test func `refuses a database that a newer program has been at`() async throws {
            try await Rig.use { rig in
                try await rig.start().stop()
                _ = try rig.database.rows(
                    "INSERT INTO migration (number, name, checksum) VALUES (9999, 'later', 'x')"
                )
                let workload = Workload(leads: 1)
                try rig.host.publish(workload.events)
                let daemon = try rig.launch()
                try await eventually("the complaint") {
                    daemon.readiness()?.body.contains("older than the database") == true
                }
                #expect(try rig.database.number("SELECT count(*) FROM journal") == 0)
                _ = try rig.database.rows("DELETE FROM migration WHERE number = 9999")
                try await daemon.ready()
                try await rig.finish(daemon, workload)
            }
        }

        @Test func `need not be there to simulate, nor what only the daemon keeps secret`()
            async throws
        {
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let (config, events) = (folder.appending(path: "c"), folder.appending(path: "e"))
            let text = """
                [amqp]
                url = "credential:amqp"
                [amqp.tls]
                verify = true
                [postgres]
                url = "file:/nowhere/postgres"
                [http]
                secret = "credential:baton_secret"
                reports_password = "credential:baton_reports"
                [nps]
                enabled = true
                """
            try text.write(to: config, atomically: true, encoding: .utf8)
            let client = """
                {"specversion":"1.0","id":"1","source":"t","type":"client.upserted",\
                "time":"2026-03-02T09:00:00+03:00","data":{"client_id":"C1","name":"C",\
                "emails":["a@example.org"]}}
                """
            try client.write(to: events, atomically: true, encoding: .utf8)
            let words = ["simulate", events.path, "--config", config.path]
            let told = try await Program.run(words + ["--until", "2026-07-01"])
            #expect(told.status == .exited(0) && told.output.contains("mail.send"))
            #expect(try await Program.run(["check"] + words.suffix(2)).status == .exited(78))
        }

        @Test func `with mistakes ends with status 78 and names them all`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                settings.amqpLines = "prefetsch = 5"
                settings.postgresLines = "migrate = 7"
                let daemon = try rig.launch(settings)
                #expect(try await daemon.ended(within: .seconds(20)) == .exited(78))
                #expect(daemon.log.contains("prefetsch") && daemon.log.contains("prefetch"))
                #expect(daemon.log.contains("migrate"))
            }
        }

        @Test func `is read again on SIGHUP, and stays where the new one is wrong`() async throws {
            try await Rig.use { rig in
                var settings = try rig.settings()
                let daemon = try await rig.start(settings)
                let workload = Workload(leads: 2)
                try rig.host.publish(workload.events(0..<2))
                try await rig.collected(6)

                try "nonsense = [".write(to: daemon.config, atomically: true, encoding: .utf8)
                daemon.signal(SIGHUP)
                try await eventually("the refusal") {
                    daemon.log.contains("configuration refused, the old one stays")
                }
                let accept = workload.events(6..<7)
                try rig.host.publish([accept[0]])
                try await rig.collected(10)

                settings.more = "[qualification]\nin_progress_stage = \"being_worked_on\""
                try settings.toml(httpPort: daemon.httpPort).write(
                    to: daemon.config,
                    atomically: true,
                    encoding: .utf8
                )
                daemon.signal(SIGHUP)
                try await eventually("the new configuration") {
                    daemon.log.contains("configuration read again")
                }
                try rig.host.publish([accept[1]])
                try await rig.collected(14)
                let stages = rig.collector.messages.filter { $0.type == "lead.set_stage" }
                    .map { String(decoding: $0.body, as: UTF8.self) }
                try #require(stages.count == 2)
                #expect(stages[0].contains(#""in_progress""#))
                #expect(stages[1].contains(#""being_worked_on""#))
                try await daemon.stop()
            }
        }
    }
}
