/// A rule that the company wrote itself; section `[[rules]]`.
package struct RuleSettings: Equatable, Sendable {
    /// Unique; named by the journal.
    package let name: String
    /// False keeps the rule without running it; default true.
    package let isEnabled: Bool
    /// The type of the event, command or fact that the rule waits for.
    package let on: String
    /// Default none: the rule fires each time.
    package let when: RuleCondition
    /// The conditions are checked again after this time; nil acts at once.
    package let after: Duration?
    /// Types of events that cancel the wait; default none.
    package let unless: [String]
    /// In this order; never empty.
    package let actions: [RuleAction]

    init?(_ section: SectionReader, chains: [ChainSettings]) {
        let program = section.reading.program
        let event = Form.messageType("an event", among: program.events)
        let actionReader = ActionReader(program: program, chains: chains.map(\.name))
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
        when =
            section.optional(
                "when",
                .condition,
                sample: "{ \"fields.budget\" = { gte = 1000000 } }",
                "equality, or gte gt lte lt ne in matches exists; joined by all, any, not"
            )
            ?? .all([])
        after = section.optional(
            "after",
            .duration,
            sample: "\"15m\"",
            "then the conditions must hold again"
        )
        unless =
            section.optional(
                "unless",
                event.list(),
                sample: "[\"lead.updated\"]",
                "events that cancel the wait"
            )
            ?? []
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
        (self.name, self.on, self.actions) = (name, on, actions)
    }
}
