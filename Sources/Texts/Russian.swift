import Domain

extension Language {
    /// Russian.
    static let russian = Language(
        file: "Russian.swift",
        templates: [
            russianNotices, russianJournal, russianCalls, russianDistribution, russianRules,
            russianRuleChains, Registry.phrases(\.russian),
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
        labels: russianLabels,
        roles: [
            "marketer": "маркетолог", "sales_manager": "менеджер ОП", "sales_head": "РОП",
            "project_manager": "проджект", "director": "директор", "consultant": "консультант",
        ],
        words: [
            russianWords, russianCallWords, russianDistributionWords, russianRuleWords,
            Registry.words(\.russian),
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } },
        yes: "да",
        no: "нет",
        decimalPoint: ",",
        groupSeparator: "\u{A0}",
        timeUnits: ["дн.", "ч", "мин", "с"],
        months: [
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
            "сентября", "октября", "ноября", "декабря",
        ]
    )

    /// What people are told: in chat, in the CRM, in a note of the journal.
    private static let russianNotices = [
        "qualification.rejected.item_closed":
            "Квалификация уже закрыта на этапе «{{word(stage)}}», изменить её нельзя.",
        "qualification.rejected.actor_not_allowed":
            "{{person}} не может перевести квалификацию на этап «{{word(stage)}}»: нет прав.",
        "qualification.rejected.comment_needed":
            "Чтобы вернуть лид маркетологу, добавьте комментарий: что с ним не так.",
        "qualification.rejected.not_passed_to_sales":
            "Принять или вернуть можно только лид, который передан в ОП.",
        "qualification.rejected.no_sales_manager":
            "Укажите менеджера ОП, который принимает лид.",
        "qualification.rejected.not_a_sales_manager":
            "{{person}} не работает в отделе продаж. Выберите менеджера ОП.",
        "qualification.rejected.nobody_available":
            "Сейчас нет свободных менеджеров ОП. Передайте лид чуть позже.",
        "qualification.rejected.required_fields_missing":
            "Чтобы лид стал целевым, заполните поля: {{labels(fields)}}.",
        "qualification.rejected.junk_stage_needed":
            "Укажите, почему лид некачественный: {{coded(allowed)}}.",
        "qualification.rejected.junk_stage_unknown":
            "Некачественной стадии «{{stage}}» нет. Выберите одну из этих: {{coded(allowed)}}.",
        "qualification.nobody_available": """
        Лид {{lead}} некому передать: все менеджеры ОП заняты или отсутствуют. \
        Лид остался у маркетолога, его можно передать ещё раз.
        """,
        "qualification.accept_reminder":
            "Лид {{lead}} ждёт вашего ответа: примите его или верните с комментарием.",
        "qualification.accept_overdue":
            "Лид {{lead}} до сих пор не принят и не возвращён: {{person}}. Помогите, пожалуйста.",
        "input.taken_as_meant":
            "Поле {{field}} записано не так, как в договоре сообщений, но понято однозначно.",
        "contact.phone_unread": "В поле «{{value}}» не нашлось номера телефона: по нему не ищем.",
        "contact.phone_placeholder":
            "Номер «{{value}}» из списка заглушек: он ничей, по нему не ищем.",
        "contact.email_unread": "В поле «{{value}}» не нашлось адреса почты: по нему не ищем.",
        "person.gone.lead": """
        Лид {{lead}} остался без присмотра: {{person}} больше не работает или надолго отсутствует. \
        Назначьте другого ответственного.
        """,
        "person.gone.item": """
        Лид {{lead}} ждёт ответа отдела продаж, но {{person}} больше не работает или надолго \
        отсутствует. Передайте лид другому менеджеру.
        """,
        "person.gone.more": "{{person}}: ждут ещё {{count}}. Все они видны в CRM.",
        "person.skipped.inactive": "Пропуск: {{person}} больше не работает в компании.",
        "person.skipped.absent": "Пропуск: {{person}} сейчас отсутствует.",
        "person.skipped.at_capacity":
            "Пропуск: {{person}} уже ведёт предельное число открытых лидов.",
    ]
}
