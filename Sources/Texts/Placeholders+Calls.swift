extension Placeholders {
    /// The values of phrases about a call.
    static let ofCalls = [
        "calls.ringing": ["step"],
        "calls.mark": [], "calls.mark_reminder": [],
        "calls.unmarked": ["person"],
        "calls.missed.nobody_answered": ["callback"],
        "calls.missed.hung_up": ["callback"],
        "calls.missed.stale": ["callback"],
        "calls.call_back": [], "calls.nobody_calls_back": [],
        "calls.answered_after_all": ["person"],
        "calls.rejected.call_not_answered": [], "calls.rejected.actor_not_allowed": [],
        "calls.spam_number": [],
        "calls.holder_first": ["person"], "calls.own_head_first": ["person"],
        "calls.resumed": ["person"],
        "calls.answered_by_unknown": ["person"],
        "calls.end_never_reported": [],
        "calls.lead_stays": [], "calls.attached": [], "calls.lead_awaited": [],
    ].mapValues { $0 + ofEveryCall }.merging(ofButtons) { phrase, _ in phrase }

    /// What is told of every call, as far as it is known.
    private static let ofEveryCall = [
        "call", "caller", "line", "channel", "campaign", "lead", "name", "company",
        "calls_before",
    ]

    private static let ofButtons: [String: [String]] = [
        "calls.verdict.real": [], "calls.verdict.spam": [],
        "person.skipped.busy": ["person"],
    ]

    static let ofCallMessages: [String: [String]] = [
        "call.incoming": ["call_id", "from", "to", "at"],
        "call.ringing": ["call_id", "person_id", "extension"],
        "call.answered": ["call_id", "person_id", "extension", "at"],
        "call.declined": ["call_id", "person_id", "extension", "cause"],
        "call.ended": ["call_id", "at", "duration", "cause", "recording_url"],
        "call.marked": ["call_id", "person_id", "verdict", "comment"],
        "call.ring": ["call_id", "person_id", "extension", "timeout", "step"],
        "call.stop_ring": ["call_id", "person_id", "reason"],
        "call.fallback": ["call_id", "action", "target"],
        "lead.create": ["lead_ref", "source", "contact", "responsible_id", "call_id"],
        "internal.telephone_rung": ["person_id"],
        "internal.telephone_taken": ["person_id"],
        "internal.telephone_freed": [],
        "internal.caller_heard": [],
        "internal.caller_sought": [],
        "internal.call_lead_sought": [],
        "internal.call_lead_found": [],
    ]
}
