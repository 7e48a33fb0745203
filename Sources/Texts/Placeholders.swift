/// What each template may show: the values that the domain supplies with it.
enum Placeholders {
    /// The names of the values, by template.
    static let ofTemplates = [
        ofNotices, ofJournal, ofCalls, ofDistributionNotices, ofRules, ofRuleChains,
        ofLoyaltyNotices, ofLetters, ofPages,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

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
        "person.skipped.inactive": ["person"],
        "person.skipped.absent": ["person"],
        "person.skipped.at_capacity": ["person"],
    ]

    /// The fields of each message, and beside each `…_id` of a person his name.
    private static let ofJournal = Dictionary(
        uniqueKeysWithValues: [
            ofMessages, ofCallMessages, ofDistributionMessages, ofRuleMessages, ofLoyaltyMessages,
        ].joined().map { type, fields in
            (Clause.template(of: type), fields + fields.compactMap(Clause.nameField))
        }
    )

    private static let ofMessages: [String: [String]] = [
        "outcome.applied": [],
        "outcome.ignored": ["reason"],
        "outcome.rejected": ["reason"],
        "outcome.refused": ["reason"],
        "outcome.dead": ["reason"],
        "timer.fired": ["name"],
        "report.mailed": ["id", "name", "due_at", "sent_at"],
        "subject.revisited": [],
        "person.upserted": [
            "person_id", "name", "roles", "email", "chat_id", "extension", "phone", "department",
            "active", "max_open_leads",
        ],
        "person.availability_changed": ["person_id", "available", "until", "reason"],
        "lead.created": [
            "lead_id", "lead_ref", "source", "contact", "company", "responsible_id", "hot",
            "region", "market", "fields",
        ],
        "lead.updated": ["lead_id", "fields", "actor_id"],
        "lead.responsible_changed": ["lead_id", "responsible_id", "actor_id"],
        "lead.stage_changed": ["lead_id", "stage", "closed", "actor_id"],
        "lead.deleted": ["lead_id"],
        "lead.converted": ["lead_id", "deal_id", "contact_id", "company_id"],
        "lead.assign": ["lead_id", "assignee_id", "reason"],
        "lead.set_stage": ["lead_id", "stage"],
        "lead.close": ["lead_id", "outcome", "stage"],
        "lead.convert": ["lead_id", "responsible_id", "create", "fields"],
        "qualification.stage_changed": [
            "item_id", "lead_id", "stage", "actor_id", "comment", "sales_manager_id",
            "junk_stage", "fields",
        ],
        "qualification.fields_changed": ["item_id", "lead_id", "fields", "actor_id"],
        "qualification.create": ["item_id", "lead_id", "responsible_id", "stage", "fields"],
        "qualification.assign": ["item_id", "lead_id", "responsible_id"],
        "qualification.reject_transition": [
            "item_id", "lead_id", "stage", "back_to", "actor_id", "reason", "missing_fields",
        ],
        "qualification.close": ["item_id", "lead_id", "outcome"],
        "call.schedule": [
            "assignee_id", "due_at", "reason", "lead_id", "client_id", "phone", "survey_id", "note",
        ],
        "chat.notify": ["recipient_id", "chat_id", "severity", "template", "text", "lead_id"],
        "deal.won": ["deal_id", "manager_id", "amount", "closed_at", "lead_id", "client_id"],
        "deal.lost": ["deal_id", "manager_id", "lead_id", "reason"],
        "internal.qualification_fields_kept": ["item_id", "fields"],
        "internal.sale_changed": ["before", "after"],
        "internal.rotation_moved": ["rotation", "person_id"],
    ]
}
