import Domain
import Foundation
import Settings
import Testing

@Suite struct ExampleTests {
    private let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config.example.toml")

    @Test func `config.example.toml is what the description of the keys says`() throws {
        // BATON_TEST_WRITE_EXAMPLE=1 writes it anew after a key was added.
        if ProcessInfo.processInfo.environment["BATON_TEST_WRITE_EXAMPLE"] != nil {
            try Settings.example.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Settings.example)
    }

    @Test func `the example is valid as it is and changes no default`() throws {
        let example = try Settings.load(file: file.path)
        // A section that turns a process on can't be compared with its absence.
        let turnedOn =
            "[lead_distribution]\nfinal = { assign = \"role:sales_head\" }\n[calls]\n[pay]"
        #expect(example.changes(since: try Settings.parse(turnedOn)) == [])
    }

    @Test func `everything commented out in the example is valid, and defaults are defaults`()
        throws
    {
        try WholeExample.use { example in
            let settings = try example.parsed()
            #expect(settings.policies.loyalty?.every == .months(3))
            #expect(settings.policies.calendar.hours?.week.count == 5)
            #expect(settings.policies.people.map(\.id) == ["petrova"])
            #expect(settings.rules.map(\.rule.name) == ["big-lead-to-director"])
            #expect(settings.http.reportsPassword?.revealed == "not a secret, but long enough")
        }
    }

    @Test func `every single value of the example can be given by a variable as well`() throws {
        let files = [
            "templates_dir", "ca_file", "certificate_file", "key_file", "secret",
            "reports_password", "positions_token",
        ]
        let values = /([a-z_]+) = ("[^"]*"|true|false|-?[0-9]+)( .*)?/
        var (section, environment) = ("", ["BATON_HTTP_SECRET": "0123456789abcdef"])
        for line in WholeExample.uncommented.split(separator: "\n") {
            if let head = line.wholeMatch(of: /(\[.+\])/) { section = String(head.1) }
            let isInList = section.hasPrefix("[[") || section == "[chains.final]"
            guard let pair = line.wholeMatch(of: values), !isInList,
                !files.contains(String(pair.1))
            else { continue }
            let name = "BATON_\(section.dropFirst().dropLast())_\(pair.1)"
            environment[name.replacing(".", with: "_").uppercased()] =
                pair.2.trimmingCharacters(in: ["\""])
        }
        #expect(environment.count > 60)
        #expect(Given.problems("", environment: environment) == [])
    }

    @Test(arguments: bindingKeys)
    func `the example has every key that was promised`(key: String) {
        let path = key.split(separator: " ", maxSplits: 1)
        let text = WholeExample.uncommented
        let section = text.firstRange(of: "\n\(path[0])\n")
        #expect(section != nil, "no section \(path[0])")
        guard let section else { return }
        let rest = text[section.upperBound...].prefix { _ in true }
        let lines = rest.split(separator: "\n").prefix { !$0.hasPrefix("[") }
        #expect(lines.contains { $0.hasPrefix(path[1]) }, "no such line: \(key)")
    }

    /// Section, key and default, as the project's users were promised them.
    static let bindingKeys = [
        "[service] source = \"baton\"", "[service] time_zone = \"Europe/Moscow\"",
        "[service] locale = \"ru\"", "[service] default_phone_region = \"RU\"",
        "[service] templates_dir = ", "[service] stop_timeout = \"10s\"",
        "[service] log = \"auto\"",
        "[amqp] url = \"amqp://guest:guest@127.0.0.1:5672/%2F\"",
        "[amqp] events_exchange = \"crm.events\"", "[amqp] commands_exchange = \"crm.commands\"",
        "[amqp] positions_queue = \"baton.positions\"",
        "[amqp] queue = \"baton.inbox\"", "[amqp] prefetch = 500", "[amqp] partitions = 1",
        "[amqp] declare = true", "[amqp] heartbeat = \"20s\"", "[amqp] batch_max = 200",
        "[amqp] confirm_window = 1000", "[amqp.tls] ca_file = ", "[amqp.tls] certificate_file = ",
        "[amqp.tls] key_file = ", "[amqp.tls] verify = true",
        "[postgres] url = \"postgresql://baton@127.0.0.1:5432/baton\"",
        "[postgres] schema = \"baton\"", "[postgres] migrate = true",
        "[http] listen = \"127.0.0.1:8080\"", "[http] public_url = \"http://127.0.0.1:8080\"",
        "[http] secret = \"credential:baton_secret\"",
        "[http] reports_password = \"credential:baton_reports\"",
        "[http] positions_token = \"credential:baton_positions\"",
        "[calendar] monday = [\"09:00-13:00\", \"14:00-18:00\"]", "[calendar] sunday = ",
        "[calendar] holidays = ", "[calendar.working_days] \"2026-11-07\" = [\"10:00-16:00\"]",
        "[[people]] id = ", "[[people]] name = ", "[[people]] roles = ",
        "[qualification] marketers = \"role\"", "[qualification] sales_policy = \"round_robin\"",
        "[qualification] enforce_actors = true", "[qualification] accept_within = \"off\"",
        "[qualification] call_delay = \"0s\"",
        "[qualification] in_progress_stage = \"in_progress\"",
        "[qualification] junk_stages = [\"not_target\", \"duplicate\", \"no_answer\", \"spam\"]",
        "[qualification.stages] \"DT128_12:PREPARATION\" = \"passed_to_sales\"",
        "[qualification.target_lead] required_fields = [\"company\", \"contact_phone\","
            + " \"direction\"]",
        "[lead_distribution] enabled = true", "[lead_distribution] top_size = 3",
        "[lead_distribution] rank_by = \"amount\"", "[lead_distribution] fallback_top = []",
        "[lead_distribution] offer_timeout = \"15m\"", "[lead_distribution] working_time = true",
        "[lead_distribution] accept = \"reached\"",
        "[lead_distribution] ordinary = \"round_robin\"", "[lead_distribution] duty = ",
        "[lead_distribution] repeat = 1", "[lead_distribution.final] assign = ",
        "[lead_distribution] first_action_within = \"15m\"",
        "[lead_distribution] misses_to_pause = 3", "[lead_distribution] pause_for = \"60m\"",
        "[lead_distribution] portfolio_min = 0", "[lead_distribution] sticky = true",
        "[calls] enabled = true", "[calls] ring_timeout = \"8s\"", "[calls] strategy = \"linear\"",
        "[calls] sticky_first = true", "[calls] heads = []", "[calls] max_rounds = 1",
        "[calls.fallback] action = \"voicemail\"", "[calls] stale_after = \"40s\"",
        "[calls] resume_within = \"60s\"", "[calls] mark_reminder = \"10m\"",
        "[calls] mark_reminders = 3", "[calls] real_call = \"answerer\"", "[calls] spam_after = 2",
        "[[calls.lines]] number = ", "[[calls.lines]] channel = ", "[[calls.lines]] campaign = ",
        "[nps] enabled = true", "[nps] every = \"3mo\"", "[nps] spread = \"14d\"",
        "[nps] calls_every = \"3mo\"", "[nps] link_expires = \"30d\"",
        "[nps] remind_after = \"7d\"", "[nps] cooldown = \"60d\"", "[nps] target = 90",
        "[nps.recovery] react_within = \"30m\"", "[nps.recovery] close_within = \"5d\"",
        "[positions] enabled = true", "[positions] depth = 100",
        "[positions] curve = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05,",
        "[positions] min_coverage = 0.9", "[positions] settle_after = \"2h\"",
        "[positions] keep_daily = \"400d\"", "[positions] keep_weekly = \"1825d\"",
        "[positions] max_rows = 5000", "[positions] alert_after = 2",
        "[positions] report_every = \"7d\"", "[positions] link_expires = \"90d\"",
        "[pay] rate_per_accepted = \"300.00\"", "[pay] rate_per_target = \"500.00\"",
        "[pay] fixed = \"0.00\"", "[pay] currency = \"RUB\"",
        "[[rules]] name = ", "[[rules]] on = ", "[[rules]] when = ", "[[rules]] do = ",
        "[[rules]] after = ", "[[rules]] unless = ", "[[chains]] name = ", "[[chains]] steps = ",
        "[chains.final] assign = ",
    ]
}
