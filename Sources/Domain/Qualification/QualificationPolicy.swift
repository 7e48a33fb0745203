/// The company's rules of qualification; section `[qualification]` of the configuration.
package struct QualificationPolicy: ProcessPolicy {
    package static let section = "qualification"
    package static let doc = "The marketer qualifies, sales takes over. Always runs."
    package static let presence = SectionPresence.always

    /// Who owns qualification.
    package enum Marketers: Equatable, Sendable {
        /// Everybody with the role `marketer`.
        case role
        case listed(Set<PersonID>)
    }

    /// How a sales manager is chosen where nobody is named and nobody had the item before.
    package enum SalesPolicy: String, CaseIterable, Sendable {
        case roundRobin = "round_robin"
        case leastLoaded = "least_loaded"
        case ranking
    }

    package var marketers: Marketers
    package var salesPolicy: SalesPolicy
    /// Whether only those whose turn it is may move an item.
    package var enforcesActors: Bool
    /// A passed item must be accepted or returned within this working time; nil is off.
    package var acceptWithin: Duration?
    /// How long after the hand-over the scheduled call is due.
    package var callDelay: Duration
    /// The lead's stage after an accept.
    package var inProgressStage: String
    /// The stages at which an item may be closed as junk, in the order of the configuration.
    package var junkStages: [String]
    /// The CRM's stage names, each with Baton's stage or one of the junk stages.
    package var stages: [String: String]
    /// Fields without which a lead is not a target lead, in the order of the configuration.
    package var requiredFields: [String]

    package init(_ section: SectionReader = .nothing) {
        marketers = section.value(
            "marketers",
            .marketers,
            default: .role,
            "everybody with the role marketer, or a list of ids"
        )
        salesPolicy = section.value(
            "sales_policy",
            .choice,
            default: .roundRobin,
            SalesPolicy.allCases.map(\.rawValue).joined(separator: " | ")
        )
        enforcesActors = section.value(
            "enforce_actors",
            .flag,
            default: true,
            "whether only those whose turn it is may move an item"
        )
        acceptWithin = section.value(
            "accept_within",
            Form.duration.orOff(),
            default: nil,
            "working time until sales is reminded; or \"off\""
        )
        callDelay = section.value(
            "call_delay",
            .durationOrNone,
            default: .zero,
            "the scheduled call is due this long after the hand-over"
        )
        inProgressStage = section.value(
            "in_progress_stage",
            .text,
            default: "in_progress",
            "the lead's stage after an accept"
        )
        junkStages = section.value(
            "junk_stages",
            Form.text.list(),
            default: ["not_target", "duplicate", "no_answer", "spam"],
            "the stages that mean junk"
        )
        Self.refuseOwnStages(junkStages, section)
        stages = Self.stages(section, junk: junkStages)
        requiredFields = Self.requiredFields(section)
    }

    /// Baton's own stages of a qualification item.
    fileprivate static let ownStages = QualificationItem.Stage.allCases.map(\.rawValue)

    /// A junk stage called as one of Baton's own would never be seen as junk.
    private static func refuseOwnStages(_ junkStages: [String], _ section: SectionReader) {
        for (index, stage) in junkStages.enumerated() where ownStages.contains(stage) {
            section.reading.report(
                section.path / "junk_stages" / index,
                .file,
                "must not be one of Baton's own stages, as \(TOMLNode.quoted(stage)) is"
            )
        }
    }

    private static func requiredFields(_ section: SectionReader) -> [String] {
        section.section("target_lead", "When a lead is a target lead.") { section in
            section.value(
                "required_fields",
                Form.text.list(),
                default: ["company", "contact_phone", "direction"],
                "all must be filled in"
            )
        }
    }

    private static func stages(_ section: SectionReader, junk: [String]) -> [String: String] {
        let mapped = section.map(
            "stages",
            Form.stage(junk: junk),
            samples: ["\"DT128_12:PREPARATION\" = \"passed_to_sales\""],
            "The CRM's name = Baton's stage (\(ownStages.joined(separator: ", "))) or a junk stage."
        )
        return Dictionary(uniqueKeysWithValues: mapped.map { ($0.key, $0.value) })
    }
}

extension Policies {
    /// Qualification always runs.
    package var qualification: QualificationPolicy {
        get { self[QualificationPolicy.self] ?? .standard }
        set { self[QualificationPolicy.self] = newValue }
    }
}

extension QualificationPolicy {
    /// What holds where nothing is configured.
    fileprivate static let standard = QualificationPolicy()
}

extension Form where Value == QualificationPolicy.Marketers {
    /// The word `role`, or ids.
    fileprivate static var marketers: Self {
        let allowed = "\"role\" or a list of person ids"
        let ids = Form<PersonID>.person.list(atLeast: 1)
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                if node == .text("role") { return .role }
                guard case .list = node else { return spot.misfit(node, allowed) }
                return ids.read(node, spot).map { .listed(Set($0)) }
            },
            written: { marketers in
                switch marketers {
                case .role: "\"role\""
                case .listed(let people): ids.written(people.sorted())
                }
            }
        )
    }
}

extension Form where Value == String {
    /// One of Baton's stages, or one of the junk stages of the configuration.
    fileprivate static func stage(junk: [String]) -> Self {
        let known = QualificationPolicy.ownStages + junk
        let allowed = "one of \(known.joined(separator: ", "))"
        return Self(
            allowed: allowed,
            scalar: nil,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                if known.contains(text) { return text }
                let hint = Suggestion.phrase(for: text, among: known)
                return spot.misfit(node, allowed, hint: hint)
            },
            written: { TOMLNode.quoted($0) }
        )
    }
}
