extension PositionReports {
    package static let phrases: [PhraseText] = [
        PhraseText(
            "positions.left_top",
            [
                "client", "site", "engine", "region", "device", "count", "queries", "more",
                "times",
            ],
            en: """
                {{client}}, {{site}}, {{word(engine)}}{{#region}}, region {{region}}{{/region}}\
                {{#device}}, {{word(device)}}{{/device}}: keywords left the first ten and stayed \
                away (keywords: {{count}}, measurements in a row: {{times}}): {{queries}}\
                {{#more}} and {{more}} more{{/more}}
                """,
            ru: """
                {{client}}, {{site}}, {{word(engine)}}{{#region}}, регион {{region}}{{/region}}\
                {{#device}}, {{word(device)}}{{/device}}: запросы вышли из первой десятки и не \
                вернулись (запросов: {{count}}, измерений подряд: {{times}}): {{queries}}\
                {{#more}} и ещё {{more}}{{/more}}
                """
        ),
        PhraseText(
            "positions.nothing",
            ["client"],
            en: "There are no positions of {{client}} to report.",
            ru: "По клиенту {{client}} нет позиций, отчёт составить не из чего."
        ),
        PhraseText(
            "positions.rejected.conflict",
            ["client", "request_id"],
            en: "The report {{request_id}} of {{client}} was asked for before, and otherwise.",
            ru: """
                Отчёт {{request_id}} по клиенту {{client}} уже запрашивали, \
                но с другими условиями.
                """
        ),
        PhraseText(
            "positions.rejected.no_client_named",
            ["request_id"],
            en: "The report {{request_id}} is about no client: please name one.",
            ru: "В запросе отчёта {{request_id}} не назван клиент: укажите его, пожалуйста."
        ),
        PhraseText(
            "positions.rejected.address_is_none",
            ["client", "request_id"],
            en: "The report {{request_id}} of {{client}} has an address that is none.",
            ru: "В запросе отчёта {{request_id}} по клиенту {{client}} указан неверный адрес."
        ),
        PhraseText(
            "mail.positions.subject",
            ["client", "date", "link", "until", "headlines"],
            en: "Site positions on {{date(date)}}: {{client}}",
            ru: "Позиции сайтов на {{date(date)}}: {{client}}"
        ),
        PhraseText(
            "mail.positions.text",
            ["client", "date", "link", "until", "headlines", "line"],
            en: """
                The report on the positions of your sites is ready.

                {{#headlines}}
                {{line}}
                {{/headlines}}

                {{link}}
                The link works until {{until}}.
                """,
            ru: """
                Отчёт о позициях ваших сайтов готов.

                {{#headlines}}
                {{line}}
                {{/headlines}}

                {{link}}
                Ссылка действует до {{until}}.
                """
        ),
        PhraseText(
            "mail.positions.html",
            ["client", "date", "link", "until", "headlines", "line"],
            en: html(
                "en",
                "Site positions",
                "The report on the positions of your sites is ready.",
                "Open the report",
                "The link works until {{until}}."
            ),
            ru: html(
                "ru",
                "Позиции сайтов",
                "Отчёт о позициях ваших сайтов готов.",
                "Открыть отчёт",
                "Ссылка действует до {{until}}."
            )
        ),
        PhraseText(
            "journal.positions.observed",
            ["client_id"],
            en: "Positions of {{client_id}} were observed",
            ru: "Сняты позиции клиента {{client_id}}"
        ),
        PhraseText(
            "journal.keywords.upserted",
            ["client_id"],
            en: "Keywords of {{client_id}} were given",
            ru: "Передан список запросов клиента {{client_id}}"
        ),
        PhraseText(
            "journal.positions.closed",
            ["client_id"],
            en: "Measuring of {{client_id}} is closed for the day",
            ru: "Съём позиций клиента {{client_id}} за день завершён"
        ),
        PhraseText(
            journal: "report.requested",
            en: "Reports of {{client_id}} are wanted",
            ru: "Запрошены отчёты по клиенту {{client_id}}"
        ),
        PhraseText(
            journal: "position_report.made",
            en: "The report on positions of {{client_id}} was made",
            ru: "Отчёт о позициях клиента {{client_id}} составлен"
        ),
        PhraseText(
            journal: "position_alert.raised",
            en: "Keywords of {{site_id}} left the first ten",
            ru: "Запросы сайта {{site_id}} вышли из первой десятки"
        ),
        PhraseText(
            journal: "baton.report.ready",
            en: "the report is ready: {{url}}",
            ru: "отчёт готов: {{url}}"
        ),
    ]

    package static let words: [Word] = [
        Word("yandex", en: "Yandex", ru: "Яндекс"),
        Word("google", en: "Google", ru: "Google"),
        Word("bing", en: "Bing", ru: "Bing"),
        Word("desktop", en: "desktop", ru: "компьютеры"),
        Word("mobile", en: "mobile", ru: "телефоны"),
        Word("tablet", en: "tablet", ru: "планшеты"),
        Word("no_client_named", en: "no client is named", ru: "клиент не назван"),
        Word("positions_are_off", en: "positions are turned off", ru: "позиции отключены"),
        Word("other_kind_of_report", en: "another kind of report", ru: "отчёт другого вида"),
        Word("report_being_made", en: "the report is being made", ru: "отчёт уже составляется"),
        Word("report_not_wanted", en: "nobody waits for it", ru: "его никто не ждёт"),
        Word("nobody_to_warn", en: "there is nobody to warn", ru: "предупреждать некого"),
        Word("conflict", en: "asked for otherwise before", ru: "раньше запрашивали иначе"),
        Word("address_is_none", en: "an address is none", ru: "неверный адрес"),
        Word(
            "timer.position_reports.position_report",
            en: "makes the report on positions",
            ru: "составит отчёт о позициях"
        ),
    ]

    /// A mail that any program shows: a sentence a series, and a button.
    private static func html(
        _ language: String,
        _ title: String,
        _ lead: String,
        _ button: String,
        _ expiry: String
    ) -> String {
        LetterLayout.html(
            language: language,
            title: title,
            preheader: lead,
            body: [
                LetterLayout.paragraph(lead),
                "{{#headlines}}" + LetterLayout.paragraph("{{line}}") + "{{/headlines}}",
                LetterLayout.button(button, to: "link"),
            ],
            footer: expiry
        )
    }
}
