import AMQP
import Foundation
import Postgres
import Testing

/// What people do with messages that could not be worked with.
extension `With private servers` {
    @Suite struct `Dead letters` {
        private let handOver = SentEvent(
            id: "hand-over",
            type: "qualification.stage_changed",
            data: """
                {"lead_id":"L1","stage":"passed_to_sales","sales_manager_id":"ivanov"}
                """
        )

        private let ivanov = SentEvent(
            id: "ivanov",
            type: "person.upserted",
            data: #"{"person_id":"ivanov","name":"Иван Иванов","roles":["sales_manager"]}"#
        )

        private func run(_ daemon: Daemon, _ words: String...) async throws -> String {
            let arguments = ["dead-letters"] + words + ["--config", daemon.config.path]
            let (status, output) = try await Program.run(arguments)
            #expect(status == .exited(0), "\(words): \(output)")
            return output
        }

        /// What is about a lead and can't be read stands in the lead's story all the same.
        @Test func `stand in the story of what they are about`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                let events = [
                    SentEvent(id: "1", type: "lead.created", data: #"{"lead_id":"L7"}"#),
                    SentEvent(id: "2", type: "call.incoming", data: #"{"call_id":"C7","from":7}"#),
                ]
                try rig.host.publish(events)
                _ = try await newest(2, rig)
                #expect(try await daemon.explain("lead", "L7").contains("data.source"))
                #expect(try await daemon.explain("call", "C7").contains("data.from"))
                #expect(try await run(daemon).contains("data.from"))
                try await daemon.stop()
            }
        }

        /// Waits for so many dead letters; returns the id of the newest.
        private func newest(_ count: Int, _ rig: Rig) async throws -> String {
            try await eventually("\(count) dead letters") {
                rig.collector.deadLetters.count == count
            }
            return try rig.database.rows(
                "SELECT lane || '-' || max(seq) FROM dead_letter GROUP BY lane"
            )[0]
            .text(0)
        }

        private func states(_ rig: Rig) throws -> [String] {
            try rig.database.rows("SELECT state FROM dead_letter ORDER BY seq").map {
                try $0.text(0)
            }
        }

        /// Events that the broker took off the inbox by itself were in no journal.
        @Test func `are also what the broker has given up`() async throws {
            try await Rig.use { rig in
                try await (try await rig.start()).stop()
                try rig.host.limitDeliveries(to: 2)
                try rig.host.publish(Workload(leads: 1).events(0..<1))
                try rig.host.exhaustDeliveries()
                let daemon = try await rig.start()
                try await eventually("a dead letter") {
                    try rig.database.number("SELECT count(*) FROM dead_letter") == 1
                }
                let list = try await run(daemon, "list")
                #expect(list.contains("set_aside_by_broker") && list.contains("lead.created"))
                #expect(list.contains("baton.inbox by itself (delivery_limit)"))
                #expect(try daemon.metric("baton_dead_letters_total") == 1)
                #expect(try await run(daemon, "replay", "--all") == "1 sent again\n")
                try await rig.collected(1)
                // Baton's own copy came to the same queue, and is not taken for another one.
                try await eventually("an empty queue") {
                    try rig.host.readyCount("baton.dead.inbox") == 0
                }
                #expect(try rig.database.number("SELECT count(*) FROM dead_letter") == 1)
                try await daemon.stop()
            }
        }

        @Test func `of the broker are not to be had where its rights are of an older version`()
            async throws
        {
            try await Rig.use { rig in
                let older = #"^(crm\..*|baton\.(inbox|dead|unrouted)|test\..*)$"#
                try VirtualHost.ask(
                    "PUT",
                    "permissions/\(rig.host.name)/guest",
                    body: String(
                        decoding: try JSONEncoder().encode([
                            "configure": older, "write": older, "read": older,
                        ]),
                        as: UTF8.self
                    )
                )
                let daemon = try await rig.start()
                try rig.host.publish(Workload(leads: 1).events(0..<1))
                try await rig.collected(1)
                #expect(daemon.log.contains("baton.dead.inbox"))
                try await daemon.stop()
            }
        }

        @Test func `are listed, shown, sent again once mended, and let go`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                #expect(try await run(daemon, "list") == "There are no dead letters.\n")
                try rig.host.publish(Workload(leads: 1).events(0..<1) + [handOver])
                let first = try await newest(1, rig)

                let list = try await run(daemon, "list")
                #expect(list.contains(first) && list.contains("unknown_person"))
                #expect(try await run(daemon) == list)
                let shown = try await run(daemon, "show", first)
                #expect(shown.contains(handOver.json))
                #expect(shown.contains("data.sales_manager_id"))
                let letter = try #require(rig.collector.deadLetters.first)
                let story = try await daemon.explain("lead", "L1")
                #expect(story.contains("data.sales_manager_id") && story.contains("(\(first))"))

                // Too early: it comes back.
                #expect(try await run(daemon, "replay", first) == "1 sent again\n")
                let second = try await newest(2, rig)
                #expect(try states(rig) == ["replayed", "open"])
                let ids = rig.collector.deadLetters.map { $0.header("baton-letter-id") }
                #expect(ids == [letter.header("baton-letter-id"), ids.first])
                #expect(ids.allSatisfy { $0 != nil })

                try rig.host.publish([ivanov])
                try await rig.journalled(4)
                #expect(try await run(daemon, "replay", second) == "1 sent again\n")
                try await rig.collected(3)
                let call = try #require(
                    rig.collector.messages.first { $0.type == "call.schedule" }
                )
                #expect(String(decoding: call.body, as: UTF8.self).contains("ivanov"))

                // What was sent again once is left alone.
                #expect(try await run(daemon, "replay", first, second) == "0 sent again\n")
                try rig.host.publish([handOver])
                try await eventually("the duplicate") {
                    try daemon.metric("baton_events_duplicate_total") == 1
                }
                #expect(rig.collector.distinctCount == 3)
                try await daemon.stop()
            }
        }

        @Test func `come as they came, and are shown without steering the terminal`()
            async throws
        {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                var strange = SentEvent(id: "s", type: "lead.created", data: "{}").message
                strange.body = [0x1F, 0x8B, 8, 0]
                strange.properties.contentEncoding = "gzip"
                strange.properties.headers = [
                    "x-retry": .int32(5), "x-death": .array([.table(["count": 3])]),
                    "cloudEvents:source": "crm\u{1B}[2J", "cloudEvents:subject": "L1",
                ]
                try rig.host.publish([strange])
                let id = try await newest(1, rig)
                let letter = try #require(rig.collector.deadLetters.first)
                #expect(letter.headers["x-retry"] == .int32(5))
                #expect(letter.headers["x-death"] == .array([.table(["count": 3])]))
                #expect(letter.header("baton-error")?.contains("gzip") == true)
                for output in [
                    try await run(daemon, "list", "--subject", "L1"),
                    try await run(daemon, "list", "--source", "crm\u{1B}[2J"),
                    try await run(daemon, "show", id),
                ] {
                    #expect(output.contains("crm␛[2J") && !output.utf8.contains(0x1B))
                }
                for other in ["--subject", "--source", "--event-id", "--type"] {
                    let none = try await run(daemon, "list", other, "other")
                    #expect(none == "There are no dead letters.\n")
                }
                try await daemon.stop()
            }
        }

        @Test func `larger than anything that is read keep their head, and hold nobody up`()
            async throws
        {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                var large = SentEvent(id: "l", type: "lead.created", data: "{}").message
                large.body = [UInt8](repeating: 0x20, count: 20 << 20)
                try rig.host.publish([large])
                try rig.host.publish(Workload(leads: 1).events(0..<1))
                let id = try await newest(1, rig)
                try await rig.collected(1)
                let letter = try #require(rig.collector.deadLetters.first)
                #expect(letter.body.count == 64 << 10)
                #expect(letter.headers["baton-body-size"]?.integer == 20 << 20)
                #expect(try await run(daemon, "show", id).contains("of 20971520 bytes"))
                let words = ["dead-letters", "replay", id, "--config", daemon.config.path]
                let (status, output) = try await Program.run(words)
                #expect(status == .exited(1) && output.contains("only the head"))
                try await daemon.stop()
            }
        }

        @Test func `may be chosen by code, and those let go stay readable`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start()
                var strange = SentEvent(id: "s", type: "lead.exploded", data: "{}").message
                strange.routingKey = "lead.created"
                try rig.host.publish(Workload(leads: 1).events(0..<1) + [handOver])
                try rig.host.publish([strange, strange])
                _ = try await newest(3, rig)
                let dropped = try await run(daemon, "drop", "--code", "unknown_type")
                #expect(dropped == "2 dropped\n")
                #expect(try states(rig) == ["open", "dropped", "dropped"])
                let open = try await run(daemon, "list")
                #expect(!open.contains("unknown_type") && open.contains("unknown_person"))
                let all = try await run(daemon, "list", "--all")
                #expect(all.contains("[dropped]"))
                #expect(try await run(daemon, "drop", "--all") == "1 dropped\n")
                #expect(try await run(daemon, "list") == "There are no dead letters.\n")
                try await daemon.stop()
            }
        }
    }
}
