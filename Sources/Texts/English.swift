import Domain

extension Language {
    /// English.
    static let english = Language(
        file: "English.swift",
        templates: [
            englishNotices, englishJournal, englishCalls, englishDistribution, englishRules,
            englishRuleChains, Registry.phrases(\.english),
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
        labels: englishLabels,
        roles: [
            "marketer": "marketer", "sales_manager": "sales manager", "sales_head": "sales head",
            "project_manager": "project manager", "director": "director",
            "consultant": "consultant",
        ],
        words: [
            englishWords, englishCallWords, englishDistributionWords, englishRuleWords,
            Registry.words(\.english),
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
        yes: "yes",
        no: "no",
        decimalPoint: ".",
        groupSeparator: ",",
        timeUnits: ["d", "h", "min", "s"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ]
    )

    /// What people are told: in chat, in the CRM, in a note of the journal.
    private static let englishNotices = [
        "qualification.rejected.item_closed":
            "This qualification is closed at stage “{{word(stage)}}” and can no longer be changed.",
        "qualification.rejected.actor_not_allowed":
            "{{person}} may not move the qualification to “{{word(stage)}}”.",
        "qualification.rejected.comment_needed":
            "To return the lead to the marketer, add a comment: what is wrong with it?",
        "qualification.rejected.not_passed_to_sales":
            "Only a lead that was passed to sales can be accepted or returned.",
        "qualification.rejected.no_sales_manager":
            "Please name the sales manager who accepts the lead.",
        "qualification.rejected.not_a_sales_manager":
            "{{person}} does not work in sales. Please choose a sales manager.",
        "qualification.rejected.nobody_available":
            "No sales manager is available right now. Please pass the lead a little later.",
        "qualification.rejected.required_fields_missing":
            "To make this a target lead, fill in: {{labels(fields)}}.",
        "qualification.rejected.junk_stage_needed":
            "Please say why the lead is junk: {{coded(allowed)}}.",
        "qualification.rejected.junk_stage_unknown":
            "There is no junk stage “{{stage}}”. Choose one of these: {{coded(allowed)}}.",
        "qualification.nobody_available": """
        Nobody can take lead {{lead}}: all sales managers are busy or away. \
        It stays with the marketer and can be passed again.
        """,
        "qualification.accept_reminder":
            "Lead {{lead}} is waiting for your answer: accept it, or return it with a comment.",
        "qualification.accept_overdue":
            "{{person}} has neither accepted nor returned lead {{lead}}. Please step in.",
        "input.taken_as_meant":
            "The field {{field}} is not written as the contract has it, "
            + "but can mean one thing only.",
        "contact.phone_unread": "No phone number was found in “{{value}}”: it leads to nobody.",
        "contact.phone_placeholder":
            "The number “{{value}}” is a placeholder: it is nobody's, and leads to nobody.",
        "contact.email_unread": "No mail address was found in “{{value}}”: it leads to nobody.",
        "person.gone.lead": """
        Lead {{lead}} is left alone: {{person}} has left or is away for long. \
        Please make somebody else responsible.
        """,
        "person.gone.item": """
        Lead {{lead}} waits for an answer from sales, but {{person}} has left or is away for \
        long. Please pass the lead to another manager.
        """,
        "person.gone.more": "{{person}}: {{count}} more wait. The CRM shows them all.",
        "person.skipped.inactive": "Skipped: {{person}} no longer works here.",
        "person.skipped.absent": "Skipped: {{person}} is away.",
        "person.skipped.at_capacity":
            "Skipped: {{person}} has as many open leads as allowed.",
    ]
}
