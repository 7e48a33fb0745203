import Domain

/// The file section by section, in the order of the example.
extension Settings {
    /// Reads every section; what is wrong is left with the reading.
    init(_ reading: Reading) {
        let root = SectionReader(reading, path: .root, node: .table(reading.source.root))
        service = root.section("service", "The program as a whole.") { ServiceSettings($0) }
        amqp = root.section(
            "amqp",
            "The broker.",
            takesEffect: .afterRestart
        ) { AMQPSettings($0) }
        postgres = root.section(
            "postgres",
            "The database.",
            takesEffect: .afterRestart
        ) { PostgresSettings($0) }
        http = root.section("http", "The HTTP server.") { HTTPSettings($0) }
        calendar = WorkCalendar(timeZone: service.timeZone, hours: Self.hours(root))
        people = Self.people(root)
        qualification = root.section(
            "qualification",
            "The marketer qualifies, sales takes over. Always runs."
        ) { QualificationSection.policy($0) }
        leadDistribution = Self.leadDistribution(root)
        calls = root.process("calls", "Incoming calls ring the sales heads in turn.") {
            section,
            _ in CallSettings(section)
        }
        nps = Self.nps(root, http)
        pay = root.optionalSection(
            "pay",
            "The marketer's pay, in the report.",
            isCommented: false
        ) { PaySettings($0) }
        reports = Self.reports(root)
        chains = Self.chains(root, people)
        rules = Self.rules(root, people)
        root.refuseUnknown()
        reading.refuseUnknownVariables()
        notes = Self.notes(reading)
        entries = reading.entries
        processes = reading.processes
    }

    private static func hours(_ root: SectionReader) -> WorkingHours? {
        root.optionalSection(
            "calendar",
            "Working hours; without this section time is 24x7.",
            isCommented: true
        ) { CalendarSection.hours($0) }
    }

    private static func people(_ root: SectionReader) -> [Person] {
        let people = root.items("people", "People whom the CRM does not announce.") {
            PeopleSection.person($0)
        }
        PeopleSection.check(root)
        return people
    }

    private static func leadDistribution(_ root: SectionReader) -> LeadDistributionSettings? {
        root.process("lead_distribution", "The race of the best for hot leads.") {
            LeadDistributionSettings($0, isOn: $1)
        }
    }

    private static func nps(_ root: SectionReader, _ http: HTTPSettings) -> NPSSettings? {
        root.process(
            "nps",
            "Loyalty of clients; needs secret in [http].",
            isCommented: true
        ) { section, isOn in
            // A secret that is there but wrong was reported where it stands.
            if isOn && http.secret == nil
                && !section.reading.hasProblem(at: .root / "http" / "secret")
            {
                section.report(
                    "needs secret in [http] to sign its links; \(HTTPSettings.secretHint)"
                )
            }
            if isOn && http.listen == nil
                && !section.reading.hasProblem(at: .root / "http" / "listen")
            {
                section.report("needs listen in [http]: its links lead to a page there")
            }
            return NPSSettings(section)
        }
    }

    private static func reports(_ root: SectionReader) -> [ReportMailSettings] {
        let reports = root.items("reports", "Reports that go out by mail.") {
            ReportMailSettings($0)
        }
        Repeats.report(of: "name", in: "reports", root)
        return reports
    }

    private static func chains(_ root: SectionReader, _ people: [Person]) -> [ChainSettings] {
        let chains = root.items("chains", "Chains of people that rules may start.") {
            ChainSettings($0, people: people)
        }
        Repeats.report(of: "name", in: "chains", root)
        return chains
    }

    private static func rules(_ root: SectionReader, _ people: [Person]) -> [RuleSettings] {
        // As they are written: a chain that is wrong is no reason to call its name unknown.
        let chains = root.written("name", in: "chains").map(\.text)
        let rules = root.items("rules", "The company's own rules.") {
            RuleSettings($0, chains: chains, people: people)
        }
        Repeats.report(of: "name", in: "rules", root)
        return rules
    }

    private static func notes(_ reading: Reading) -> [String] {
        guard let run = reading.program.processes else { return [] }
        return reading.processes.filter { $0.value && !run.contains($0.key) }.keys.sorted()
            .map { "[\($0)] is accepted but not run by this version" }
    }
}
