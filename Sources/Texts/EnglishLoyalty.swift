extension Language {
    /// Surveys of clients and what follows: what people are told, and clauses of the journal.
    static let englishLoyalty = englishLoyaltyNotices.merging(englishLoyaltyJournal) {
        notice,
        _ in notice
    }

    private static let englishLoyaltyNotices = [
        "nps.rejected.client_left": "No survey was sent: {{client}} is not a client any more.",
        "nps.rejected.client_opted_out":
            "No survey was sent: {{client}} asked not to get any more surveys.",
        "nps.rejected.client_has_no_address":
            "No survey was sent: there is no e-mail address of {{client}}.",
        "nps.rejected.client_asked_lately":
            "No survey was sent: {{client}} was asked only a short while ago.",
        "nps.no_address": "No mail was sent: the client has no e-mail address.",
        "nps.no_letter": "No reply was sent: there is no address, or the client wants no mail.",
        "nps.asked_lately": "The client was asked lately: the mail is put off.",
        "nps.nobody_calls": "Nobody can make the call: no sales head is here. Again tomorrow.",
        "nps.nobody_for_task":
            "Nobody can get the task: the client has neither a project manager nor a sales head.",
        "nps.questionnaire": """
        Questions for {{client}}.
        1. Is the client happy with the project manager\
        {{#project_manager}} ({{project_manager}}){{/project_manager}}: \
        timely answers, clear explanations, promises kept?
        2. Is the client happy with the results and with the company as a whole?
        3. What should be improved first?
        4. Overall: bad, good or excellent?
        """,
        "nps.questionnaire.notice": """
        A call to {{client}} is planned, with questions about the project manager and the company. \
        After the talk, please mark the overall answer.
        """,
        "nps.score.bad": "Bad",
        "nps.score.good": "Good",
        "nps.score.excellent": "Excellent",
        "nps.answer":
            "{{client}}: “{{word(score)}}”.{{#comment}} In words: “{{comment}}”{{/comment}}",
        "nps.growth.title": "Room to grow: {{client}}",
        "nps.growth.note": """
        The client answered “good”. Find out what was missing for “excellent”, and suggest a plan.\
        {{#comment}} In the client's words: “{{comment}}”{{/comment}}
        """,
        "nps.below_target": """
        NPS of the quarter is {{nps}}, the target {{target}}. Answers: {{answers}}, “bad”: {{bad}}.\
        {{#project_managers}} Project managers below: {{project_managers}}.{{/project_managers}}\
        {{#sales_heads}} Sales heads: {{sales_heads}}.{{/sales_heads}}\
        {{#departments}} Departments: {{departments}}.{{/departments}}
        """,
        "recovery.opened": """
        {{client}} answered “Bad”.{{#comment}} In words: “{{comment}}”.{{/comment}}\
        {{#project_manager}} Project manager: {{project_manager}}.{{/project_manager}}\
        {{#phone}} Phone: {{phone}}.{{/phone}} \
        Please talk to the client today; it should be settled by {{moment(close_by)}}.
        """,
        "recovery.task.title": "Win back the trust of {{client}}",
        "recovery.task.note": """
        The client answered “Bad”.{{#comment}} In words: “{{comment}}”.{{/comment}}\
        {{#project_manager}} Project manager: {{project_manager}}.{{/project_manager}}\
        {{#phone}} Phone: {{phone}}.{{/phone}} \
        Call, find out what happened, agree what is put right; then record the outcome in the CRM.
        """,
        "recovery.your_turn": """
        Nobody has reacted to the “Bad” of {{client}} yet. Please take it on by {{moment(until)}}.
        """,
        "recovery.nobody_reacted": """
        Nobody at all has reacted to the “Bad” of {{client}}: neither the sales head nor the \
        directors. The client is waiting.
        """,
        "recovery.accepted": "{{person}} takes care of the unhappy client {{client}}.",
        "recovery.closed": """
        The matter with {{client}} is closed: {{outcome}} ({{person}}).\
        {{#comment}} “{{comment}}”{{/comment}}
        """,
        "recovery.overdue": """
        The matter with the unhappy client {{client}} was not settled in time.\
        {{#person}} {{person}} takes care of it.{{/person}}\
        {{^person}} Nobody has taken it on.{{/person}}
        """,
        "recovery.answered_again": """
        The unhappy client {{client}} answered again: “{{word(score)}}”.\
        {{#comment}} In words: “{{comment}}”.{{/comment}} The matter stays open.
        """,
        "recovery.action.accept": "I take it on",
        "recovery.rejected.recovery_taken": "{{person}} already takes care of {{client}}.",
        "recovery.rejected.recovery_over": "There is no open matter with {{client}}.",
        "recovery.rejected.actor_not_allowed":
            "Matters with {{client}} are for the project manager, a sales head or a director.",
    ]

    private static let englishLoyaltyJournal = [
        "journal.nps.answered": """
        The client answered survey {{survey_id}}: {{coded(score)}}\
        {{#channel}}, by {{word(channel)}}{{/channel}}{{#comment}}, “{{comment}}”{{/comment}}
        """,
        "journal.nps.survey_requested": "Ask the client now",
        "journal.recovery.accepted": "{{person}} takes care of the unhappy client",
        "journal.recovery.closed": """
        The matter with the unhappy client is closed: {{outcome}}\
        {{#actor}}, {{actor}}{{/actor}}{{#comment}}, “{{comment}}”{{/comment}}
        """,
        "journal.mail.send": "Send a mail to {{to}}: “{{subject}}” ({{template}})",
        "journal.task.create": """
        Create a task: {{assignee}}, “{{title}}”{{#due_at}}, due {{moment(due_at)}}{{/due_at}}
        """,
        "journal.baton.nps.published": """
        NPS of the company: {{#overall.nps}}{{overall.nps}}{{/overall.nps}}\
        {{^overall.nps}}no answers{{/overall.nps}}, {{from}} to {{to}}, target {{target}}
        """,
        "journal.internal.client_answered": "The client's answer counts: {{coded(score)}}",
    ]

    /// Meanings of the coded words of surveys.
    static let englishLoyaltyWords = [
        "bad": "bad",
        "good": "good",
        "excellent": "excellent",
        "mail": "mail",
        "call": "call",
        "nps_questionnaire": "questions to the client",
        "tell_directors": "tell the directors",
        "unknown_client": "unknown client",
        "unknown_survey": "unknown survey",
        "surveys_are_off": "surveys are turned off in the settings",
        "client_not_asked": "this client is not asked",
        "client_left": "not a client any more",
        "client_opted_out": "the client wants no surveys",
        "client_has_no_address": "the client has no e-mail address",
        "client_asked_lately": "the client was asked lately",
        "survey_expired": "the time to answer is over",
        "client_not_unhappy": "the client is not unhappy",
        "no_open_recovery": "there is no open matter with the client",
        "recovery_taken": "somebody already takes care of it",
        "recovery_over": "there is no open matter with the client",
    ]
}
