extension Placeholders {
    /// What every notice about a lead on its way to an owner may say of the lead.
    private static let ofLead = ["lead", "company", "contact", "phone", "channel", "campaign"]

    static let ofDistributionNotices: [String: [String]] = [
        "lead_distribution.hot_lead": ofLead + ["holder"],
        "lead_distribution.offer": ofLead + ["until"],
        "lead_distribution.action.accept": [],
        "lead_distribution.action.decline": [],
        "lead_distribution.taken": ofLead + ["person"],
        "lead_distribution.offered_to_another": ofLead + ["person"],
        "lead_distribution.already_yours": ofLead,
        "lead_distribution.cancelled": ofLead,
        "lead_distribution.further_round": ofLead + ["round"],
        "lead_distribution.nobody_took_it": ofLead + ["person"],
        "lead_distribution.given.final": ofLead,
        "lead_distribution.given.known_client": ofLead,
        "lead_distribution.given.duty": ofLead,
        "lead_distribution.given.ordinary": ofLead,
        "lead_distribution.first_action_reminder": ofLead + ["until"],
        "lead_distribution.taken_back": ofLead,
        "lead_distribution.taken_back.heads": ofLead + ["person"],
        "lead_distribution.waits_for_opening": [],
        "lead_distribution.never_opens": [],
        "lead_distribution.nobody_at_all": [],
        "lead_distribution.worked": [],
        "distribution.join_requested": ["person", "reason"],
        "distribution.action.approve": [],
        "distribution.not_approved": ["person"],
        "distribution.member_added": ["until"],
        "distribution.member_removed": [],
        "ranking.in_top": ["place", "quarter"],
        "person.paused": ["person", "misses", "until"],
        "person.paused.heads": ["person", "misses", "until"],
        "person.not_paused": ["person"],
        "person.skipped.paused": ["person"],
        "person.skipped.unknown": ["person"],
    ]
}
