extension Language {
    /// Clauses of the journal: events say what happened, commands what is to be done.
    static let russianJournal = [
        "journal.outcome.applied": "принято",
        "journal.outcome.ignored": "ничего не изменилось{{#reason}}: {{word(reason)}}{{/reason}}",
        "journal.outcome.rejected": "отклонено{{#reason}}: {{word(reason)}}{{/reason}}",
        "journal.outcome.refused": "не удалось обработать{{#reason}}: {{coded(reason)}}{{/reason}}",
        "journal.outcome.dead":
            "отложено в недоставленные{{#reason}}: {{coded(reason)}}{{/reason}}",
        "journal.timer.fired": "Сработал таймер {{name}}",
        "journal.subject.revisited": "После запуска или новых настроек",
        "journal.person_data.erased": "Личные данные удалены",
        "journal.erasure.begun": "Сейчас будут удалены личные данные",

        "journal.report.mailed": """
        Отчёт «{{name}}» собран, срок {{moment(due_at)}}, id {{id}}\
        {{#sent_at}}; брокер принял письмо {{moment(sent_at)}}{{/sent_at}}\
        {{^sent_at}}; брокер письмо ещё не принял{{/sent_at}}
        """,

        "journal.person.upserted":
            "Данные сотрудника: {{name}}{{#roles(roles)}} ({{.}}){{/roles(roles)}}",
        "journal.person.availability_changed": """
        {{#available}}Снова на месте: {{person}}{{/available}}\
        {{^available}}Отсутствует: {{person}}{{#until}}, до {{moment(until)}}{{/until}}\
        {{/available}}{{#reason}} ({{reason}}){{/reason}}
        """,

        "journal.lead.created": """
        Лид создан{{#source}}, канал {{source.channel}}\
        {{#source.campaign}} ({{source.campaign}}){{/source.campaign}}{{/source}}\
        {{#company}}, компания {{company}}{{/company}}\
        {{#responsible}}, ответственный: {{responsible}}{{/responsible}}
        """,
        "journal.lead.updated":
            "Поля лида изменены: {{labels(fields)}}{{#actor}}; кто: {{actor}}{{/actor}}",
        "journal.lead.responsible_changed": """
        {{#responsible}}Ответственный за лид теперь {{responsible}}{{/responsible}}\
        {{^responsible}}Лид остался без ответственного{{/responsible}}\
        {{#actor}}; кто: {{actor}}{{/actor}}
        """,
        "journal.lead.stage_changed": """
        Стадия лида теперь «{{coded(stage)}}»{{#closed}}, лид закрыт{{/closed}}\
        {{#actor}}; кто: {{actor}}{{/actor}}
        """,
        "journal.lead.deleted": "Лид удалён в CRM",
        "journal.lead.converted":
            "Лид сконвертирован{{#deal_id}}, сделка {{deal_id}}{{/deal_id}}",
        "journal.lead.assign":
            "Назначить ответственного за лид: {{assignee}} ({{word(reason)}})",
        "journal.lead.set_stage": "Перевести лид на стадию «{{coded(stage)}}»",
        "journal.lead.close": "Закрыть лид на стадии «{{coded(stage)}}»",
        "journal.lead.convert":
            "Успешно закрыть лид и создать: {{labels(create)}}; ответственный: {{responsible}}",

        "journal.qualification.stage_changed": """
        Квалификация переводится на этап «{{coded(stage)}}»\
        {{#junk_stage}} ({{word(junk_stage)}}){{/junk_stage}}\
        {{#comment}}, комментарий «{{comment}}»{{/comment}}{{#actor}}; кто: {{actor}}{{/actor}}
        """,
        "journal.qualification.fields_changed":
            "Поля квалификации изменены: {{labels(fields)}}{{#actor}}; кто: {{actor}}{{/actor}}",
        "journal.qualification.create": "Открыть квалификацию, ответственный: {{responsible}}",
        "journal.qualification.assign":
            "Сменить ответственного за квалификацию: {{responsible}}",
        "journal.qualification.reject_transition": """
        Вернуть этап «{{coded(back_to)}}» вместо «{{coded(stage)}}». {{reason}}
        """,
        "journal.qualification.close": "Закрыть квалификацию: {{word(outcome)}}",

        "journal.call.schedule": """
        Запланировать звонок: {{assignee}}{{#due_at}}, {{moment(due_at)}}{{/due_at}}, \
        причина: {{word(reason)}}{{#note}}; «{{note}}»{{/note}}
        """,
        "journal.chat.notify": "Написать в чат: {{recipient}}. «{{text}}»",

        "journal.deal.won": "Сделка выиграна: {{money(amount)}}, {{manager}}",
        "journal.deal.lost":
            "Сделка проиграна: {{manager}}{{#reason}}, причина: {{reason}}{{/reason}}",

        "journal.internal.qualification_fields_kept":
            "Поля квалификации учтены: {{labels(fields)}}",
        "journal.internal.sale_changed": "Продажи в рейтинге пересчитаны",
        "journal.internal.rotation_moved":
            "Очередь сдвинута{{#person}}, последний выбор: {{person}}{{/person}}",
        "journal.internal.pay_earned": "Оплата маркетолога учтена",
    ]
}
