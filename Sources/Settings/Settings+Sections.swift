import Domain

/// The file section by section, in the order of the example.
extension Settings {
    /// Reads every section; what is wrong is left with the reading.
    init(_ reading: Reading) {
        let root = SectionReader(reading, path: .root, node: .table(reading.file.root))
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
        retention = root.section(
            "retention",
            "What the program lets go of by itself, once an hour; \"off\" keeps it for ever."
        ) { RetentionSettings($0) }
        reading.phoneRegion = service.phoneRegion
        var policies = Policies(
            calendar: WorkCalendar(timeZone: service.timeZone, hours: Self.hours(root)),
            phoneRegion: service.phoneRegion,
            placeholderPhones: service.placeholderNumbers,
            people: Self.people(root)
        )
        policies.legalEntities = Self.legalEntities(root)
        for policy in Registry.policies { Self.read(policy, root, http, into: &policies) }
        reports = Self.reports(root)
        let chains = Self.chains(root, policies.people)
        rules = Self.rules(root, policies.people)
        policies.rules = RuleBook(rules.filter(\.isEnabled).map(\.rule), chains: chains)
        self.policies = policies
        root.refuseUnknown()
        reading.refuseUnknownVariables()
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
        root.reportRepeats(of: "id", in: "people")
        return people
    }

    private static func legalEntities(_ root: SectionReader) -> [LegalEntity] {
        let entities = root.items("legal_entities", "The companies that issue documents.") {
            LegalEntitySection.entity($0)
        }
        root.reportRepeats(of: "id", in: "legal_entities")
        return entities
    }

    private static func read<Policy: ProcessPolicy>(
        _ type: Policy.Type,
        _ root: SectionReader,
        _ http: HTTPSettings,
        into policies: inout Policies
    ) {
        let read = { (section: SectionReader) in
            if Policy.needsLinks && section.isOn { requireLinks(section, http) }
            return Policy(section)
        }
        switch Policy.presence {
        case .always:
            policies[type] = root.section(Policy.section, Policy.doc, read)
        case .whereItStands:
            policies[type] = root.process(
                Policy.section,
                Policy.doc,
                isCommented: Policy.isCommented,
                read
            )
        case .withoutSwitch:
            policies[type] = root.optionalSection(
                Policy.section,
                Policy.doc,
                isCommented: Policy.isCommented,
                read
            )
        }
    }

    /// A secret or an address that is there but wrong was reported where it stands.
    private static func requireLinks(_ section: SectionReader, _ http: HTTPSettings) {
        let reading = section.reading
        if http.secret == nil && !reading.hasProblem(at: .root / "http" / "secret") {
            section.report("needs secret in [http] to sign its links; \(HTTPSettings.secretHint)")
        }
        if http.listen == nil && !reading.hasProblem(at: .root / "http" / "listen") {
            section.report("needs listen in [http]: its links lead to a page there")
        }
    }

    private static func reports(_ root: SectionReader) -> [ReportMailSettings] {
        let reports = root.items("reports", "Reports that go out by mail.") {
            ReportMailSettings($0)
        }
        root.reportRepeats(of: "name", in: "reports")
        return reports
    }

    private static func chains(_ root: SectionReader, _ people: [Person]) -> [RuleChainPolicy] {
        let chains = root.items("chains", "Chains of people that rules may start.") {
            RuleChainPolicy($0, people: people)
        }
        root.reportRepeats(of: "name", in: "chains")
        return chains
    }

    private static func rules(_ root: SectionReader, _ people: [Person]) -> [RuleSettings] {
        // As they are written: a chain that is wrong is no reason to call its name unknown.
        let chains = root.written("name", in: "chains").map(\.text)
        let rules = root.items("rules", "The company's own rules.") {
            RuleSettings($0, chains: chains, people: people)
        }
        root.reportRepeats(of: "name", in: "rules")
        return rules
    }
}
