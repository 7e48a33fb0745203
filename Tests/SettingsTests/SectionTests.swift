import Domain
import Foundation
import Settings
import Testing

@Suite struct SectionTests {
    @Test func `an empty file gives every default`() throws {
        let settings = try Settings.parse("")
        #expect(
            settings.policies
                == Policies(
                    calendar: WorkCalendar(
                        timeZone: try #require(TimeZone(identifier: "Europe/Moscow"))
                    ),
                    placeholderPhones: settings.policies.placeholderPhones,
                    [QualificationPolicy()]
                )
        )
        #expect(!settings.policies.placeholderPhones.isEmpty)
        #expect(settings.http.listen?.description == "127.0.0.1:8080")
        #expect(settings.service.stopTimeout == .seconds(10))
        #expect(!settings.amqp.isEncrypted)
    }

    @Test func `a file as programs write it is read`() throws {
        let text = """
            [service]
            time_zone = "Asia/Omsk"
            locale = "en"
            default_phone_region = "KZ"
            [qualification]
            stages = { "DT128_12:PREPARATION" = "passed_to_sales", "DT128_12:S" = "spam" }
            target_lead = { "required_fields" = ["company"] }
            marketers = ["marina"]
            accept_within = "2s"
            [lead_distribution]
            final = { "assign" = "person:anna" }
            working_time = false
            first_action_within = "off"
            fallback_top = ["anna", "boris"]
            offer_timeout = "300ms"
            duty = "person:vera"
            misses_to_pause = 0
            [calls]
            fallback = { "action" = "number", "target" = "+7 381 200" }
            heads = ["head1", "head2"]
            lines = [{ "number" = "+73812000001", "channel" = "yandex", "campaign" = "autumn" }]
            [nps]
            every = "5s"
            calls_every = "off"
            review_url = "https://example.org/reviews?to=us"
            recovery = { "react_within" = "1s", "working_time" = true }
            [amqp]
            url = "amqp://127.0.0.1:5672/vhost"
            [http]
            listen = "[::1]:8080"
            public_url = "https://baton.example.org/"
            secret = "acceptance-secret-0123456789"
            [[rules]]
            name = "r"
            on = "lead.created"
            when = { "fields.budget" = { "gte" = 1000000 } }
            do = [{ "notify" = "role:director", "text" = "Крупный лид {{contact.name}}" }]
            """
        let settings = try Settings.parse(text)
        #expect(settings.policies.phoneRegion == "KZ")
        #expect(settings.policies.qualification.stages["DT128_12:S"] == "spam")
        #expect(settings.policies.qualification.marketers == .listed(["marina"]))
        #expect(settings.policies.qualification.requiredFields == ["company"])
        #expect(settings.policies.qualification.acceptWithin == .seconds(2))
        let race = try #require(settings.policies.leadDistribution)
        #expect(
            race.final == .person("anna") && race.duty == "vera" && race.missesToPause == nil
        )
        #expect(race.firstActionWithin == nil && race.offerTimeout == .milliseconds(300))
        #expect(settings.policies.calls?.line("+73812000001").campaign == "autumn")
        #expect(settings.policies.calls?.fallback.target == "+7 381 200")
        let loyalty = try #require(settings.policies.loyalty)
        #expect(loyalty.every == .fixed(.seconds(5)) && loyalty.callsEvery == nil)
        #expect(loyalty.recovery.reactWithin == .seconds(1) && loyalty.recovery.workingTime)
        #expect(loyalty.reviewURL == "https://example.org/reviews?to=us")
        #expect(try Settings.parse("").policies.loyalty == nil)
        #expect(settings.http.listen == ListenAddress(host: "::1", port: 8080))
        #expect(settings.http.publicURL == "https://baton.example.org")
    }

    @Test func `the calendar becomes working hours`() throws {
        let text = """
            [calendar]
            monday = ["14:00-18:00", "9:00-13:00"]
            sunday = ["00:00-24:00"]
            holidays = ["2025-12-31..2026-01-02", "2026-02-23"]
            working_days = { "2026-11-07" = ["10:00-16:00"], "2026-11-08" = [] }
            """
        let hours = try #require(try Settings.parse(text).policies.calendar.hours)
        let monday = [ClockRange(start: 540, end: 780), ClockRange(start: 840, end: 1080)]
        #expect(hours.week[1] == monday.compactMap(\.self))
        #expect(hours.week[7]?.first?.end == 1440 && hours.week.count == 2)
        #expect(hours.holidays.count == 4)
        #expect(hours.holidays.contains(CalendarDay(year: 2026, month: 1, day: 1)))
        #expect(hours.exceptions[CalendarDay(year: 2026, month: 11, day: 8)] == [])
    }

    @Test func `people become persons`() throws {
        let text = """
            [[people]]
            id = "petrova"
            name = "Анна Петрова"
            roles = ["sales_manager", "sales_head"]
            extension = "101"
            max_open_leads = 20
            active = false
            """
        let expected = Person(
            id: "petrova",
            name: "Анна Петрова",
            roles: [.salesManager, .salesHead],
            phoneExtension: "101",
            active: false,
            openLeadsMax: 20
        )
        #expect(try Settings.parse(text).policies.people == [expected])
    }

    @Test func `a process that is turned off has no rules`() throws {
        let settings = try Settings.parse("[calls]\n[nps]\nenabled = false")
        #expect(settings.summary.contains("[nps] turned off"))
        #expect(settings.policies.loyalty == nil && settings.policies.calls == CallPolicy())
    }

    @Test func `the summary says where a value comes from`() throws {
        let settings = try Settings.parse(
            "[amqp]\nqueue = \"q\"\n[[people]]\nid = \"a\"\nname = \"A\"\nroles = [\"director\"]",
            environment: ["BATON_AMQP_PREFETCH": "7"]
        )
        let lines = settings.summary.split(separator: "\n")
        #expect(lines.contains("  queue = \"q\""))
        #expect(lines.contains("  prefetch = 7  # from BATON_AMQP_PREFETCH"))
        #expect(lines.contains("  partitions = 1  # default"))
        #expect(lines.contains("  people: 1"))
        #expect(lines.contains("[calls] none"))
    }

    @Test(arguments: [
        ("300ms", Duration.milliseconds(300)), ("8s", .seconds(8)), ("15m", .seconds(900)),
        ("24h", .seconds(86_400)), ("90d", .seconds(7_776_000)), ("0s", .zero),
    ])
    func `durations are read`(text: String, duration: Duration) throws {
        let settings = try Settings.parse("[qualification]\ncall_delay = \"\(text)\"")
        #expect(settings.policies.qualification.callDelay == duration)
    }

    @Test(arguments: ["1.5h", "15", "m", "1h30m", " 5s", "5 s", "99999999999999d", "3mo", "٣s", ""])
    func `what is no duration is refused`(text: String) {
        #expect(Given.problems("[qualification]\ncall_delay = \"\(text)\"").count == 1)
    }
}
