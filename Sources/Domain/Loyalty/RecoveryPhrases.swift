extension Recoveries {
    private static let ofRecovery = ["client", "comment", "project_manager", "phone", "close_by"]

    /// What people read of unhappy clients, and how the journal tells of it.
    package static let phrases: [PhraseText] = [
        PhraseText(
            "recovery.opened",
            ofRecovery,
            en: """
                {{client}} answered “Bad”.{{#comment}} In words: “{{comment}}”.{{/comment}}\
                {{#project_manager}} Project manager: {{project_manager}}.{{/project_manager}}\
                {{#phone}} Phone: {{phone}}.{{/phone}} \
                Please talk to the client today; it should be settled by {{moment(close_by)}}.
                """,
            ru: """
                Клиент {{client}} поставил «Плохо».{{#comment}} Пишет: «{{comment}}».{{/comment}}\
                {{#project_manager}} Проджект: {{project_manager}}.{{/project_manager}}\
                {{#phone}} Телефон: {{phone}}.{{/phone}} \
                Поговорите с клиентом сегодня, закрыть вопрос нужно до {{moment(close_by)}}.
                """
        ),
        PhraseText(
            "recovery.task.title",
            ofRecovery,
            en: "Win back the trust of {{client}}",
            ru: "Вернуть доверие клиента: {{client}}"
        ),
        PhraseText(
            "recovery.task.note",
            ofRecovery,
            en: """
                The client answered “Bad”.{{#comment}} In words: “{{comment}}”.{{/comment}}\
                {{#project_manager}} Project manager: {{project_manager}}.{{/project_manager}}\
                {{#phone}} Phone: {{phone}}.{{/phone}} \
                Call, find out what happened, agree what is put right; then record the outcome \
                in the CRM.
                """,
            ru: """
                Клиент поставил «Плохо».{{#comment}} Пишет: «{{comment}}».{{/comment}}\
                {{#project_manager}} Проджект: {{project_manager}}.{{/project_manager}}\
                {{#phone}} Телефон: {{phone}}.{{/phone}} \
                Позвоните, разберитесь и договоритесь, что исправим; итог отметьте в CRM.
                """
        ),
        PhraseText(
            "recovery.your_turn",
            ofRecovery + ["until"],
            en: """
                Nobody has reacted to the “Bad” of {{client}} yet. Please take it on by \
                {{moment(until)}}.
                """,
            ru: """
                На «Плохо» клиента {{client}} пока никто не отреагировал. \
                Возьмите на себя до {{moment(until)}}.
                """
        ),
        PhraseText(
            "recovery.nobody_reacted",
            ofRecovery,
            en: """
                Nobody at all has reacted to the “Bad” of {{client}}: neither the sales head nor \
                the \
                directors. The client is waiting.
                """,
            ru: """
                На «Плохо» клиента {{client}} так и не отреагировал никто: ни РОП, ни директора. \
                Клиент ждёт.
                """
        ),
        PhraseText(
            "recovery.accepted",
            ofRecovery + ["person"],
            en: "{{person}} takes care of the unhappy client {{client}}.",
            ru: "Недовольством клиента {{client}} занимается {{person}}."
        ),
        PhraseText(
            "recovery.closed",
            ofRecovery + ["outcome", "person"],
            en: """
                The matter with {{client}} is closed: {{outcome}} ({{person}}).\
                {{#comment}} “{{comment}}”{{/comment}}
                """,
            ru: """
                Вопрос с клиентом {{client}} закрыт: {{outcome}} ({{person}}).\
                {{#comment}} «{{comment}}»{{/comment}}
                """
        ),
        PhraseText(
            "recovery.overdue",
            ofRecovery + ["person"],
            en: """
                The matter with the unhappy client {{client}} was not settled in time.\
                {{#person}} {{person}} takes care of it.{{/person}}\
                {{^person}} Nobody has taken it on.{{/person}}
                """,
            ru: """
                Вопрос с недовольным клиентом {{client}} не закрыт в срок.\
                {{#person}} Занимается {{person}}.{{/person}}{{^person}} Никто за него не \
                взялся.{{/person}}
                """
        ),
        PhraseText(
            "recovery.answered_again",
            ofRecovery + ["score"],
            en: """
                The unhappy client {{client}} answered again: “{{word(score)}}”.\
                {{#comment}} In words: “{{comment}}”.{{/comment}} The matter stays open.
                """,
            ru: """
                Недовольный клиент {{client}} ответил ещё раз: «{{word(score)}}».\
                {{#comment}} Пишет: «{{comment}}».{{/comment}} Вопрос остаётся открытым.
                """
        ),
        PhraseText(
            "recovery.action.accept",
            en: "I take it on",
            ru: "Беру на себя"
        ),
        PhraseText(
            "recovery.rejected.recovery_taken",
            ofRecovery + ["person"],
            en: "{{person}} already takes care of {{client}}.",
            ru: "Клиентом {{client}} уже занимается {{person}}."
        ),
        PhraseText(
            "recovery.rejected.recovery_over",
            ["client"],
            en: "There is no open matter with {{client}}.",
            ru: "С клиентом {{client}} сейчас нет открытого вопроса."
        ),
        PhraseText(
            "recovery.rejected.actor_not_allowed",
            ofRecovery + ["person"],
            en: "Matters with {{client}} are for the project manager, a sales head or a director.",
            ru: "Вопрос с клиентом {{client}} решают его проджект, РОП или директор."
        ),
        PhraseText(
            "indexation.hold.recovery",
            en: "somebody is just talking to the unhappy client",
            ru: "с недовольным клиентом сейчас разбираются"
        ),
        PhraseText(
            "person.gone.recovery",
            ["person", "client"],
            en: """
                Client {{client}} is unhappy, and {{person}}, who took care of it, has left or is \
                away for long. Please name somebody else.
                """,
            ru: """
                Клиент {{client}} недоволен, работу с ним взял сотрудник, которого теперь нет: \
                {{person}}. Назначьте другого.
                """
        ),
        PhraseText(
            journal: "recovery.accepted",
            en: "{{person}} takes care of the unhappy client",
            ru: "Недовольством клиента занимается {{person}}"
        ),
        PhraseText(
            journal: "recovery.closed",
            en: """
                The matter with the unhappy client is closed: {{outcome}}\
                {{#actor}}, {{actor}}{{/actor}}{{#comment}}, “{{comment}}”{{/comment}}
                """,
            ru: """
                Вопрос с недовольным клиентом закрыт: {{outcome}}\
                {{#actor}}, {{actor}}{{/actor}}{{#comment}}, «{{comment}}»{{/comment}}
                """
        ),
    ]

    package static let words: [Word] = [
        Word("home.recovery", en: "Unhappy clients", ru: "Недовольные клиенты"),
        Word("home.recovery.count", en: "unhappy clients", ru: "недовольных клиентов"),
        Word("tell_directors", en: "tell the directors", ru: "сообщить директорам"),
        Word("client_not_unhappy", en: "the client is not unhappy", ru: "клиент не жалуется"),
        Word(
            "no_open_recovery",
            en: "there is no open matter with the client",
            ru: "открытого вопроса с клиентом нет"
        ),
        Word(
            "recovery_taken",
            en: "somebody already takes care of it",
            ru: "клиентом уже занимаются"
        ),
        Word(
            "recovery_over",
            en: "there is no open matter with the client",
            ru: "открытого вопроса с клиентом нет"
        ),
        Word(
            "timer.recovery.recovery_close",
            en: "settle it with the client",
            ru: "закрыть вопрос с клиентом"
        ),
        Word(
            "timer.recovery.recovery_reaction",
            en: "somebody takes the client on",
            ru: "взять клиента в работу"
        ),
    ]
}
