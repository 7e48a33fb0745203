import Domain

extension QualificationPolicy.SalesPolicy {
    /// As the comment of the example lists them.
    fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: " | ") }
}

/// Section `[qualification]`, which becomes Domain's policy.
enum QualificationSection {
    /// Baton's own stages of a qualification item.
    static let stages = QualificationItem.Stage.allCases.map(\.rawValue)

    static func policy(_ section: SectionReader) -> QualificationPolicy {
        let standard = QualificationPolicy()
        var policy = QualificationPolicy(
            marketers: section.value(
                "marketers",
                .marketers,
                default: standard.marketers,
                "everybody with the role marketer, or a list of ids"
            ),
            salesPolicy: section.value(
                "sales_policy",
                .choice,
                default: standard.salesPolicy,
                QualificationPolicy.SalesPolicy.words
            ),
            enforcesActors: section.value(
                "enforce_actors",
                .flag,
                default: standard.enforcesActors,
                "whether only those whose turn it is may move an item"
            ),
            acceptWithin: section.value(
                "accept_within",
                Form.duration.orOff(),
                default: standard.acceptWithin,
                "working time until sales is reminded; or \"off\""
            ),
            callDelay: section.value(
                "call_delay",
                .durationOrNone,
                default: standard.callDelay,
                "the scheduled call is due this long after the hand-over"
            ),
            inProgressStage: section.value(
                "in_progress_stage",
                .text,
                default: standard.inProgressStage,
                "the lead's stage after an accept"
            ),
            junkStages: section.value(
                "junk_stages",
                Form.text.list(),
                default: standard.junkStages,
                "the stages that mean junk"
            )
        )
        refuseOwnStages(policy.junkStages, section)
        policy.stages = stages(section, junk: policy.junkStages)
        policy.requiredFields = requiredFields(section, standard)
        return policy
    }

    /// A junk stage called as one of Baton's own would never be seen as junk.
    private static func refuseOwnStages(_ junkStages: [String], _ section: SectionReader) {
        for (index, stage) in junkStages.enumerated() where stages.contains(stage) {
            section.reading.report(
                section.path / "junk_stages" / index,
                .file,
                "must not be one of Baton's own stages, as \(TOMLNode.quoted(stage)) is"
            )
        }
    }

    private static func requiredFields(
        _ section: SectionReader,
        _ standard: QualificationPolicy
    ) -> [String] {
        section.section("target_lead", "When a lead is a target lead.") { section in
            section.value(
                "required_fields",
                Form.text.list(),
                default: standard.requiredFields,
                "all must be filled in"
            )
        }
    }

    private static func stages(_ section: SectionReader, junk: [String]) -> [String: String] {
        let mapped = section.map(
            "stages",
            Form.stage(junk: junk),
            samples: ["\"DT128_12:PREPARATION\" = \"passed_to_sales\""],
            "The CRM's name = Baton's stage (\(stages.joined(separator: ", "))) or a junk stage."
        )
        return Dictionary(uniqueKeysWithValues: mapped.map { ($0.key, $0.value) })
    }
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
        let known = QualificationSection.stages + junk
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
