package import Domain

/// A rule that the company wrote itself; section `[[rules]]`.
package struct RuleSettings: Equatable, Sendable {
    /// The rule itself.
    package let rule: Rule
    /// False keeps the rule without running it; default true.
    package let isEnabled: Bool

    init?(_ section: SectionReader, chains: [String], people: [Person]) {
        let program = section.reading.program
        let event = Form.messageType("an event", among: program.events)
        let name = section.required(
            "name",
            .text,
            sample: "\"big-lead-to-director\"",
            "unique; named by the journal"
        )
        isEnabled = section.value("enabled", .flag, default: true, "false keeps it without running")
        let on = section.required(
            "on",
            event,
            sample: "\"lead.created\"",
            "the event, command or fact it waits for"
        )
        let fields = RuleFieldCheck(event: on)
        let when = Self.condition(section, fields)
        let after = section.optional(
            "after",
            .duration,
            sample: "\"15m\"",
            "then the conditions must hold again"
        )
        let countsWorkingTime = section.value(
            "working_time",
            .flag,
            default: false,
            "whether after counts only [calendar] time"
        )
        let unless =
            section.optional(
                "unless",
                event.list(),
                sample: "[\"lead.updated\"]",
                "events that cancel the wait"
            )
            ?? []
        let actionReader = ActionReader(
            program: program,
            chains: chains,
            fields: fields,
            people: RulePeople(known: people)
        )
        let actions = section.required(
            "do",
            actionReader.form,
            sample: "[{ notify = \"role:director\", severity = \"warning\","
                + " text = \"Крупный лид {{contact.name}}\" }]",
            "publish, notify, set, start, stop"
        )
        if after == nil && !unless.isEmpty {
            section.report("unless", "needs after: without a wait there is nothing to cancel")
        }
        guard let name, let on, let actions else { return nil }
        rule = Rule(
            name: name,
            on: on,
            when: when,
            after: after,
            countsWorkingTime: countsWorkingTime,
            unless: unless,
            actions: actions
        )
    }

    private static func condition(
        _ section: SectionReader,
        _ fields: RuleFieldCheck
    ) -> RuleCondition {
        section.optional(
            "when",
            .condition(fields),
            sample: "{ \"fields.budget\" = { gte = 1000000 } }",
            "equality, or gte gt lte lt ne in matches exists; joined by all, any, not"
        ) ?? .all([])
    }
}
