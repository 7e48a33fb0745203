import Domain

/// What each template may show: the values that the domain supplies with it.
enum Placeholders {
    /// The names of the values, by template.
    static let ofTemplates = [
        ofNotices, ofJournal, ofCalls, ofDistributionNotices, ofRules, ofRuleChains, ofProcesses,
    ].reduce(into: [:]) { lists, more in
        lists.merge(more) { first, others in first + others.filter { !first.contains($0) } }
    }

    /// What processes say themselves of their texts, but for those of the journal.
    private static let ofProcesses = Dictionary(
        Registry.processes.flatMap { $0.phrases }.map { ($0.name, $0.values) }
    ) { first, _ in first }

    private static let ofNotices: [String: [String]] = [
        "qualification.rejected.item_closed": ["stage"],
        "qualification.rejected.actor_not_allowed": ["person", "stage"],
        "qualification.rejected.comment_needed": [],
        "qualification.rejected.not_passed_to_sales": [],
        "qualification.rejected.no_sales_manager": [],
        "qualification.rejected.not_a_sales_manager": ["person"],
        "qualification.rejected.nobody_available": [],
        "qualification.rejected.required_fields_missing": ["fields"],
        "qualification.rejected.junk_stage_needed": ["allowed"],
        "qualification.rejected.junk_stage_unknown": ["stage", "allowed"],
        "qualification.nobody_available": ["lead"],
        "qualification.accept_reminder": ["lead"],
        "qualification.accept_overdue": ["lead", "person"],
        "input.taken_as_meant": ["field"], "contact.phone_unread": ["value"],
        "contact.phone_placeholder": ["value"],
        "contact.email_unread": ["value"],
        "person.gone.lead": ["person", "lead"], "person.gone.item": ["person", "lead"],
        "person.gone.more": ["person", "count"],
        "person.skipped.inactive": ["person"],
        "person.skipped.absent": ["person"],
        "person.skipped.at_capacity": ["person"],
    ]

    /// The fields of each message, and beside each `…_id` of a person his name.
    private static let ofJournal = Registry.messages.mapValues { fields(of: $0) }
        .merging(ofOtherLines) { message, _ in message }
        .reduce(into: [:]) { lists, line in
            lists[Clause.template(of: line.key)] =
                line.value + line.value.compactMap(Clause.nameField)
        }

    /// Fields by the names of the contract; messages between processes keep the names of the code.
    private static func fields(of type: any Message.Type) -> [String] {
        MessageFields.names(of: type).map { name in
            name.hasSuffix("ID") ? name.dropLast(2).lowercased() + "_id" : name
        }
    }

    /// Lines of the journal that are about no message.
    private static let ofOtherLines: [String: [String]] = [
        "outcome.applied": [],
        "outcome.ignored": ["reason"],
        "outcome.rejected": ["reason"],
        "outcome.refused": ["reason"],
        "outcome.dead": ["reason"],
        "timer.fired": ["name"],
        "report.mailed": ["id", "name", "due_at", "sent_at"],
        "subject.revisited": [], "person_data.erased": [],
    ]
}
