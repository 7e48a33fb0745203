import Foundation
import Testing

/// Reports from the events to the page, with a real broker and database.
extension `With private servers` {
    @Suite struct `A director who asks` {
        private static let clients = [("C1", "anna"), ("C2", "anna"), ("C3", "boris")].map {
            id,
            manager in
            SentEvent(
                id: "client-\(id)",
                type: "client.upserted",
                data: """
                    {"client_id":"\(id)","name":"Клиент \(id)","emails":["\(id)@client.test"],
                    "project_manager_id":"\(manager)","sales_head_id":"head","department":"web"}
                    """
            )
        }

        private static let requests = ["C1", "C2", "C3"].map { id in
            SentEvent(
                id: "request-\(id)",
                type: "nps.survey_requested",
                data: #"{"client_id":"\#(id)"}"#
            )
        }

        @Test func `for NPS gets what clients have answered, and nothing else`() async throws {
            try await Rig.use { rig in
                let daemon = try await rig.start(rig.reporting())
                try rig.host.publish(Self.clients + Self.requests)
                try await eventually("three mails") { rig.mails("nps.survey").count == 3 }
                // One has thought better of it, one says nothing.
                for (client, score) in [("C1", "good"), ("C1", "excellent"), ("C2", "bad")] {
                    try rig.answer(client, score, daemon)
                }
                try await eventually("the answers") {
                    try rig.database.number(Self.answersCounted) == 2
                }
                let total = try await rig.report("nps", daemon)
                try Self.check(total.rows + [total.total])
                let heads = try await rig.report("nps", daemon, "--by", "head")
                #expect(heads.rows.count == 1 && heads.rows[0]["key"] as? String == "head")
                #expect(heads.rows[0]["name"] as? String == "Ирина Главная")
                try Self.checkPage(rig, daemon, total.rows)
                try await daemon.stop()
            }
        }

        private static let answersCounted = """
            SELECT count(*) FROM report_survey
            WHERE (client_id, score) IN (('C1', 'excellent'), ('C2', 'bad'))
            """

        /// Of Anna's two clients one praises and one complains; Boris's has said nothing.
        private static func check(_ rows: [[String: Any]]) throws {
            let expected: [(String, [String: Int?])] = [
                ("anna", ["sent": 2, "answers": 2, "excellent": 1, "good": 0, "bad": 1, "nps": 0]),
                (
                    "boris",
                    ["sent": 1, "answers": 0, "excellent": 0, "good": 0, "bad": 0, "nps": nil]
                ),
                (
                    "total",
                    ["sent": 3, "answers": 2, "excellent": 1, "good": 0, "bad": 1, "nps": 0]
                ),
            ]
            #expect(rows.map { $0["key"] as? String } == expected.map(\.0))
            for (row, (key, figures)) in zip(rows, expected) {
                for (name, figure) in figures {
                    #expect(row[name] is NSNull == (figure == nil), "\(key) \(name)")
                    #expect((row[name] as? NSNumber)?.intValue == figure, "\(key) \(name)")
                }
            }
        }

        private static func checkPage(
            _ rig: Rig,
            _ daemon: Daemon,
            _ rows: [[String: Any]]
        ) throws {
            let login = "baton:the director's"
            func get(_ path: String, _ login: String?) throws -> HTTP.Answer {
                try HTTP.request("/reports/nps" + path, port: daemon.httpPort, login: login)
            }
            #expect(try get("", nil).status == 401)
            #expect(try get("", "baton:a guess").status == 401)
            let page = try get("", login)
            #expect(page.status == 200)
            for word in ["Анна Проджект", "Борис Проджект", "Отправлено"] {
                #expect(page.body.contains(word), "\(word)")
            }
            let json = try Rig.figures(of: try get("?format=json", login).body)
            #expect(json.rows as NSArray == rows as NSArray)
        }

        @Test func `by mail gets each report once, whatever is killed, and can be told so`()
            async throws
        {
            try await Rig.use { rig in
                let settings = try rig.reporting()
                let first = try await rig.start(settings)
                try await eventually("the schedule") {
                    try rig.database.number("SELECT count(*) FROM report_schedule") == 1
                }
                #expect(rig.mails("report").isEmpty, "a new schedule begins with the next time")
                _ = try rig.database.rows(
                    "UPDATE report_schedule SET since = now() - interval '3 days'"
                )
                try await eventually("the mail", within: .seconds(30)) {
                    rig.mails("report").count == 1
                }
                try await first.kill9()
                // As if the end had come between the broker's confirmation and the note of it.
                _ = try rig.database.rows("UPDATE job SET sent_at = NULL")
                let second = try await rig.start(settings)
                try await eventually("the note", within: .seconds(30)) {
                    try rig.database.number(Self.unsent) == 0
                }
                let copies = rig.collector.messages.filter { $0.type == "mail.send" }
                #expect(copies.count == 2 && Set(copies.map(\.id)).count == 1)
                #expect(Set(copies.map(\.body)).count == 1, "one id, one content")
                #expect(try rig.database.number("SELECT count(*) FROM job") == 1)
                let id = try #require(copies.first?.id)
                for name in ["daily", id] {
                    let story = try await second.explain("report", name)
                    for word in ["director@example.org", id, "Маркетинг", "брокер принял письмо"] {
                        #expect(story.contains(word), "\(word): \(story)")
                    }
                }
                let other = try await Program.run(
                    ["explain", "report", "yearly", "--config", second.config.path]
                )
                #expect(other.status == .exited(1))
                try await second.stop()
            }
        }

        private static let unsent = "SELECT count(*) FROM job WHERE sent_at IS NULL"
    }
}

extension Rig {
    /// Settings of a company that asks its clients and reads reports.
    fileprivate func reporting() throws -> DaemonSettings {
        var settings = try settings()
        settings.more = """
            [[people]]
            id = "head"
            name = "Ирина Главная"
            roles = ["sales_head"]
            [[people]]
            id = "anna"
            name = "Анна Проджект"
            roles = ["project_manager"]
            [[people]]
            id = "boris"
            name = "Борис Проджект"
            roles = ["project_manager"]
            [nps]
            every = "3mo"
            calls_every = "off"
            [[reports]]
            name = "daily"
            report = "marketing"
            every = "day"
            at = "00:00"
            to = ["director@example.org"]
            """
        settings.httpLines = #"reports_password = "the director's""#
        return settings
    }

    /// Answers a survey as the page does.
    fileprivate func answer(_ client: String, _ score: String, _ daemon: Daemon) throws {
        let mail = mails("nps.survey").first { $0["client_id"] as? String == client }
        let html = try #require(mail?["html"] as? String)
        let link = try #require(html.firstMatch(of: /href="http:\/\/[^\/]+(\/nps\/[^"?]+)/)?.1)
        let answer = try HTTP.request(
            String(link),
            "POST",
            port: daemon.httpPort,
            type: "application/x-www-form-urlencoded",
            body: "score=\(score)"
        )
        #expect((200..<400).contains(answer.status), "\(answer.status)")
    }

    fileprivate typealias Figures = (rows: [[String: Any]], total: [String: Any])

    /// A report of this month, as the command tells it.
    fileprivate func report(
        _ name: String,
        _ daemon: Daemon,
        _ more: String...
    ) async throws -> Figures {
        let result = try await Program.run(
            ["report", name, "--format", "json", "--config", daemon.config.path] + more
        )
        #expect(result.status == .exited(0), "\(result.output)")
        return try Self.figures(of: result.output)
    }

    fileprivate static func figures(of json: String) throws -> Figures {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return (
            try #require(object?["rows"] as? [[String: Any]]),
            try #require(object?["total"] as? [String: Any])
        )
    }
}
