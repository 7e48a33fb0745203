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
        "calls.id_again": [], "calls.stale_clock": ["age"], "calls.spam_number": [],
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
}
