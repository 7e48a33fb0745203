extension Placeholders {
    private static let ofRecovery = ["client", "comment", "project_manager", "phone", "close_by"]

    static let ofLoyaltyNotices: [String: [String]] = [
        "nps.rejected.client_left": ["client"],
        "nps.rejected.client_opted_out": ["client"],
        "nps.rejected.client_has_no_address": ["client"],
        "nps.rejected.client_asked_lately": ["client"],
        "nps.no_address": [],
        "nps.no_letter": [],
        "nps.asked_lately": [],
        "nps.nobody_calls": [],
        "nps.nobody_for_task": [],
        "nps.questionnaire": ["client", "project_manager"],
        "nps.questionnaire.notice": ["client", "project_manager"],
        "nps.score.bad": [],
        "nps.score.good": [],
        "nps.score.excellent": [],
        "nps.answer": ["client", "score", "comment"],
        "nps.growth.title": ["client", "score", "comment"],
        "nps.growth.note": ["client", "score", "comment"],
        "nps.below_target": [
            "nps", "target", "answers", "bad", "project_managers", "sales_heads", "departments",
        ],
        "recovery.opened": ofRecovery,
        "recovery.task.title": ofRecovery,
        "recovery.task.note": ofRecovery,
        "recovery.your_turn": ofRecovery + ["until"],
        "recovery.nobody_reacted": ofRecovery,
        "recovery.accepted": ofRecovery + ["person"],
        "recovery.closed": ofRecovery + ["outcome", "person"],
        "recovery.overdue": ofRecovery + ["person"],
        "recovery.answered_again": ofRecovery + ["score"],
        "recovery.action.accept": [],
        "recovery.rejected.recovery_taken": ofRecovery + ["person"],
        "recovery.rejected.recovery_over": ["client"],
        "recovery.rejected.actor_not_allowed": ofRecovery + ["person"],
    ]

    /// A mail has a subject, an HTML text and a plain one.
    static let ofLetters = Dictionary(
        uniqueKeysWithValues: ["survey", "reminder", "review", "growth"].flatMap { letter in
            ["subject", "html", "text"].map { ("mail.\(letter).\($0)", ofLetter) }
        }
    )

    private static let ofLetter = [
        "client", "project_manager", "review_url", "until", "bad", "good", "excellent",
    ]

    /// The pages of the web, and their titles.
    static let ofPages: [String: [String]] = [
        "page.survey.title": [],
        "page.survey.html": ["bad", "good", "excellent", "comment", "problem"],
        "page.survey.choose": [],
        "page.thanks.title": [],
        "page.thanks.html": ["bad", "good", "excellent", "comment"],
        "page.forged.title": [],
        "page.forged.html": [],
        "page.expired.title": [],
        "page.expired.html": [],
        "page.later.title": [],
        "page.later.html": ["score", "comment"],
    ]

    static let ofLoyaltyMessages: [String: [String]] = [
        "nps.answered": ["survey_id", "score", "comment", "channel"],
        "nps.survey_requested": ["client_id"],
        "recovery.accepted": ["client_id", "person_id"],
        "recovery.closed": ["client_id", "outcome", "actor_id", "comment"],
        "mail.send": [
            "to", "template", "subject", "html", "text", "client_id", "survey_id", "attachments",
        ],
        "task.create": ["assignee_id", "title", "due_at", "client_id", "lead_id", "note"],
        "baton.nps.published": [
            "from", "to", "target", "overall", "project_managers", "sales_heads", "departments",
        ],
        "internal.client_answered": [
            "client_id", "survey_id", "score", "score_before", "comment", "at", "first_at", "care",
        ],
    ]
}
