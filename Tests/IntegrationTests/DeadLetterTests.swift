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
