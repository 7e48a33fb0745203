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
              { publish = "task.create", data = { title = "x", client = { n = 1.1 } } },
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
        let rule = try #require(settings.rules.first)
        #expect(rule.after == .seconds(900))
        #expect(rule.unless == ["lead.updated"])
        #expect(
            rule.actions == [
                .notify(.responsible, .info, text: "{{lead.id}}"),
                .notify(.assignee(.role(.director)), .critical, text: "!"),
                .publish(
                    type: "task.create",
                    data: ["title": .text("x"), "client": .object(["n": .number(number("1.1"))])]
                ),
                .set(field: "fields.size", .text("big")),
                .start(chain: "climb"), .stop(chain: "climb"),
            ]
        )
        #expect(
            rule.when
                == .all([
                    .any([
                        .field(path: ["lead", "stage"], .isOneOf([.text("new")])),
                        .not(.field(path: ["hot"], .exists(true))),
                    ]),
                    .field(path: ["contact", "name"], .matches("(?i)ltd")),
                    .all([
                        .field(
                            path: ["fields", "budget"],
                            .compares(.greaterOrEqual, number("1000000"))
                        ),
                        .field(path: ["fields", "budget"], .compares(.less, number("2.5"))),
                    ]),
                    .field(path: ["region"], .equals(.text("omsk"))),
                ])
        )
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
                "f:4: rules[0].when.e.gte: must be a number without quotes, not \"1\"",
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
}
