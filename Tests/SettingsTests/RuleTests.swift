import Domain
import Foundation
import Settings
import Testing

@Suite struct RuleTests {
    private let program = Program(
        events: ["lead.created", "lead.updated", "baton.rule.fired"],
        commands: ["task.create", "lead.assign"]
    )

    private func said(of rule: String) -> [String] {
        Given.problems("[[rules]]\nname = \"r\"\n\(rule)", program: program)
    }

    @Test func `a whole rule becomes values`() throws {
        let text = """
            [[chains]]
            name = "climb"
            steps = ["person:petrova", "role:sales_head"]
            final = { assign = "role:director" }
            [[rules]]
            name = "big"
            on = "lead.created"
            after = "15m"
            unless = ["lead.updated"]
            do = [
              { notify = "responsible", text = "{{lead.id}}" },
              { notify = "role:director", severity = "critical", text = "!" },
              { publish = "task.create", data = { assignee_id = "a", title = "{{region}}!" } },
              { set = "fields.size", value = "big" },
              { start = "climb" }, { stop = "climb" },
            ]
            [rules.when]
            "fields.budget" = { gte = 1000000, lt = 2.5 }
            "contact.name" = { matches = "(?i)ltd" }
            region = "omsk"
            any = [{ "lead.stage" = { in = ["new"] } }, { not = { hot = { exists = true } } }]
            """
        let settings = try Settings.parse(text, program: program)
        let rule = try #require(settings.rules.first).rule
        #expect(rule.after == .seconds(900))
        #expect(rule.unless == ["lead.updated"])
        let actions: [RuleAction] = [
            .notify(.responsible, .info, text: try RuleTemplate("{{lead.id}}")),
            .notify(.assignee(.role(.director)), .critical, text: try RuleTemplate("!")),
            .publish(
                type: "task.create",
                data: [
                    "assignee_id": .text(try RuleTemplate("a")),
                    "title": .text(try RuleTemplate("{{region}}!")),
                ]
            ),
            .set(field: "size", .text(try RuleTemplate("big"))),
            .start(chain: "climb", text: nil), .stop(chain: "climb"),
        ]
        #expect(rule.actions == actions)
        let budget = try #require(RulePath("fields.budget"))
        let any = RuleCondition.any([
            .field(try #require(RulePath("lead.stage")), .isOneOf([.text("new")])),
            .not(.field(try #require(RulePath("hot")), .exists(true))),
        ])
        let name = RuleCondition.field(
            try #require(RulePath("contact.name")),
            .matches(try #require(RulePattern("(?i)ltd")))
        )
        let size = RuleCondition.all([
            .field(budget, .compares(.greaterOrEqual, .number(number("1000000")))),
            .field(budget, .compares(.less, .number(number("2.5")))),
        ])
        let region = RuleCondition.field(
            try #require(RulePath("region")),
            .equals(.text("omsk"))
        )
        #expect(rule.when == .all([any, name, size, region]))
    }

    private func number(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }

    @Test func `an event, a command or a chain that does not exist is refused`() {
        let rule = """
            on = "lead.craeted"
            do = [{ publish = "task.make", data = {} }, { start = "climb" }]
            unless = ["lead.deleted"]
            """
        #expect(
            said(of: rule)
                == [
                    "f:3: rules[0].on: must be the type of an event that the contract has, not"
                        + " \"lead.craeted\"; did you mean \"lead.created\"?",
                    "f:4: rules[0].do[0].publish: must be the type of a command that the"
                        + " contract has,"
                        + " not \"task.make\"",
                    "f:4: rules[0].do[1].start: must be the name of one of [[chains]] (there are"
                        + " none),"
                        + " not \"climb\"",
                    "f:5: rules[0].unless[0]: must be the type of an event that the contract"
                        + " has, not"
                        + " \"lead.deleted\"; did you mean \"lead.created\"?",
                ].filter { !$0.hasPrefix("f:1:") }
        )
    }

    @Test func `names are known, and repeated, also where something else is wrong`() {
        let text = """
            [[chains]]
            name = "climb"
            steps = []
            final = { assign = "role:director" }
            [[rules]]
            name = "same"
            on = "lead.created"
            do = []
            [[rules]]
            name = "same"
            on = "lead.created"
            do = [{ start = "climb" }, { start = "clim" }]
            """
        #expect(
            Given.problems(text, program: program) == [
                "f:3: chains[0].steps: must be a list of one or more, each \"person:ID\" or"
                    + " \"role:ROLE\", not an empty list",
                "f:8: rules[0].do: must be a list of actions such as [{ notify ="
                    + " \"role:director\", text = \"…\" }], not an empty list",
                "f:10: rules[1].name: \"same\" is there twice",
                "f:12: rules[1].do[1].start: must be the name of one of [[chains]], not"
                    + " \"clim\"; did you mean \"climb\"?",
            ]
        )
    }

    @Test func `events that cancel need something to cancel`() {
        let rule = "on = \"lead.created\"\nunless = [\"lead.updated\"]\n"
        #expect(
            said(of: rule + "do = [{ notify = \"responsible\", text = \"x\" }]") == [
                "f:4: rules[0].unless: needs after: without a wait there is nothing to cancel"
            ]
        )
    }

    @Test func `unknown operators, actions and keys are refused`() {
        let rule = """
            on = "lead.created"
            when = { "a.b" = { gtr = 1 }, c = [1], d= { matches = "(" }, e = { gte = "1" }, all=[] }
            do = [
              { notfy = "role:director" },
              { notify = "role:director", text = "x", severty = "info" },
              { notify = "director", text = "x" },
              { set = "x" },
              { start = "a", stop = "b" },
            ]
            then = []
            """
        #expect(
            said(of: rule) == [
                "f:4: rules[0].when.\"a.b\".gtr: unknown operator, did you mean \"gt\"?",
                "f:4: rules[0].when.all: must be a list of one or more conditions, not an empty"
                    + " list",
                "f:4: rules[0].when.c: must be a value or a table; one of several is { in = [ …"
                    + " ] },"
                    + " not a list",
                "f:4: rules[0].when.d.matches: must be a regular expression, such as"
                    + " \"(?i)ltd$\", not"
                    + " \"(\"",
                "f:4: rules[0].when.e.gte: must be a number without quotes, or a time such as"
                    + " \"2026-09-01T10:00:00+03:00\", not \"1\"",
                "f:6: rules[0].do[0]: must have exactly one of notify, publish, set, start,"
                    + " stop, not"
                    + " none; did you mean \"notify\"?",
                "f:7: rules[0].do[1].severty: unknown key, did you mean \"severity\"?",
                "f:8: rules[0].do[2].notify: must be \"person:ID\", \"role:ROLE\" or"
                    + " \"responsible\","
                    + " not \"director\"; did you mean \"role:director\"?",
                "f:9: rules[0].do[3].value: is missing; it must be the field's new value",
                "f:10: rules[0].do[4]: must have exactly one of notify, publish, set, start,"
                    + " stop, not"
                    + " start and stop",
                "f:12: rules[0].then: unknown key, did you mean \"when\"?",
            ]
        )
    }

    @Test func `what does not exist is refused with what may have been meant`() {
        let rule = """
            on = "lead.created"
            when = { "contcat.name" = "x", "lead.stgae" = "new", "region.code" = 1 }
            do = [
              { notify = "role:director", text = "{{contact.nmae}} {{mony(fields.budget)}}" },
              { notify = "role:director", text = "{{contact.name" },
              { publish = "task.create", data = { titel = "x", assignee_id = "a" } },
              { publish = "task.create", data = { title = "x" } },
              { publish = "lead.assign", data = { assignee_id = ["a"], reason = "my own" } },
              { set = "stage", value = "x" },
            ]
            """
        #expect(
            Given.problems("[[rules]]\nname = \"r\"\n\(rule)") == [
                "f:4: rules[0].when.\"contcat.name\": \"contcat\" of \"contcat.name\" is no"
                    + " field of lead.created; did you mean \"contact\"?",
                "f:4: rules[0].when.\"lead.stgae\": \"stgae\" of \"lead.stgae\" is no field"
                    + " of what is known of a lead; did you mean \"stage\"?",
                "f:4: rules[0].when.\"region.code\": \"code\" of \"region.code\" does not"
                    + " exist: nothing is inside of what stands before it",
                "f:6: rules[0].do[0].text: has the unknown format \"mony\"; did you mean"
                    + " \"money\"?",
                "f:7: rules[0].do[1].text: has a {{ without its }}",
                "f:8: rules[0].do[2].data.titel: is no field of task.create; did you mean"
                    + " \"title\"?",
                "f:8: rules[0].do[2].data: lacks title, which task.create needs",
                "f:9: rules[0].do[3].data: lacks assignee_id, which task.create needs",
                "f:10: rules[0].do[4].data.assignee_id: must be text",
                "f:11: rules[0].do[5].set: is no field of the lead's own; publish"
                    + " lead.set_stage instead",
            ]
        )
    }

    @Test func `where people are listed, rules and chains name only them`() {
        let text = """
            [[people]]
            id = "petrova"
            name = "Анна"
            roles = ["director"]
            [[chains]]
            name = "c"
            steps = ["person:petrowa"]
            final = { assign = "person:nobody" }
            [[rules]]
            name = "r"
            on = "lead.created"
            do = [{ notify = "person:petrov", text = "x" }]
            """
        #expect(
            Given.problems(text) == [
                "f:7: chains[0].steps[0]: nobody in [[people]] has the id \"petrowa\"; did you"
                    + " mean \"person:petrova\"?",
                "f:8: chains[0].final.assign: nobody in [[people]] has the id \"nobody\"",
                "f:12: rules[0].do[0].notify: nobody in [[people]] has the id \"petrov\"; did"
                    + " you mean \"person:petrova\"?",
            ]
        )
    }
}
