import Foundation
import Postgres
import Testing

/// A person who asks to be forgotten, with a real broker, database and a daemon that goes on.
extension `With private servers` {
    @Suite struct `A person who is erased` {
        /// What must be nowhere afterwards, in no spelling.
        static let secrets = [
            "Забываев", "9135554433", "913) 555", "555-44-33", "ivan.z@forget.example", "жене Маше",
            "не дозвонился до жены", "Очень недоволен", "улица Тайная", "секретный-звонок.mp3",
        ]

        private static let contact = #"""
            {"name":"Иван Забываев","phone":"8 (913) 555-44-33","email":"Ivan.Z@forget.example"}
            """#

        private static let events = [
            SentEvent(
                id: "lead-1",
                type: "lead.created",
                data: #"""
                    {"lead_id":"L1","source":{"channel":"site","campaign":"осень"},
                    "responsible_id":"orlova","contact":\#(contact),"company":"ИП Забываев",
                    "fields":{"budget":150000,"note":"Позвонить жене Маше"},
                    "delivery_address":"улица Тайная, 5"}
                    """#
            ),
            SentEvent(
                id: "lead-2",
                type: "lead.created",
                data: #"""
                    {"lead_id":"L2","source":{"channel":"site"},"responsible_id":"orlova",
                    "contact":{"name":"Пётр Другой","phone":"+79130000001"}}
                    """#
            ),
            stage("L1", 1, #""passed_to_sales""#),
            stage("L1", 2, #""returned_by_sales","comment":"не дозвонился до жены""#),
            stage("L1", 3, #""passed_to_sales""#),
            stage("L1", 4, #""accepted_by_sales""#),
            SentEvent(
                id: "call-1",
                type: "call.incoming",
                data: #"{"call_id":"C1","from":"+7 913 555 44 33","to":"+73812000000"}"#
            ),
            SentEvent(
                id: "call-2",
                type: "call.ended",
                data: #"""
                    {"call_id":"C1","duration":12,
                    "recording_url":"https://pbx.example/секретный-звонок.mp3"}
                    """#
            ),
            SentEvent(
                id: "client-1",
                type: "client.upserted",
                data: #"""
                    {"client_id":"K1","name":"Иван Забываев","emails":["ivan.z@forget.example"],
                    "phones":["+79135554433"],"project_manager_id":"pm","sales_head_id":"head"}
                    """#
            ),
            SentEvent(
                id: "request-1",
                type: "nps.survey_requested",
                data: #"{"client_id":"K1"}"#
            ),
            SentEvent(
                id: "answer-1",
                type: "nps.answered",
                data: #"{"survey_id":"S1-K1","score":"bad","comment":"Очень недоволен"}"#
            ),
            // What nobody can work with, of him and in his words.
            SentEvent(
                id: "dead-1",
                type: "lead.created",
                data: #"{"lead_id":"L1","contact":\#(contact)}"#
            ),
            SentEvent(
                id: "dead-2",
                type: "lead.created",
                data: #"{"lead_id":"L9","about":"\#(escaped("Иван Забываев"))"}"#
            ),
        ]

        /// As programs write it that escape whatever is not ASCII.
        private static func escaped(_ text: String) -> String {
            text.unicodeScalars.map { scalar in
                scalar.isASCII ? String(scalar) : "\\u0" + String(scalar.value, radix: 16)
            }.joined()
        }

        private static func stage(_ lead: String, _ step: Int, _ stage: String) -> SentEvent {
            SentEvent(
                id: "stage-\(lead)-\(step)",
                type: "qualification.stage_changed",
                data: #"{"lead_id":"\#(lead)","stage":\#(stage)}"#
            )
        }

        @Test func `is in no table, and no report has changed`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                try rig.host.publish(Self.events)
                try await eventually("all events in the journal") {
                    try rig.database.number(Self.taken) == Self.events.count
                }
                try await eventually("everything published") {
                    try rig.database.unpublishedCount() == 0
                }
                #expect(try rig.leaks().count > 3, "there is something to erase")
                let before = try await rig.figures(daemon)
                let shown = try await rig.erase(daemon, "--phone", "89135554433", "--dry-run")
                for subject in ["lead/L1", "client/K1", "call/C1"] {
                    #expect(shown.contains(subject), "\(shown)")
                }
                #expect(!shown.contains("lead/L2"), "\(shown)")

                let erased = try await rig.erase(daemon, "--phone", "89135554433", "--yes")
                #expect(erased.contains("Erased"), "\(erased)")
                expectNothing(try rig.leaks())
                #expect(try await rig.figures(daemon) == before)
                #expect(try rig.dump().contains("Пётр Другой"), "others stay as they are")
                #expect(try await daemon.explain("lead", "L1").contains("Личные данные удалены"))
                let again = try await rig.erase(daemon, "--lead", "L1", "--client", "K1", "--yes")
                #expect(again.contains("Nothing is kept"), "\(again)")
                let letters = try rig.database.rows("SELECT DISTINCT state FROM dead_letter")
                #expect(try letters.map { try $0.text(0) } == ["dropped"])
                try await daemon.stop()
            }
        }

        private func expectNothing(_ leaks: [String]) {
            #expect(leaks == [])
        }

        /// A lane remembers what it wrote last; it must not write that back.
        @Test func `stays erased when his lead, call and survey go on`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                try rig.host.publish(Self.events)
                try await eventually("all events in the journal") {
                    try rig.database.number(Self.taken) == Self.events.count
                }
                try await eventually("everything published") {
                    try rig.database.unpublishedCount() == 0
                }
                _ = try await rig.erase(daemon, "--lead", "L1", "--yes")
                try rig.host.publish([
                    SentEvent(
                        id: "later-1",
                        type: "lead.responsible_changed",
                        data: #"{"lead_id":"L1","responsible_id":"petrova"}"#
                    ),
                    SentEvent(
                        id: "later-2",
                        type: "call.marked",
                        data: #"{"call_id":"C1","verdict":"real","person_id":"petrova"}"#
                    ),
                    SentEvent(
                        id: "later-3",
                        type: "nps.answered",
                        data: #"{"survey_id":"S1-K1","score":"excellent"}"#
                    ),
                ])
                try await eventually("the events that came later") {
                    try rig.database.number(Self.later) == 3
                }
                expectNothing(try rig.leaks())
                try await daemon.stop()
            }
        }

        /// What was on its way when somebody said «forget me» must not bring him back.
        @Test func `is erased from what lies in the inbox as well`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                let other = try rig.database.connect()
                try other.lock("SELECT FROM lane FOR UPDATE")
                try rig.host.publish(Self.events)
                async let erasing = rig.erase(daemon, "--phone", "89135554433", "--yes")
                try await eventually("an erasure that waits") {
                    try rig.database.number(Self.erasing) > 0
                }
                other.close()
                let erased = try await erasing
                #expect(erased.contains("lead/L1") && erased.contains("Erased"), "\(erased)")
                expectNothing(try rig.leaks())
                try await daemon.stop()
            }
        }

        @Test func `is not erased while nobody decides what lies in the inbox`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                try await daemon.stop()
                try rig.host.publish(Array(Self.events.prefix(3)))
                let result = try await rig.run(
                    ["erase", "person-data", "--lead", "L1", "--yes", "--patience", "1"],
                    daemon
                )
                #expect(result.status == .exited(1), "\(result.output)")
                // One more is that of the command itself.
                #expect(result.output.contains("in baton.inbox: 4 messages"), "\(result.output)")
                #expect(result.output.contains("nothing is erased"), "\(result.output)")
            }
        }

        @Test func `gets what jobs have answered as they answered it`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                try rig.host.publish(Self.events)
                try await eventually("all events in the journal") {
                    try rig.database.number(Self.taken) == Self.events.count
                }
                try await eventually("everything published") {
                    try rig.database.unpublishedCount() == 0
                }
                try await daemon.stop()
                _ = try rig.database.rows(Self.unsentAnswer)
                let words = ["erase", "person-data", "--lead", "L1", "--yes"]
                let result = try await rig.run(
                    words + ["--patience", "1", "--leave-inbox"],
                    daemon
                )
                #expect(result.status == .exited(1), "\(result.output)")
                #expect(result.output.contains("not done, or their answers are not out: job-1"))
                let next = try await rig.start(rig.ofACompany())
                _ = try await rig.erase(next, "--lead", "L1", "--yes")
                let answers = rig.collector.messages.filter { $0.id == "job-1" }
                let texts = answers.map { String(decoding: $0.body, as: UTF8.self) }
                #expect(texts.count == 1 && texts[0].contains("ivan.z@forget.example"))
                expectNothing(try rig.leaks())
                try await next.stop()
            }
        }

        private static let unsentAnswer = """
            INSERT INTO job (key, kind, input, cause, correlation_id, state, attempts, requested_at,
                next_at, message, is_command, finished_at)
            VALUES ('job-1', 'report_mail', '{}', 'x', 'x', 'done', 1, now(), now(),
                '{"specversion":"1.0","id":"job-1","source":"baton","type":"mail.send",
                "subject":"company","time":"2026-11-30T10:00:00Z","correlationid":"x",
                "data":{"to":["ivan.z@forget.example"],"template":"report","subject":"s",
                "html":"h","text":"t"}}', true, now())
            """
        private static let erasing = """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name LIKE 'baton erase%' AND query LIKE '%pg_sleep%'
                AND datname = current_database()
            """
        private static let taken = """
            SELECT count(*) FROM journal WHERE type NOT LIKE 'timer.%' AND type NOT LIKE 'subject.%'
                AND type <> 'erasure.begun'
            """
        private static let later = "SELECT count(*) FROM journal WHERE event_id LIKE 'later-%'"

        /// What was decided goes out as it was decided; the rest follows with the next run.
        @Test func `waits for what is not published yet`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.ofACompany())
                try rig.host.publish(Self.events)
                try await eventually("all events in the journal") {
                    try rig.database.number(Self.taken) == Self.events.count
                }
                try await eventually("everything published") {
                    try rig.database.unpublishedCount() == 0
                }
                try await daemon.stop()
                _ = try rig.database.rows("UPDATE lane SET published_seq = published_seq - 1")
                let result = try await rig.run(
                    [
                        "erase", "person-data", "--lead", "L1", "--yes", "--patience", "1",
                        "--leave-inbox",
                    ],
                    daemon
                )
                #expect(result.status == .exited(1), "\(result.output)")
                #expect(result.output.contains("not published yet"), "\(result.output)")
                let next = try await rig.start(rig.ofACompany())
                let erased = try await rig.erase(next, "--lead", "L1", "--yes")
                #expect(erased.contains("journal entries"), "\(erased)")
                expectNothing(try rig.leaks())
                try await next.stop()
            }
        }
    }
}

extension Rig {
    /// Settings of a company that pays its marketers, answers calls and asks its clients.
    fileprivate func ofACompany() throws -> DaemonSettings {
        var settings = try settings()
        settings.more = """
            [[people]]
            id = "head"
            name = "Ирина Главная"
            roles = ["sales_head"]
            extension = "101"
            [[people]]
            id = "pm"
            name = "Павел Проджект"
            roles = ["project_manager"]
            [nps]
            every = "3mo"
            calls_every = "off"
            [calls]
            [pay]
            rate_per_accepted = "500.00"
            """
        return settings
    }

    fileprivate func run(
        _ words: [String],
        _ daemon: Daemon
    ) async throws -> (status: ExitStatus, output: String) {
        try await Program.run(words + ["--config", daemon.config.path])
    }

    fileprivate func erase(_ daemon: Daemon, _ words: String...) async throws -> String {
        let result = try await run(["erase", "person-data"] + words, daemon)
        #expect(result.status == .exited(0), "\(words): \(result.output)")
        return result.output
    }

    /// The reports that count the person: whatever he did stays counted.
    fileprivate func figures(_ daemon: Daemon) async throws -> [String] {
        var figures: [String] = []
        for report in ["marketing", "pay", "nps", "heads", "channels"] {
            let result = try await run(["report", report, "--format", "csv"], daemon)
            #expect(result.status == .exited(0), "\(report): \(result.output)")
            figures.append(result.output)
        }
        return figures
    }

    /// The whole database as text.
    fileprivate func dump() throws -> String {
        let dump = Process()
        dump.executableURL = URL(filePath: "/usr/bin/env")
        dump.arguments = ["pg_dump", "--inserts", "--dbname", try database.url()]
        let output = Pipe()
        dump.standardOutput = output
        try dump.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        dump.waitUntilExit()
        #expect(dump.terminationStatus == 0, "pg_dump failed")
        return String(decoding: data, as: UTF8.self)
    }

    /// Lines of the dump in which the person still stands, bytes of dead letters read as text.
    fileprivate func leaks() throws -> [String] {
        let secrets = `With private servers`.`A person who is erased`.secrets
        let bodies = try database.rows("SELECT convert_from(body, 'UTF8') FROM dead_letter")
            .map { try $0.text(0) }
        let escaped = secrets.map { secret in
            secret.unicodeScalars.map { scalar in
                scalar.isASCII ? String(scalar) : "\\u0" + String(scalar.value, radix: 16)
            }.joined()
        }
        return (try dump().components(separatedBy: "\n") + bodies).filter { line in
            (secrets + escaped).contains { line.localizedCaseInsensitiveContains($0) }
        }
    }
}
