extension Language {
    static let englishLabels = [
        "company": "company",
        "contact": "contact",
        "contact_name": "contact name",
        "contact_phone": "contact phone",
        "contact_email": "contact e-mail",
        "deal": "deal",
        "direction": "direction",
        "region": "region",
        "market": "market",
        "budget": "budget",
        "source": "source",
        "campaign": "campaign",
        "comment": "comment",
    ]

    /// Meanings of the coded words of the contract, of reasons and of dead-letter codes.
    static let englishWords = [
        // Stages and outcomes.
        "new": "new",
        "in_progress": "in progress",
        "passed_to_sales": "passed to sales",
        "returned_by_sales": "returned by sales",
        "accepted_by_sales": "accepted by sales",
        "target_lead": "target lead",
        "junk": "junk lead",
        "not_target": "not a target",
        "duplicate": "duplicate",
        "no_answer": "no answer",
        "spam": "spam",
        "lead_closed": "lead closed",
        "lead_deleted": "lead deleted",

        // Why somebody got a lead.
        "offer_accepted": "offer accepted",
        "known_client": "known client",
        "ordinary": "ordinary distribution",
        "final": "nobody took the lead",

        // Why nothing changed.
        "not_a_marketers_lead": "not a marketer’s lead",
        "item_already_open": "a qualification is open already",
        "lead_is_closed": "the lead is closed",
        "no_open_item": "no qualification is open",
        "already_at_this_stage": "it is at this stage already",
        "nothing_new": "nothing new",
        "lead_already_known": "the lead is known already",
        "absence_already_over": "the absence is over already",
        "nothing_on_desk": "nothing waits",

        // Why it was not allowed.
        "item_closed": "the qualification is closed",
        "actor_not_allowed": "this person may not do that",
        "comment_needed": "a comment is needed",
        "not_passed_to_sales": "the lead was not passed to sales",
        "no_sales_manager": "no sales manager is named",
        "not_a_sales_manager": "not a sales manager",
        "nobody_available": "no sales manager is available",
        "required_fields_missing": "required fields are empty",
        "junk_stage_needed": "no junk stage is named",
        "junk_stage_unknown": "unknown junk stage",

        // Why somebody was skipped.
        "inactive": "no longer works here",
        "absent": "away",
        "at_capacity": "has as many open leads as allowed",

        // Why a message went to the dead letters.
        "not_json": "not JSON",
        "not_cloudevent": "not CloudEvents",
        "unknown_type": "unknown type of message",
        "missing_field": "a required field is missing",
        "wrong_type": "a field has the wrong type",
        "invalid_value": "a value is not allowed",
        "unstorable_text": "text that can’t be stored",
        "too_large": "the message is too large",
        "unknown_person": "unknown person",
        "unknown_stage": "unknown stage",
        "unknown_item": "unknown qualification",
        "unknown_call": "unknown call",
        "endless_follow_up": "actions cause each other endlessly",
        "store_refused": "the database refused the message",
        "crashed_repeatedly": "processing broke off several times",
        "set_aside_by_broker": "the broker gave up delivering it",
    ]
}
