import Domain
import Foundation
import Settings
import Testing

@Suite struct ProblemTests {
    /// A bad text and what exactly is said of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let said: [String]
        var testDescription: String { text }

        init(_ text: String, _ said: String...) {
            (self.text, self.said) = (text, said)
        }
    }

    @Test(arguments: keys + values + references + sections)
    func `what is wrong is said with line, key and what is allowed`(bad: Case) {
        #expect(Given.problems(bad.text) == bad.said)
    }

    static let keys = [
        Case("[amqp]\nprefech = 5", "f:2: amqp.prefech: unknown key, did you mean \"prefetch\"?"),
        Case("[amqpp]", "f:1: amqpp: unknown section, did you mean \"amqp\"?"),
        Case("[service]\nprefetch = 5", "f:2: service.prefetch: unknown key; it belongs to [amqp]"),
        Case(
            "[pay]\nbonus_per_smile = 1",
            "f:2: pay.bonus_per_smile: unknown key, [pay] may hold rate_per_accepted,"
                + " rate_per_target, fixed, currency"
        ),
        Case(
            "amqp = 3",
            "f:1: amqp: must be a section, [amqp] or amqp = { … }, not the number 3"
        ),
        Case(
            "[people]\nid = \"a\"",
            "f:1: people: must be a list of sections, each beginning with [[people]], not a table"
        ),
        Case("people = [3]", "f:1: people[0]: must be a table, not the number 3"),
    ]

    static let values = [
        Case(
            "[amqp]\nprefetch = 0\npartitions = 0\ndeclare = \"yes\"\nqueue = 5",
            "f:2: amqp.prefetch: must be a whole number from 1 to 65535, not the number 0",
            "f:3: amqp.partitions: must be a whole number from 1 to 64, not the number 0",
            "f:4: amqp.declare: must be true or false, without quotes, not \"yes\"",
            "f:5: amqp.queue: must be a name of at most 255 bytes that does not begin with"
                + " \"amq.\", not the number 5; text stands in \"quotes\""
        ),
        Case(
            "[amqp]\nheartbeat = \"1500ms\"\nevents_exchange = \"x\"\ncommands_exchange = \"x\"",
            "f:2: amqp.heartbeat: must be in whole seconds, as AMQP counts it",
            "f:4: amqp.commands_exchange: must differ from events_exchange, not be \"x\" as well"
        ),
        Case(
            "[amqp]\nurl = [\"amqp://a\", \"http://u:hidden@b\", \"amqp://c:0\", \"amqps://d\"]",
            "f:2: amqp.url[1]: must be a URL beginning with amqp:// or amqps://, such as"
                + " amqp://user:password@host:5672/%2F; what is given is not",
            "f:2: amqp.url[2]: has a port outside 1 to 65535; it must be a URL beginning with"
                + " amqp:// or amqps://, such as amqp://user:password@host:5672/%2F",
            "f:2: amqp.url[3]: must begin as the first does: all are nodes of one broker"
        ),
        Case(
            "[amqp]\nurl = []",
            "f:2: amqp.url: must be a URL beginning with amqp:// or amqps://, such as"
                + " amqp://user:password@host:5672/%2F, or a list of them; what is given is not"
        ),
        Case(
            "[amqp.tls]\nkey_file = \"/etc/hostname\"",
            "f:1: amqp.tls: has no effect on an amqp:// url, which must be amqps://",
            "f:2: amqp.tls.key_file: must come with certificate_file"
        ),
        Case(
            "[service]\nlocale = \"rus\"\ntime_zone = \"Europe/Moskow\"\ndefault_phone_region ="
                + " \"ru\"",
            "f:2: service.locale: must be one of \"ru\", \"en\", not \"rus\"; did you mean \"ru\"?",
            "f:3: service.time_zone: must be a time zone, such as \"Europe/Moscow\" or \"UTC\","
                + " not \"Europe/Moskow\"; did you mean \"Europe/Moscow\"?",
            "f:4: service.default_phone_region: must be two capital letters of ISO 3166, such as"
                + " \"RU\", not \"ru\"; did you mean \"RU\"?"
        ),
        Case(
            "[service]\nstop_timeout = 10\n[qualification]\naccept_within = \"15 min\"\n"
                + "call_delay = \"-5s\"",
            "f:2: service.stop_timeout: must be a duration from \"1ms\" to \"3650d\" (units ms,"
                + " s, m,"
                + " h, d), not the number 10; did you mean \"10s\" or \"10m\"?",
            "f:4: qualification.accept_within: must be a duration from \"1ms\" to \"3650d\", or"
                + " \"off\", not \"15 min\"; did you mean \"15m\"?",
            "f:5: qualification.call_delay: must be a duration from \"0s\" to \"3650d\" (units"
                + " ms, s,"
                + " m, h, d), not \"-5s\""
        ),
        Case(
            "[http]\nlisten = \"8080\"\npublic_url = \"ftp://x\"\nsecret = \"short\"",
            "f:2: http.listen: must be host:port such as \"127.0.0.1:8080\" or \"[::1]:8080\", or"
                + " \"\" for no server, not \"8080\"",
            "f:3: http.public_url: must be a URL beginning with http:// or https://, without query,"
                + " not \"ftp://x\"",
            "f:4: http.secret: must be text of at least 16 bytes (make one with: openssl rand"
                + " -base64 32); what is given is not"
        ),
        Case(
            "[pay]\nfixed = 1.5\ncurrency = \"rub\"",
            "f:2: pay.fixed: must be an amount in quotes, such as \"300.00\", not the number 1.5",
            "f:3: pay.currency: must be three capital letters of ISO 4217, such as \"RUB\", not"
                + " \"rub\""
        ),
        Case(
            "[postgres]\nschema = \"pg_x\"\nurl = \"mysql://x\"",
            "f:2: postgres.schema: must be a name of lower-case letters, digits and _, at most 63"
                + " bytes, not pg_…, not \"pg_x\"",
            "f:3: postgres.url: must be a URL beginning with postgresql:// or postgres://, such as"
                + " postgresql://user:password@host:5432/database; what is given is not"
        ),
        Case(
            "[calendar]\nmonday = [\"09:00-13:00\", \"12:00-18:00\"]\ntuesday = [\"22:00-06:00\"]\n"
                + "wednesday = \"09:00-18:00\"\n"
                + "holidays = [\"2026-01-08..2026-01-01\", \"2026-02-30\"]\n"
                + "working_days = { \"7 Nov\" = [] }",
            "f:2: calendar.monday[1]: \"09:00-13:00\" and \"12:00-18:00\" overlap; a day's hours"
                + " may"
                + " not",
            "f:3: calendar.tuesday[0]: must be hours that end later than they begin, not"
                + " \"22:00-06:00\"; hours over midnight are two ranges, one up to 24:00, one from"
                + " 00:00",
            "f:4: calendar.wednesday: must be a list of hours such as [\"09:00-13:00\","
                + " \"14:00-18:00\"], not \"09:00-18:00\"",
            "f:5: calendar.holidays[0]: must be days of which the first comes first, not"
                + " \"2026-01-08..2026-01-01\"",
            "f:5: calendar.holidays[1]: must be a day \"2026-01-08\" or days"
                + " \"2026-01-01..2026-01-08\", not \"2026-02-30\"",
            "f:6: calendar.working_days.\"7 Nov\": must be a day such as \"2026-11-07\", not \"7"
                + " Nov\""
        ),
        Case(
            "[nps]\nenabled = false\nevery = 3\ncalls_every = \"0mo\"\ntarget = 101",
            "f:3: nps.every: must be a period such as \"3mo\" (calendar months) or \"90d\", not the"
                + " number 3; did you mean \"3mo\" or \"3d\"?",
            "f:4: nps.calls_every: must be a period such as \"3mo\" (calendar months) or"
                + " \"90d\", or"
                + " \"off\", not \"0mo\"",
            "f:5: nps.target: must be a whole number from -100 to 100, not the number 101"
        ),
        Case(
            "[nps]\nenabled = false\nreview_url = \"yandex.ru/maps\"\n"
                + "recovery = { working_time = \"yes\" }",
            "f:3: nps.review_url: must be a URL beginning with http:// or https://, not"
                + " \"yandex.ru/maps\"",
            "f:4: nps.recovery.working_time: must be true or false, without quotes, not \"yes\""
        ),
    ]

    static let references = [
        Case(
            "[lead_distribution]\nduty = \"role:director\"\nfallback_top = [\"a\", \"person:b\","
                + " \"a\"]\n"
                + "final = { assign = \"role:sales_haed\" }",
            "f:2: lead_distribution.duty: must be \"person:ID\", not \"role:director\"",
            "f:3: lead_distribution.fallback_top[1]: must be the id of a person, such as"
                + " \"anna\", not"
                + " \"person:b\"",
            "f:3: lead_distribution.fallback_top[2]: \"a\" is there twice; remove one",
            "f:4: lead_distribution.final.assign: must be \"person:ID\" or \"role:ROLE\", not"
                + " \"role:sales_haed\"; did you mean \"role:sales_head\"?"
        ),
        Case(
            "[lead_distribution]\nfinal = { assign = \"sales_head\" }",
            "f:2: lead_distribution.final.assign: must be \"person:ID\" or \"role:ROLE\", not"
                + " \"sales_head\"; did you mean \"role:sales_head\"?"
        ),
        Case("[lead_distribution]\nenabled = false"),
        Case(
            "[lead_distribution]\nfinal = \"role:sales_head\"",
            "f:2: lead_distribution.final: must be a section, [lead_distribution.final] or final ="
                + " { … }, not \"role:sales_head\""
        ),
        Case(
            "[qualification]\njunk_stages = [\"spam\", \"new\"]\n"
                + "stages = { \"A:1\" = \"passed_to_sale\", \"A:2\" = \"spam\" }",
            "f:2: qualification.junk_stages[1]: must not be one of Baton's own stages, as"
                + " \"new\" is",
            "f:3: qualification.stages.\"A:1\": must be one of new, in_progress, passed_to_sales,"
                + " returned_by_sales, accepted_by_sales, target_lead, junk, spam, new, not"
                + " \"passed_to_sale\"; did you mean \"passed_to_sales\"?"
        ),
        Case(
            "[[people]]\nid = \"a\"\nname = \"A\"\nroles = [\"directer\"]\n"
                + "[[people]]\nid = \"a\"\nname = \"\"\nroles = []\nextension = 101",
            "f:4: people[0].roles[0]: must be one of \"marketer\", \"sales_manager\","
                + " \"sales_head\","
                + " \"project_manager\", \"director\", \"consultant\", not \"directer\"; did you"
                + " mean"
                + " \"director\"?",
            "f:6: people[1].id: \"a\" is there twice",
            "f:7: people[1].name: must be text that is not blank, not \"\"",
            "f:8: people[1].roles: must be a list of one or more, each one of \"marketer\","
                + " \"sales_manager\", \"sales_head\", \"project_manager\", \"director\","
                + " \"consultant\","
                + " not an empty list",
            "f:9: people[1].extension: must be text that is not blank, not the number 101; text"
                + " stands in \"quotes\""
        ),
        Case(
            "[calls]\nfallback = { action = \"queue\" }\n[[calls.lines]]\nnumber = \"+7 381 200\"\n"
                + "channel = \"a\"\n[[calls.lines]]\nnumber = \"+7381200\"\nchannel = \"b\"",
            "f:2: calls.fallback.target: is missing; action \"queue\" needs it",
            "f:7: calls.lines[1].number: \"7381200\" is there twice"
        ),
    ]

    static let sections = [
        Case(
            "\n[nps]",
            "f:2: nps: needs secret in [http] to sign its links; make one with: openssl rand"
                + " -base64 32"
        ),
        Case(
            "[nps]\n[http]\nlisten = \"\"\nsecret = \"0123456789abcdef\"",
            "f:1: nps: needs listen in [http]: its links lead to a page there"
        ),
        Case("[nps]\nenabled = false\n[http]\nlisten = \"\""),
        Case(
            "[nps]\n[http]\nlisten = \"8080\"\nsecret = \"0123456789abcdef\"",
            "f:3: http.listen: must be host:port such as \"127.0.0.1:8080\" or \"[::1]:8080\", or"
                + " \"\" for no server, not \"8080\""
        ),
        Case(
            "[calendar]\nholidays = []",
            "f:1: calendar: has no working hours at all; give some, or leave the section out for"
                + " 24x7"
        ),
        Case(
            "[[chains]]\nname = \"a\"",
            "f:1: chains[0].steps: is missing; it must be a list of one or more, each"
                + " \"person:ID\" or \"role:ROLE\"",
            "f:1: chains[0].final.assign: is missing: a chain that nobody answers must end with"
                + " somebody; it must be \"person:ID\" or \"role:ROLE\""
        ),
    ]

    @Test(arguments: [
        Case(
            "a = ",
            "f:1: not valid TOML: after = there must be a value, not the end of the file"
        ),
        Case(
            "[amqp]\nurl = amqp://u:secret@h",
            "f:2: not valid TOML: text must stand in \"quotes\""
        ),
        Case(
            "[a]\nb = 1\nb = 2",
            "f:3: not valid TOML: there is already a.b, on line 2"
        ),
        Case("a = 1\n[é]", nameless(line: 2)), Case("[\n", nameless(line: 1)),
        Case("[[ # ]]", nameless(line: 1)), Case("\u{FEFF}\n[.a]", nameless(line: 2)),
        Case("a = ]\n[.a]", "f:1: not valid TOML: after = there must be a value, not ]"),
        Case("[amqp]\nurl = \"a\u{0}b\"", "f:2: holds a NUL character; it must be text"),
    ])
    func `what is not TOML is said with its line`(bad: Case) {
        #expect(Given.problems(bad.text) == bad.said)
    }

    /// Found by fuzzing a parser of earlier versions, which ended the whole program at these.
    @Test(arguments: [
        "a = [}", "a = [\n1, }", "a = [[}]]", "a = {b = [}]}", "a = [\u{2028}1]", "a = [1,\u{85}]",
        "[a]\nb = [\u{2029}",
    ])
    func `a list that goes on with what no value begins with is refused`(text: String) {
        let problems = Given.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix("a list goes on with a value or ends with ]") == true)
    }

    private static func nameless(line: Int) -> String {
        "f:\(line): not valid TOML: after [ there must be the name of a section; letters other"
            + " than a-z stand in \"quotes\""
    }

    @Test func `a text nested without end is refused`() {
        let deep = "a = " + String(repeating: "[", count: 8_000)
        #expect(Given.problems(deep).first?.hasPrefix("f:1: not valid TOML: ") == true)
    }

    @Test func `a file that can't be read is named with the reason`() throws {
        try Given.folder { folder in
            let missing = folder.appending(path: "none.toml").path
            #expect { try Settings.load(file: missing) } throws: {
                "\($0)" == "\(missing): can't be read: there is no such file"
            }
            #expect { try Settings.load(file: folder.path) } throws: {
                "\($0)" == "\(folder.path): can't be read: it is a folder"
            }
        }
    }

    @Test func `everything wrong is said at once, in the order of the file, variables last`() {
        let text =
            "[lead_distribution]\nofer_timeout = 1\noffer_timeout = \"soon\"\n[amqp]\nprefetch = -1"
        let said = Given.problems(text, environment: ["BATON_AMQP_PARTITIONS": "0"])
        #expect(
            said.map { String($0.prefix { $0 != " " }) } == [
                "f:1:", "f:2:", "f:3:", "f:5:", "BATON_AMQP_PARTITIONS:",
            ]
        )
    }
}
