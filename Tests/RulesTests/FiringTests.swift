import Domain
import Engine
import Foundation
import Settings
import Testing

@Suite struct `A rule` {
    @Test func `fires when its conditions hold, and says so`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "big"
            on = "lead.created"
            when = { "fields.budget" = { gte = 1000000 } }
            do = [{ notify = "role:sales_head", severity = "warning", text = "{{contact.name}}!" }]
            """
        )
        try company.lead(
            "L1",
            [
                "contact": .object(["name": "Иван"]),
                "fields": .object(["budget": .number(1_000_000)]),
            ]
        )
        try company.lead("L2", ["fields": .object(["budget": .number(999_999)])])
        #expect(company.notices(to: "boris") == ["Иван!"])
        #expect(company.notices(to: "vera") == ["Иван!"])
        #expect(company.fired == ["big"])
        let fact = try #require(company.commands("baton.rule.fired").first)
        #expect(fact["lead_id"] == "L1" && fact["subject_kind"] == "lead")
        #expect(fact["on"] == "lead.created" && fact["cause_id"] == "e1")
        #expect(fact["actions"] == .list(["notify boris, vera"]))
        #expect(company.journal[1].decisions.allSatisfy { $0.process != "rules" })
    }

    @Test func `sees the state that the event led to`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "won"
            on = "lead.stage_changed"
            when = { "lead.stage" = "won", "lead.open" = false, "person.id" = "kira" }
            do = [{ notify = "responsible", text = "{{lead.company}}: {{person.name}}" }]
            """
        )
        try company.lead("L1", ["company": "ООО"])
        try company.publish(
            "lead.stage_changed",
            ["lead_id": "L1", "stage": "won", "closed": .bool(true)]
        )
        #expect(company.notices(to: "kira") == ["ООО: Кира"])
    }

    @Test func `fires once for an event that comes twice`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.updated"
            do = [{ notify = "person:dir", text = "x" }]
            """
        )
        for _ in 1...2 {
            try company.publish(
                "lead.updated",
                ["lead_id": "L1", "fields": .object([:])],
                id: "same"
            )
        }
        #expect(company.fired == ["r"])
    }

    @Test func `hears commands and facts of Baton itself`() throws {
        let company = try Company(
            """
            [lead_distribution]
            final = { assign = "role:sales_head" }
            working_time = false
            [[rules]]
            name = "given"
            on = "lead.assign"
            do = [{ notify = "person:dir", text = "{{person.name}}: {{word(reason)}}" }]
            [[rules]]
            name = "all"
            on = "baton.rule.fired"
            do = [{ notify = "person:pavel", text = "{{rule}}" }]
            """
        )
        try company.publish(
            "lead.created",
            [
                "lead_id": "L1", "source": .object(["channel": "site"]), "hot": .bool(false),
            ]
        )
        #expect(company.notices(to: "dir") == ["Анна: обычное распределение"])
        #expect(company.notices(to: "pavel") == ["given"])
        #expect(
            company.commands("baton.rule.fired").map { $0["depth"] } == [.number(1), .number(2)]
        )
    }

    @Test func `publishes any command, with ids and types as the contract wants them`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.updated"
            do = [
              { publish = "lead.set_stage", data = { stage = "{{fields.stage}}" } },
              { publish = "call.schedule", data = { assignee_id = "kira", due_at = "+2h", \
            reason = "my own", note = "{{fields.size}}" } },
              { publish = "task.create", data = { assignee_id = "dir", \
            title = "{{lead.stage}} at {{now}}" } },
            ]
            """
        )
        try company.publish(
            "lead.updated",
            ["lead_id": "L1", "fields": .object(["stage": "hot", "size": .number(5)])]
        )
        #expect(company.commands("lead.set_stage") == [["lead_id": "L1", "stage": "hot"]])
        let call = try #require(company.commands("call.schedule").first)
        #expect(call["lead_id"] == "L1" && call["due_at"] == "2026-03-02T12:00:00.000Z")
        #expect(call["reason"] == "my own" && call["note"] == "5")
        // The stage is what it was before this very rule: its commands follow the firing.
        let task = try #require(company.commands("task.create").first)
        #expect(task["title"] == " at 2026-03-02T10:00:00.000Z")
        #expect(task["lead_id"] == "L1")
    }

    @Test func `that can't do something does the rest, and tells the directors`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "client.upserted"
            do = [
              { publish = "lead.set_stage", data = { stage = "x" } },
              { set = "size", value = 1 },
              { notify = "responsible", text = "x" },
              { notify = "person:pavel", text = "{{name}} {{lead.stage}}." },
            ]
            """
        )
        try company.publish("client.upserted", ["client_id": "C1", "name": "Ромашка"])
        #expect(company.notices(to: "pavel") == ["Ромашка ."])
        #expect(company.notices(to: "dir").count == 3)
        let fact = try #require(company.commands("baton.rule.fired").first)
        #expect(
            fact["failures"]
                == .list([
                    "publish: lead_id: is missing",
                    "set: there is no lead whose field could be set",
                    "notify: nobody is responsible",
                ])
        )
        #expect(company.journal.map(\.outcome) == [.applied])
        try company.publish(
            "client.upserted",
            ["client_id": "C1", "name": "Ромашка", "project_manager_id": "anna"]
        )
        #expect(company.notices(to: "anna") == ["x"])
    }

    @Test func `sets a field that everybody then sees`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.created"
            do = [{ set = "fields.size", value = "{{fields.budget}}" }]
            [[rules]]
            name = "then"
            on = "baton.lead.fields_set"
            when = { "lead.fields.size" = 5 }
            do = [{ notify = "person:dir", text = "{{lead.fields.size}}" }]
            """
        )
        try company.lead("L1", ["fields": .object(["budget": .number(5)])])
        #expect(
            company.commands("baton.lead.fields_set")
                == [["lead_id": "L1", "fields": .object(["size": .number(5)]), "rule": "r"]]
        )
        #expect(company.notices(to: "dir") == ["5"])
    }

    @Test func `does not go round in circles, and the event itself stands`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "circle"
            on = "chat.notify"
            when = { recipient_id = { ne = "dir" } }
            do = [{ notify = "role:sales_head", text = "{{text}}+" }]
            [[rules]]
            name = "start"
            on = "lead.created"
            do = [{ notify = "person:pavel", text = "0" }]
            """
        )
        try company.lead("L1")
        #expect(company.fired.count <= Limits.ruleFiringsMax + 1)
        #expect(company.notices(to: "dir").contains { $0.contains("по кругу") })
        #expect(company.journal.map(\.outcome) == [.applied])
        #expect(company.journal.flatMap(\.decisions).contains { $0.reason == "rule_circle" })
        try company.lead("L2")
        #expect(company.journal.count == 2)
    }

    @Test func `waits in circles no longer than its depth allows`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "circle"
            on = "task.create"
            after = "1s"
            do = [{ publish = "task.create", data = { assignee_id = "dir", title = "x" } }]
            [[rules]]
            name = "start"
            on = "lead.created"
            do = [{ publish = "task.create", data = { assignee_id = "dir", title = "x" } }]
            """
        )
        try company.lead("L1")
        try company.wait(seconds: 100)
        #expect(company.fired.count == Limits.ruleDepthMax)
        #expect(company.notices(to: "dir").count == 1)
    }

    @Test func `whose command a process refuses is taken back, and the event stands`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.created"
            do = [{ publish = "lead.assign", data = { assignee_id = "nobody", reason = "x" } }]
            """
        )
        try company.lead("L1")
        #expect(company.journal.map(\.outcome) == [.applied])
    }

    @Test func `waits for events that nobody else reads`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "bad-review"
            on = "review.received"
            when = { real = { ne = false }, text = { matches = "(?i)ужас|плох" } }
            do = [{ notify = "responsible", text = "{{client.name}}: {{text}}" }]
            """
        )
        try company.publish(
            "client.upserted",
            ["client_id": "C1", "name": "Ромашка", "project_manager_id": "pavel"]
        )
        try company.publish(
            "review.received",
            ["review_id": "R1", "client_id": "C1", "text": "Всё ПЛОХО"]
        )
        #expect(company.notices(to: "pavel") == ["Ромашка: Всё ПЛОХО"])
        try company.publish("review.received", ["client_id": "C1"])
        #expect(company.journal.last?.deadLetter?.flaw.field == "data.review_id")
    }

    @Test func `is not run where it is turned off`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            enabled = false
            on = "lead.created"
            do = [{ notify = "person:dir", text = "x" }]
            """
        )
        try company.lead("L1")
        #expect(company.fired.isEmpty)
    }

    @Test func `does not fire for what was not allowed, but for what came of it`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "returned"
            on = "qualification.stage_changed"
            when = { stage = "returned_by_sales" }
            do = [{ notify = "person:dir", text = "x" }]
            [[rules]]
            name = "rejected"
            on = "qualification.reject_transition"
            do = [{ notify = "person:dir", text = "{{reason}}" }]
            """
        )
        try company.publish(
            "person.upserted",
            ["person_id": "mark", "name": "Марк", "roles": .list(["marketer"])]
        )
        try company.lead("L1", ["responsible_id": "mark"])
        try company.publish(
            "qualification.stage_changed",
            ["lead_id": "L1", "stage": "returned_by_sales", "actor_id": "boris", "comment": " "]
        )
        #expect(company.fired == ["rejected"])
    }

    @Test func `never lets a name become markup, a header or a second recipient`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.created"
            do = [{ publish = "mail.send", data = { to = ["{{contact.email}}"], template = "x", \
            subject = "Лид {{contact.name}}", html = "<p>{{contact.name}}</p>", \
            text = "{{contact.name}}" } }]
            """
        )
        func lead(_ id: String, name: String, email: String) throws {
            try company.lead(
                id,
                ["contact": .object(["name": .text(name), "email": .text(email)])]
            )
        }
        let name = "<script>\r\nBcc: a@b.c"
        try lead("L1", name: name, email: "anna@example.com")
        let mail = try #require(company.commands("mail.send").first)
        #expect(mail["html"]?.text?.contains("<script>") == false)
        #expect(mail["subject"] == "Лид <script> Bcc: a@b.c")
        #expect(mail["text"] == .text(name))
        for email in ["a@b.c, d@e.f", "a@b.c\r\nBcc: d@e.f", "", "nobody"] {
            try lead("L-\(email.count)", name: "x", email: email)
        }
        #expect(company.commands("mail.send").count == 1)
    }
}
