import Contract
import Domain
import Engine
import Testing

@Suite struct `A rule that waits` {
    private static let rule = """
        [[rules]]
        name = "untouched"
        on = "lead.created"
        when = { "lead.open" = true }
        after = "15m"
        unless = ["call.made", "lead.updated"]
        do = [{ notify = "responsible", text = "{{lead_id}} {{contact.name}}" }]

        """

    @Test func `fires at the end, with the event's data`() throws {
        let company = try Company(Self.rule)
        try company.lead("L1", ["contact": .object(["name": "Иван"])])
        try company.wait(seconds: 899)
        #expect(company.fired.isEmpty)
        try company.wait(seconds: 1)
        #expect(company.notices(to: "kira") == ["L1 Иван"])
        try company.wait(seconds: 10_000)
        #expect(company.fired == ["untouched"])
    }

    @Test func `does not fire where its conditions hold no longer`() throws {
        let company = try Company(Self.rule)
        try company.lead("L1")
        try company.publish(
            "lead.stage_changed",
            ["lead_id": "L1", "stage": "won", "closed": .bool(true)]
        )
        try company.wait(seconds: 1000)
        #expect(company.fired.isEmpty)
        #expect(company.notes.contains("rules.conditions_changed"))
    }

    @Test func `is cancelled by what happens to the same subject, not to others`() throws {
        let company = try Company(Self.rule)
        try company.lead("L1")
        try company.lead("L2")
        try company.publish(
            "call.made",
            ["call_id": "C1", "person_id": "kira", "to": "+79130000000", "lead_id": "L1"]
        )
        try company.wait(seconds: 1000)
        #expect(company.notices(to: "kira") == ["L2 "])
        #expect(company.notes.contains("rules.wait_cancelled"))
    }

    @Test func `is cancelled by a call to the lead's number, whoever knows the lead`() throws {
        let company = try Company(Self.rule)
        try company.lead("L1", ["contact": .object(["phone": "8 (913) 111-22-33"])])
        try company.publish(
            "call.made",
            ["call_id": "C1", "person_id": "kira", "to": "+79131112233"]
        )
        try company.wait(seconds: 1000)
        #expect(company.fired.isEmpty)
    }

    @Test func `waits for each cause on its own`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "each"
            on = "lead.updated"
            after = "1m"
            do = [{ notify = "person:dir", text = "{{fields.x}}" }]
            """
        )
        for x in ["one", "two"] {
            try company.publish(
                "lead.updated",
                ["lead_id": "L1", "fields": .object(["x": .text(x)])]
            )
            try company.wait(seconds: 30)
        }
        try company.wait(seconds: 60)
        #expect(company.notices(to: "dir") == ["one", "two"])
    }

    @Test func `begins anew with each event where the same event cancels it`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "quiet"
            on = "lead.updated"
            after = "1m"
            unless = ["lead.updated"]
            do = [{ notify = "person:dir", text = "{{fields.x}}" }]
            """
        )
        for x in ["one", "two"] {
            try company.publish(
                "lead.updated",
                ["lead_id": "L1", "fields": .object(["x": .text(x)])]
            )
            try company.wait(seconds: 59)
        }
        try company.wait(seconds: 60)
        #expect(company.notices(to: "dir") == ["two"])
    }

    @Test func `counts working time where it says so`() throws {
        let company = try Company(
            """
            [calendar]
            monday = ["09:00-19:00"]
            tuesday = ["09:00-19:00"]
            [[rules]]
            name = "r"
            on = "lead.created"
            after = "15m"
            working_time = true
            do = [{ notify = "person:dir", text = "{{time(now)}}" }]
            """,
            start: "2026-03-02T18:55:00+03:00"
        )
        try company.lead("L1")
        try company.wait(seconds: 86_400)
        // Five minutes on Monday, ten on Tuesday: 9:10 in Moscow.
        #expect(company.commands("baton.rule.fired").count == 1)
        let fired = company.journal.last { $0.commands.contains { $0.type == "chat.notify" } }
        #expect(fired?.received == Timestamp.date("2026-03-03T09:10:00+03:00"))
    }

    @Test func `has at most so many waits about one subject`() throws {
        let company = try Company(
            """
            [[rules]]
            name = "r"
            on = "lead.updated"
            after = "1d"
            do = [{ publish = "lead.set_stage", data = { stage = "x" } }]
            """
        )
        for _ in 0...Limits.ruleWaitsMax {
            try company.publish("lead.updated", ["lead_id": "L1", "fields": .object([:])])
        }
        #expect(company.notices(to: "dir").count == 1)
        try company.wait(seconds: 100_000)
        #expect(company.fired.count == Limits.ruleWaitsMax)
    }
}
