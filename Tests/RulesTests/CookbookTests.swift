import Contract
import Domain
import Engine
import Foundation
import Testing

/// Every rule of docs/rules.md, played as it stands there.
@Suite struct `The cookbook` {
    private static func page(_ path: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path)
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The TOML under each heading of the document.
    private static func recipes(of path: String = "docs/rules.md") throws -> [String: String] {
        let text = try page(path)
        var recipes: [String: String] = [:]
        var heading = ""
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#"), !isCode { heading = String(line.drop { "# ".contains($0) }) }
            if line.hasPrefix("```") {
                isCode = line == "```toml"
            } else if isCode {
                recipes[heading, default: ""] += line + "\n"
            }
        }
        return recipes
    }

    private func company(_ number: Int) throws -> Company {
        let recipe = try #require(
            try Self.recipes().first { $0.key.hasPrefix("\(number). ") }?.value
        )
        let petrova = """
            [[people]]
            id = "petrova"
            name = "Петрова"
            roles = ["sales_manager"]
            [lead_distribution]
            final = { assign = "role:sales_head" }
            first_action_within = "off"
            [calls]
            fallback = { action = "voicemail" }
            heads = ["boris"]

            """
        return try Company(petrova + recipe)
    }

    @Test func `has nothing in it that is refused`() throws {
        let recipes = try Self.recipes()
        #expect(recipes.count == 14)
        let petrova = "[[people]]\nid = \"petrova\"\nname = \"П\"\nroles = [\"sales_head\"]\n"
        for (heading, recipe) in recipes {
            #expect(throws: Never.self, "\(heading)") { try Company(petrova + recipe) }
        }
    }

    /// So whatever is played of one page is played of the other.
    @Test func `says the same in Russian, rule by rule and word by word`() throws {
        let english = try Self.recipes()
        let russian = try Self.recipes(of: "docs/ru/rules.md")
        #expect(russian.count == english.count)
        #expect(russian.values.sorted() == english.values.sorted())
        for number in 1...12 {
            let recipes = [english, russian].map { page in
                page.first { $0.key.hasPrefix("\(number). ") }?.value
            }
            #expect(recipes[0] != nil && recipes[0] == recipes[1], "rule \(number)")
        }
        let words = try ["docs/rules.md", "docs/ru/rules.md"].map { path in
            let rows = try Self.page(path).split(separator: "\n").filter { $0.hasPrefix("|") }
            return Set(rows.flatMap { $0.matches(of: /`[^`]+`/).map { String($0.output) } })
        }
        #expect(words[0].symmetricDifference(words[1]) == [])
    }

    @Test func `1: tells the director of a big lead`() throws {
        let company = try company(1)
        try company.lead(
            "L1",
            [
                "contact": .object(["name": "Иван"]), "company": "ООО",
                "fields": .object(["budget": .number(1_500_000)]),
            ]
        )
        #expect(company.notices(to: "dir") == ["Крупный лид Иван, ООО: 1\u{A0}500\u{A0}000"])
    }

    @Test func `2: reminds where nobody has called`() throws {
        let company = try company(2)
        try company.lead("L1")
        try company.lead("L2")
        try company.publish(
            "call.made",
            ["call_id": "C1", "person_id": "kira", "to": "1", "lead_id": "L2"]
        )
        try company.wait(seconds: 1800)
        #expect(company.notices(to: "kira") == ["Лид L1: за полчаса никто не позвонил"])
        #expect(company.notices(to: "boris") == ["Лид L1 () без звонка, ответственный Кира"])
    }

    @Test func `3: labels the leads of a campaign`() throws {
        let company = try company(3)
        for (id, campaign) in [("L1", "autumn-2026"), ("L2", "spring")] {
            try company.lead(
                id,
                [
                    "source": .object([
                        "channel": "site", "campaign": .text(campaign), "kind": "advertising",
                    ])
                ]
            )
        }
        #expect(company.commands("baton.lead.fields_set").map { $0["lead_id"] } == ["L1"])
    }

    @Test func `4: counts returns`() throws {
        let company = try company(4)
        try company.publish(
            "person.upserted",
            ["person_id": "mark", "name": "Марк", "roles": .list(["marketer"])]
        )
        try company.lead("L1", ["responsible_id": "mark"])
        for _ in 1...3 {
            for (stage, actor) in [("passed_to_sales", "mark"), ("returned_by_sales", "anna")] {
                try company.publish(
                    "qualification.stage_changed",
                    [
                        "lead_id": "L1", "stage": .text(stage), "actor_id": .text(actor),
                        "sales_manager_id": "anna", "comment": "нет бюджета",
                    ]
                )
            }
        }
        #expect(company.notices(to: "vera") == ["Лид L1 возвращён в 3-й раз: нет бюджета"])
    }

    @Test(arguments: ["+73812000000", "8 (3812) 00-00-00"])
    func `5: knows a region by its number`(phone: String) throws {
        let company = try company(5)
        try company.lead("L1", ["contact": .object(["name": "Иван", "phone": .text(phone)])])
        try company.lead("L2", ["contact": .object(["phone": "+74950000000"])])
        try company.lead("L3", ["region": "tomsk"])
        #expect(company.notices(to: "petrova").count == 2)
    }

    private func call(_ company: Company, answeredAfter seconds: Double?) throws {
        try company.publish(
            "call.incoming",
            ["call_id": "C1", "from": "+79131112233", "to": "+73812000001"]
        )
        guard let seconds else { return try company.wait(seconds: 100) }
        try company.wait(seconds: seconds)
        try company.publish("call.answered", ["call_id": "C1", "person_id": "boris"])
        try company.publish("call.ended", ["call_id": "C1"])
    }

    @Test func `6: tells of callers who waited`() throws {
        let slow = try company(6)
        try call(slow, answeredAfter: 30)
        #expect(slow.notices(to: "vera") == ["Звонок +79131112233 ждал 30\u{A0}с, ответил boris"])
        let quick = try company(6)
        try call(quick, answeredAfter: 3)
        #expect(quick.notices(to: "vera").isEmpty)
    }

    @Test func `7: tells whose client did not get through`() throws {
        let company = try company(7)
        try company.publish(
            "client.upserted",
            [
                "client_id": "K1", "name": "Ромашка", "phones": .list(["+79131112233"]),
                "project_manager_id": "pavel",
            ]
        )
        try call(company, answeredAfter: nil)
        #expect(
            company.notices(to: "pavel").contains("Ваш клиент Ромашка не дозвонился: +79131112233")
        )
    }

    @Test func `8: answers a bad review`() throws {
        let company = try company(8)
        try company.publish(
            "client.upserted",
            ["client_id": "K1", "name": "Ромашка", "project_manager_id": "pavel"]
        )
        try company.publish(
            "review.received",
            ["review_id": "R1", "client_id": "K1", "text": "Ужасно"]
        )
        #expect(company.notices(to: "pavel") == ["Плохой отзыв клиента Ромашка: Ужасно"])
        #expect(company.commands("task.create").map { $0["assignee_id"] } == ["pavel"])
    }

    @Test func `9: tells of a big deal that was lost`() throws {
        let company = try company(9)
        try company.lead("L1", ["fields": .object(["budget": .number(500_000)])])
        try company.publish(
            "deal.lost",
            ["deal_id": "D1", "manager_id": "anna", "lead_id": "L1", "reason": "дорого"]
        )
        #expect(company.notices(to: "dir") == ["Проиграна сделка D1, Анна: дорого"])
    }

    @Test func `10: has the client called a day after the deal`() throws {
        let company = try company(10)
        let amount = Value.object(["amount": "150000.00", "currency": "RUB"])
        try company.publish(
            "deal.won",
            ["deal_id": "D1", "manager_id": "anna", "amount": amount]
        )
        try company.wait(seconds: 86_400)
        let call = try #require(company.commands("call.schedule").first)
        #expect(call["note"] == "Сделка D1 на 150000.00 RUB")
        #expect(call["due_at"] == "2026-03-03T11:00:00.000Z")
    }

    @Test func `11: lets an important lead climb`() throws {
        let company = try company(11)
        func update(_ flag: Bool) throws {
            try company.publish(
                "lead.updated",
                ["lead_id": "L1", "fields": .object(["vip": .bool(flag)])]
            )
        }
        try update(true)
        try company.wait(seconds: 600)
        #expect(company.notices(to: "boris").count == 1)
        try update(false)
        try company.wait(seconds: 10_000)
        #expect(company.commands("lead.assign").isEmpty)
        try update(true)
        try company.wait(seconds: 10_000)
        #expect(company.commands("lead.assign").map { $0["assignee_id"] } == ["dir"])
    }

    @Test func `12: tells who has too much`() throws {
        let company = try company(12)
        for number in 1...5 {
            try company.publish(
                "lead.created",
                [
                    "lead_id": .text("L\(number)"), "source": .object(["channel": "site"]),
                    "hot": .bool(false),
                ]
            )
        }
        #expect(company.notices(to: "vera").count == 1)
        #expect(company.fired == ["overload"])
    }
}
