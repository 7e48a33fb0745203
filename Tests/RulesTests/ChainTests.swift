import Domain
import Engine
import Testing

@Suite struct `A chain of the company's own` {
    private static let rules = """
        [[chains]]
        name = "climb"
        steps = ["person:pavel", "role:sales_head"]
        step_timeout = "10m"
        repeat = 1
        final = { assign = "role:director" }
        [[rules]]
        name = "start"
        on = "lead.updated"
        when = { "fields.go" = true }
        do = [{ start = "climb", text = "Лид {{lead_id}} ждёт." }]
        [[rules]]
        name = "stop"
        on = "lead.updated"
        when = { "fields.go" = false }
        do = [{ stop = "climb" }]
        [[rules]]
        name = "of-clients"
        on = "client.upserted"
        do = [{ start = "climb" }]

        """

    private func update(_ company: Company, _ flag: Bool) throws {
        try company.publish(
            "lead.updated",
            ["lead_id": "L1", "fields": .object(["go": .bool(flag)])]
        )
    }

    private func answer(_ company: Company, _ type: String, _ person: String) throws {
        try company.publish(
            type,
            [
                "chain": "climb", "subject_kind": "lead", "subject_id": "L1",
                "person_id": .text(person),
            ]
        )
    }

    @Test func `asks one after the other, twice over, and ends with somebody`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        #expect(company.notices(to: "pavel").count == 1)
        #expect(company.notices(to: "pavel")[0].hasPrefix("Лид L1 ждёт."))
        #expect(company.notices(to: "boris").isEmpty)
        try company.wait(seconds: 600)
        #expect(company.notices(to: "boris").count == 1)
        try company.wait(seconds: 5 * 600)
        #expect(company.notices(to: "vera").count == 4)
        #expect(
            company.commands("lead.assign")
                == [["lead_id": "L1", "assignee_id": "dir", "reason": "final"]]
        )
        #expect(company.notices(to: "dir").count == 1)
    }

    @Test func `has buttons that carry the very event`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        guard case .list(let actions) = company.commands("chat.notify").first?["actions"] else {
            Issue.record("no buttons")
            return
        }
        #expect(actions.count == 2)
        for action in actions {
            guard case .object(let members) = action,
                case .object(let event) = members["event"], let type = event["type"]?.text,
                case .object(let data) = event["data"]
            else {
                Issue.record("a button without an event")
                return
            }
            try company.publish(type, data)
        }
        #expect(company.commands("lead.assign").map { $0["assignee_id"] } == ["pavel"])
    }

    @Test func `goes on at once where somebody declines`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        try answer(company, "chain.declined", "pavel")
        #expect(company.notices(to: "boris").count == 1)
    }

    @Test func `is taken by whoever was asked, and by nobody before his turn`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        try answer(company, "chain.accepted", "vera")
        #expect(company.journal.last?.outcome == .rejected)
        try company.wait(seconds: 600)
        try answer(company, "chain.accepted", "pavel")
        #expect(company.commands("lead.assign").map { $0["assignee_id"] } == ["pavel"])
        try answer(company, "chain.accepted", "boris")
        #expect(company.notices(to: "boris").last?.contains("Павел") == true)
        try company.wait(seconds: 100_000)
        #expect(company.notices(to: "vera").count == 1)
    }

    @Test func `skips whoever is away, at once where he leaves while he is asked`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        try company.publish(
            "person.availability_changed",
            ["person_id": "pavel", "available": .bool(false)]
        )
        #expect(company.notices(to: "boris").count == 1)
        try company.publish(
            "person.availability_changed",
            ["person_id": "vera", "available": .bool(false)]
        )
        try company.wait(seconds: 600)
        #expect(company.notices(to: "vera").isEmpty)
        let skipped = company.journal.flatMap(\.decisions).flatMap(\.notes)
            .first { $0.template == "person.skipped.absent" }
        // Support looks for ids: names repeat.
        #expect(skipped?.values["person"]?.text?.hasSuffix(" (vera)") == true)
    }

    @Test func `ends where a rule stops it, and where the lead is closed`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        try update(company, false)
        try company.wait(seconds: 10_000)
        #expect(company.notices(to: "boris").isEmpty)
        try update(company, true)
        try company.publish("lead.deleted", ["lead_id": "L1"])
        try company.wait(seconds: 10_000)
        #expect(company.notices(to: "boris").isEmpty)
        #expect(company.commands("lead.assign").isEmpty)
    }

    @Test func `runs once about a subject, and about clients as well as leads`() throws {
        let company = try Company(Self.rules)
        try update(company, true)
        try update(company, true)
        #expect(company.notices(to: "pavel").count == 1)
        try company.publish("client.upserted", ["client_id": "C1", "name": "Ромашка"])
        #expect(company.notices(to: "pavel").count == 2)
        try company.wait(seconds: 10_000)
        #expect(company.commands("lead.assign").count == 1)
        #expect(company.notices(to: "dir").count == 2)
    }
}
