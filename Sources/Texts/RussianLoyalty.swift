extension Language {
    /// Surveys of clients and what follows: what people are told, and clauses of the journal.
    static let russianLoyalty = russianLoyaltyNotices.merging(russianLoyaltyJournal) {
        notice,
        _ in notice
    }

    private static let russianLoyaltyNotices = [
        "nps.rejected.client_left":
            "Опрос не отправлен: с клиентом {{client}} мы больше не работаем.",
        "nps.rejected.client_opted_out":
            "Опрос не отправлен: клиент {{client}} отказался от опросов.",
        "nps.rejected.client_has_no_address":
            "Опрос не отправлен: у клиента {{client}} нет адреса почты.",
        "nps.rejected.client_asked_lately":
            "Опрос не отправлен: клиента {{client}} уже спрашивали совсем недавно.",
        "nps.no_address": "Письмо не отправлено: у клиента нет адреса почты.",
        "nps.no_letter": "Ответ клиенту не отправлен: нет адреса, или клиент отказался от писем.",
        "nps.asked_lately": "Клиента спрашивали недавно: письмо отложено.",
        "nps.nobody_calls": "Позвонить с опросом некому: ни одного РОПа на месте. Завтра ещё раз.",
        "nps.nobody_for_task": "Поставить задачу некому: у клиента нет ни проджекта, ни РОПа.",
        "nps.questionnaire": """
        Опрос клиента {{client}}.
        1. Довольны ли работой проджекта\
        {{#project_manager}} ({{project_manager}}){{/project_manager}}: \
        отвечает ли вовремя, понятно ли объясняет, держит ли слово?
        2. Довольны ли результатом и компанией в целом?
        3. Что улучшить в первую очередь?
        4. Общая оценка: плохо, хорошо или отлично?
        """,
        "nps.questionnaire.notice": """
        Запланирован звонок клиенту {{client}} с вопросами о проджекте и о компании. \
        После разговора отметьте общую оценку.
        """,
        "nps.score.bad": "Плохо",
        "nps.score.good": "Хорошо",
        "nps.score.excellent": "Отлично",
        "nps.answer":
            "Оценка от {{client}}: «{{word(score)}}».{{#comment}} Пишет: «{{comment}}»{{/comment}}",
        "nps.growth.title": "Точки роста: {{client}}",
        "nps.growth.note": """
        Клиент поставил «Хорошо». Выясните, чего не хватило до «отлично», и предложите план.\
        {{#comment}} Он пишет: «{{comment}}»{{/comment}}
        """,
        "nps.below_target": """
        NPS за квартал {{nps}} при цели {{target}}. Ответов: {{answers}}, из них «плохо»: {{bad}}.\
        {{#project_managers}} Ниже цели у проджектов: {{project_managers}}.{{/project_managers}}\
        {{#sales_heads}} У РОПов: {{sales_heads}}.{{/sales_heads}}\
        {{#departments}} В отделах: {{departments}}.{{/departments}}
        """,
        "recovery.opened": """
        Клиент {{client}} поставил «Плохо».{{#comment}} Пишет: «{{comment}}».{{/comment}}\
        {{#project_manager}} Проджект: {{project_manager}}.{{/project_manager}}\
        {{#phone}} Телефон: {{phone}}.{{/phone}} \
        Поговорите с клиентом сегодня, закрыть вопрос нужно до {{moment(close_by)}}.
        """,
        "recovery.task.title": "Вернуть доверие клиента: {{client}}",
        "recovery.task.note": """
        Клиент поставил «Плохо».{{#comment}} Пишет: «{{comment}}».{{/comment}}\
        {{#project_manager}} Проджект: {{project_manager}}.{{/project_manager}}\
        {{#phone}} Телефон: {{phone}}.{{/phone}} \
        Позвоните, разберитесь и договоритесь, что исправим; итог отметьте в CRM.
        """,
        "recovery.your_turn": """
        На «Плохо» клиента {{client}} пока никто не отреагировал. \
        Возьмите на себя до {{moment(until)}}.
        """,
        "recovery.nobody_reacted": """
        На «Плохо» клиента {{client}} так и не отреагировал никто: ни РОП, ни директора. \
        Клиент ждёт.
        """,
        "recovery.accepted": "Недовольством клиента {{client}} занимается {{person}}.",
        "recovery.closed": """
        Вопрос с клиентом {{client}} закрыт: {{outcome}} ({{person}}).\
        {{#comment}} «{{comment}}»{{/comment}}
        """,
        "recovery.overdue": """
        Вопрос с недовольным клиентом {{client}} не закрыт в срок.\
        {{#person}} Занимается {{person}}.{{/person}}{{^person}} Никто за него не взялся.{{/person}}
        """,
        "recovery.answered_again": """
        Недовольный клиент {{client}} ответил ещё раз: «{{word(score)}}».\
        {{#comment}} Пишет: «{{comment}}».{{/comment}} Вопрос остаётся открытым.
        """,
        "recovery.action.accept": "Беру на себя",
        "recovery.rejected.recovery_taken": "Клиентом {{client}} уже занимается {{person}}.",
        "recovery.rejected.recovery_over": "С клиентом {{client}} сейчас нет открытого вопроса.",
        "recovery.rejected.actor_not_allowed":
            "Вопрос с клиентом {{client}} решают его проджект, РОП или директор.",
    ]

    private static let russianLoyaltyJournal = [
        "journal.nps.answered": """
        Клиент ответил на опрос {{survey_id}}: {{coded(score)}}\
        {{#channel}}, канал: {{word(channel)}}{{/channel}}{{#comment}}, «{{comment}}»{{/comment}}
        """,
        "journal.nps.survey_requested": "Опросить клиента сейчас",
        "journal.recovery.accepted": "Недовольством клиента занимается {{person}}",
        "journal.recovery.closed": """
        Вопрос с недовольным клиентом закрыт: {{outcome}}\
        {{#actor}}, {{actor}}{{/actor}}{{#comment}}, «{{comment}}»{{/comment}}
        """,
        "journal.mail.send": "Отправить письмо {{to}}: «{{subject}}» ({{template}})",
        "journal.task.create": """
        Поставить задачу: {{assignee}}, «{{title}}»{{#due_at}}, срок {{moment(due_at)}}{{/due_at}}
        """,
        "journal.baton.nps.published": """
        NPS компании: {{#overall.nps}}{{overall.nps}}{{/overall.nps}}\
        {{^overall.nps}}ответов нет{{/overall.nps}}, с {{from}} по {{to}}, цель {{target}}
        """,
        "journal.internal.client_answered": "Ответ клиента учтён: {{coded(score)}}",
    ]

    /// Meanings of the coded words of surveys.
    static let russianLoyaltyWords = [
        "bad": "плохо",
        "good": "хорошо",
        "excellent": "отлично",
        "mail": "письмо",
        "call": "звонок",
        "nps_questionnaire": "опрос клиента",
        "tell_directors": "сообщить директорам",
        "unknown_client": "неизвестный клиент",
        "unknown_survey": "неизвестный опрос",
        "surveys_are_off": "опросы выключены в настройках",
        "client_not_asked": "этого клиента не опрашивают",
        "client_left": "больше не клиент",
        "client_opted_out": "клиент отказался от опросов",
        "client_has_no_address": "у клиента нет адреса почты",
        "client_asked_lately": "клиента спрашивали недавно",
        "survey_expired": "срок ответа на опрос истёк",
        "client_not_unhappy": "клиент не жалуется",
        "no_open_recovery": "открытого вопроса с клиентом нет",
        "recovery_taken": "клиентом уже занимаются",
        "recovery_over": "открытого вопроса с клиентом нет",
    ]
}
