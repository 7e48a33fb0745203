import Domain
import Foundation
import Testing

@Suite struct `A template of a rule` {
    private let facts = Samples.facts([
        "name": .text("<b>Анна & \"Ко\"</b>\r\nBcc: x@y.z"), "sum": .number(1_500_000),
        "money": .object(["amount": .text("10.00"), "currency": .text("RUB")]),
        "flag": .bool(true), "nothing": .null, "tags": .list([.text("a"), .text("b")]),
    ])

    private func text(
        _ source: String,
        for destination: RuleTemplate.Destination = .plain
    ) throws -> String {
        try RuleTemplate(source).text(facts, for: destination)
    }

    @Test func `is filled in, and empty where nothing is`() throws {
        #expect(
            try text("{{ sum }}, {{money}}, {{flag}}, {{tags}}") == "1500000, 10.00 RUB, true, a, b"
        )
        #expect(try text("[{{nothing}}{{missing.too}}]") == "[]")
        #expect(try text("no tags } {") == "no tags } {")
        #expect(try text("{{money(money)}}") == "rules.format.money 10.00 RUB")
    }

    @Test func `never lets a value become markup, a header or a template`() throws {
        let html = try text("<p>{{name}}</p>", for: .html)
        #expect(html.hasPrefix("<p>&lt;b&gt;Анна &amp; &quot;Ко&quot;&lt;/b&gt;"))
        #expect(try !text("{{name}}", for: .line).contains { $0.isNewline })
        let trick = Samples.facts(["x": .text("{{secret}}"), "secret": .text("!")])
        #expect(try RuleTemplate("{{x}}").text(trick) == "{{secret}}")
    }

    @Test func `leaves no attribute of HTML, whatever mark follows a quotation mark`() throws {
        let trick = Samples.facts(["x": .text("\"\u{301} style=display:none x=")])
        let html = try RuleTemplate("<a title=\"{{x}}\">").text(trick, for: .html)
        #expect(Array(html.utf8) == Array("<a title=\"&quot;\u{301} style=display:none x=\">".utf8))
    }

    @Test func `is refused where it can't be read`() {
        #expect(throws: RuleTemplateError.unclosed) { try RuleTemplate("{{a") }
        #expect(throws: RuleTemplateError.notAPath("")) { try RuleTemplate("{{}}") }
        #expect(throws: RuleTemplateError.notAPath("a..b")) { try RuleTemplate("{{a..b}}") }
        #expect(throws: RuleTemplateError.unknownFormat("mony")) {
            try RuleTemplate("{{mony(a)}}")
        }
    }

    @Test func `alone keeps the type of its value in data`() throws {
        let data = RuleData.object([
            "sum": .text(try RuleTemplate("{{sum}}")),
            "text": .text(try RuleTemplate("{{sum}}!")),
            "none": .text(try RuleTemplate("{{nothing}}")),
        ])
        #expect(
            data.value(facts)
                == .object(["sum": .number(1_500_000), "text": .text("1500000!"), "none": .null])
        )
    }
}

@Suite struct `Data that a rule publishes` {
    private let decoder = ValueDecoder(now: Samples.now)

    private func unfit(_ type: any Message.Type, _ data: [String: Value]) -> String? {
        do throws(UnfitData) {
            _ = try decoder.message(type, data)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `become the very message, whoever wrote them`() throws {
        for (name, type) in Registry.publishes.merging(Registry.reads, uniquingKeysWith: { $1 }) {
            let shape = Shape()
            let sample = try sample(of: type, shape)
            guard sample.flaw == nil else { continue }
            let again = try decoder.message(type, sample.values)
            #expect(again.equals(sample), "\(name)")
        }
    }

    private func sample<T: Message>(of type: T.Type, _ shape: Shape) throws -> any Message {
        try RecordingDecoder(shape, fillsOptionals: true).value(of: type)
    }

    @Test func `may be written as people write them`() throws {
        let data: [String: Value] = [
            "assignee_id": .number(7), "due_at": .text("+90m"), "reason": .text("call"),
            "note": .bool(true),
        ]
        let call = try decoder.message(CallSchedule.self, data) as? CallSchedule
        #expect(call?.assigneeID == "7")
        #expect(call?.dueAt == Samples.now + 5400)
        #expect(call?.note == "true")
    }

    @Test func `that do not fit are told with their field`() {
        #expect(unfit(LeadSetStage.self, ["stage": .text("x")]) == "lead_id: is missing")
        #expect(
            unfit(LeadSetStage.self, ["lead_id": .text("L"), "stage": .list([])])
                == "stage: must be text"
        )
        #expect(
            unfit(CallSchedule.self, ["assignee_id": .text("a"), "due_at": .text("soon")])?
                .hasPrefix("due_at: must be a time") == true
        )
        let notice: [String: Value] = [
            "recipient_id": .text("a"), "severity": .text("loud"), "template": .text("t"),
            "text": .text("x"),
        ]
        #expect(
            unfit(ChatNotify.self, notice) == "severity: must be one of info, warning, critical"
        )
    }
}

@Suite struct `What rules may name` {
    @Test func `is the whole contract`() {
        for type in [
            "lead.created", "review.received", "lead.assign", "task.create", "baton.rule.fired",
            "baton.nps.published",
        ] {
            #expect(RuleCatalogue.events.contains(type), "\(type)")
        }
        #expect(RuleCatalogue.commands.contains("mail.send"))
        #expect(!RuleCatalogue.commands.contains("baton.rule.fired"))
        #expect(!RuleCatalogue.commands.contains("lead.created"))
        #expect(RuleCatalogue.events.allSatisfy { !$0.hasPrefix("internal.") })
    }

    @Test func `has the fields that messages have`() {
        let lead = RuleCatalogue.fields(of: LeadCreated.type)
        #expect(lead.unknown(in: ["source", "channel"]) == nil)
        #expect(lead.unknown(in: ["fields", "anything", "at", "all"]) == nil)
        #expect(lead.unknown(in: ["contact", "nmae"])?.known == ["email", "name", "phone"])
        #expect(lead.unknown(in: ["company", "name"])?.known == [])
        #expect(RuleCatalogue.fields(of: "deal.won").unknown(in: ["amount", "amount"]) == nil)
    }

    @Test func `has of each subject what is really shown of it`() throws {
        let context = Context(
            now: Samples.now,
            policies: Policies(),
            company: Company(
                people: ["a": Person(id: "a", name: "A", roles: [])]
            ),
            text: \.template
        )
        let ids: [String: Value] = [
            "lead_id": .text("L"), "call_id": .text("C"), "client_id": .text("K"),
            "person_id": .text("a"),
        ]
        let occasion = RuleOccasion(AnyMessage(ids), causeID: "e", depth: 0)
        let facts = RuleFacts(occasion, of: occasion.subjects.primary, context)
        // Nothing is known of a price before it was asked for.
        for root in RulePath.Root.allCases where root != .price {
            guard case .object(let known, _) = RuleCatalogue.fields(of: root) else {
                Issue.record("\(root) has no fields")
                continue
            }
            let path = try #require(RulePath("\(root.rawValue).id"))
            #expect(facts.value(at: path) != nil, "\(root)")
            #expect(facts.fields(of: root) == Set(known.keys), "\(root)")
        }
    }
}
