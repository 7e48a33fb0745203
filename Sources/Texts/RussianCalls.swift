extension Language {
    /// Calls: what people are told, and clauses of the journal.
    static let russianCalls = russianCallNotices.merging(russianCallJournal) { notice, _ in notice }

    private static let russianCallNotices = [
        "calls.ringing": """
        Звонит {{#caller}}{{caller}}{{/caller}}{{^caller}}скрытый номер{{/caller}}\
        {{#name}}, {{name}}{{/name}}{{#company}}, {{company}}{{/company}}. \
        Канал: {{channel}}{{#campaign}} ({{campaign}}){{/campaign}}.\
        {{#lead}} Лид {{lead}}.{{/lead}}\
        {{#calls_before}} Звонков с этого номера раньше: {{calls_before}}.{{/calls_before}}
        """,
        "calls.mark": """
        Разговор завершён: {{caller}}, канал {{channel}}\
        {{#campaign}} ({{campaign}}){{/campaign}}. Звонок реальный или спам?
        """,
        "calls.mark_reminder":
            "Звонок {{caller}} ещё не отмечен. Отметьте, пожалуйста: реальный или спам?",
        "calls.unmarked": """
        Звонок {{caller}} остался без отметки\
        {{#person}}, на него ответили: {{person}}{{/person}}. \
        Отметьте его сами или напомните ответившему.
        """,
        "calls.verdict.real": "Реальный",
        "calls.verdict.spam": "Спам",
        "calls.missed.nobody_answered": """
        Пропущенный звонок: {{caller}}, канал {{channel}}. Никто из РОПов не ответил.\
        {{#callback}} Перезванивает {{callback}}.{{/callback}}
        """,
        "calls.missed.hung_up": """
        Пропущенный звонок: {{caller}}, канал {{channel}}. Клиент не дождался ответа.\
        {{#callback}} Перезванивает {{callback}}.{{/callback}}
        """,
        "calls.missed.stale": """
        Пропущенный звонок: {{caller}}, канал {{channel}}. О звонке стало известно слишком поздно, \
        или отстают часы АТС.\
        {{#callback}} Перезванивает {{callback}}.{{/callback}}
        """,
        "calls.call_back": """
        Перезвонить: пропущенный звонок, канал {{channel}}\
        {{#campaign}} ({{campaign}}){{/campaign}}{{#name}}, {{name}}{{/name}}
        """,
        "calls.nobody_calls_back":
            "Звонок {{caller}} пропущен, и перезвонить некому: ни одного РОПа нет на месте.",
        "calls.answered_after_all":
            "Звонок {{caller}} всё-таки принят: {{person}}. Перезванивать не нужно.",
        "calls.rejected.call_not_answered":
            "Отметить можно только звонок, на который ответили.",
        "calls.rejected.actor_not_allowed":
            "Отметить звонок может тот, кто на него ответил, а также РОП или директор.",

        "calls.id_again": """
        Номер звонка {{call}} уже встречался: прежний разговор закончен, это другой звонок.
        """,
        "calls.stale_clock": """
        По часам АТС звонок начался {{duration(age)}} назад: РОПов не вызываем, клиент переключён. \
        Если так со всеми звонками, проверьте часы АТС.
        """,
        "calls.spam_number": "Номер {{caller}} в списке спама: РОПов не беспокоим.",
        "calls.holder_first":
            "Первый вызов: {{person}}, держит предложение по лиду {{lead}}.",
        "calls.own_head_first": "Первый вызов: {{person}}, уже работает с этим клиентом.",
        "calls.resumed": """
        Клиент перезвонил сразу: продолжаем со следующего. Последний прошлый вызов: {{person}}.
        """,
        "calls.answered_by_unknown":
            "Ответил неизвестный добавочный или сотрудник: {{person}}. Обзвон окончен.",
        "calls.end_never_reported":
            "Телефония не сообщила о конце звонка, считаем его завершённым.",
        "calls.lead_stays":
            "Звонок теперь отмечен как спам, но лид{{#lead}} {{lead}}{{/lead}} остаётся.",
        "calls.attached": "Звонок отнесён к открытому лиду {{lead}}.",
        "calls.lead_awaited":
            "Лид по другому звонку этого клиента уже создаётся, этот звонок войдёт в него.",
        "person.skipped.busy": "Пропуск: {{person}} сейчас говорит по телефону.",
    ]

    private static let russianCallJournal = [
        "journal.call.incoming": "Входящий звонок: {{from}} на номер {{to}}",
        "journal.call.ringing": """
        Телефон звонит: {{#person}}{{person}}{{/person}}\
        {{^person}}добавочный {{extension}}{{/person}}
        """,
        "journal.call.answered": """
        На звонок ответили: {{#person}}{{person}}{{/person}}\
        {{^person}}добавочный {{extension}}{{/person}}
        """,
        "journal.call.declined": """
        Звонок не принят: {{#person}}{{person}}{{/person}}\
        {{^person}}добавочный {{extension}}{{/person}}{{#cause}}, {{coded(cause)}}{{/cause}}
        """,
        "journal.call.ended": """
        Звонок завершён{{#duration}}, {{duration(duration)}}{{/duration}}\
        {{#cause}} ({{cause}}){{/cause}}
        """,
        "journal.call.marked": """
        Отметка звонка: {{coded(verdict)}}, {{person}}{{#comment}}, «{{comment}}»{{/comment}}
        """,
        "journal.call.ring": """
        Вызвать: {{person}}{{#extension}}, добавочный {{extension}}{{/extension}}, \
        шаг {{step}}, {{duration(timeout)}}
        """,
        "journal.call.stop_ring": "Прекратить вызов: {{person}}, причина: {{coded(reason)}}",
        "journal.call.fallback":
            "Переключить звонок: {{coded(action)}}{{#target}}, {{target}}{{/target}}",
        "journal.lead.create": """
        Создать лид, канал {{source.channel}}\
        {{#source.campaign}} ({{source.campaign}}){{/source.campaign}}\
        {{#responsible}}, ответственный: {{responsible}}{{/responsible}}
        """,
        "journal.internal.telephone_rung": "Вызов учтён{{#person}}: {{person}}{{/person}}",
        "journal.internal.telephone_taken": "Занято разговором{{#person}}: {{person}}{{/person}}",
        "journal.internal.telephone_freed": "Разговор окончен, телефон свободен",
        "journal.internal.caller_heard": "Сведения о звонящем обновлены",
        "journal.internal.caller_sought": "Поиск клиента по номеру",
        "journal.internal.call_lead_sought": "Поиск лида для звонка",
        "journal.internal.call_lead_found": "Лид другого звонка этого клиента создан",
    ]

    /// Meanings of the coded words of calls.
    static let russianCallWords = [
        "missed_call": "пропущенный звонок",
        "timeout": "нет ответа",
        "declined": "отказ",
        "busy": "занято",
        "unreachable": "телефон недоступен",
        "answered_elsewhere": "ответил другой",
        "hung_up": "клиент положил трубку",
        "voicemail": "голосовая почта",
        "queue": "очередь",
        "number": "другой номер",
        "reject": "сбросить",
        "real": "реальный",
        "calls_are_off": "звонки отключены в настройках",
        "call_already_known": "звонок уже известен",
        "changes_nothing": "на решение не влияет",
        "not_rung_now": "сейчас вызов не ему",
        "already_answered": "на звонок уже ответили",
        "call_already_over": "звонок уже завершён",
        "late_timer": "срок относился к прошлому шагу",
        "lead_not_asked_for": "лид по этому звонку не запрашивали",
        "call_not_answered": "на звонок не отвечали",
    ]
}
