extension Prices {
    package static let phrases: [PhraseText] = answers + declined + journal

    private static let answers: [PhraseText] = [
        PhraseText(
            "price.explanation",
            [
                "base", "salary_factor", "salary_percent", "reference", "moscow", "weight",
                "competition_factor", "competition", "raw", "price", "floor", "floor_hit",
            ],
            en: """
                {{base}} × {{salary_factor}} (pay {{salary_percent}}% of \
                {{#moscow}}Moscow’s{{/moscow}}{{^moscow}}that in {{reference}}{{/moscow}}, \
                weight {{weight}}) × {{competition_factor}} (competition {{competition}}) \
                = {{raw}} → {{price}}; \
                {{#floor_hit}}raised to the floor of {{floor}}{{/floor_hit}}\
                {{^floor_hit}}the floor of {{floor}} is not touched{{/floor_hit}}
                """,
            ru: """
                {{base}} × {{salary_factor}} (зарплаты {{salary_percent}} % \
                {{#moscow}}московских{{/moscow}}{{^moscow}}от уровня {{reference}}{{/moscow}}, \
                вес {{weight}}) × {{competition_factor}} (конкуренция {{competition}}) \
                = {{raw}} → {{price}}; \
                {{#floor_hit}}поднято до пола {{floor}}{{/floor_hit}}\
                {{^floor_hit}}пол {{floor}} не задет{{/floor_hit}}
                """
        ),
        PhraseText(
            "price.other_region",
            ["client", "request", "region", "own"],
            en: """
                A price for {{client}} was asked for {{region}} (request {{request}}), but the \
                client is in {{own}}. Check whether the region is right.
                """,
            ru: """
                Цену для клиента {{client}} запросили по региону {{region}} (запрос {{request}}), \
                а сам клиент из региона {{own}}. Проверьте, верно ли указан регион.
                """
        ),
        PhraseText(
            "price.today",
            ["then", "now"],
            en: """
                By the data of today it would be \
                {{#now}}{{money(now)}}{{/now}}{{^now}}no price at all{{/now}}\
                {{#then}} (given: {{money(then)}}){{/then}}.
                """,
            ru: """
                По нынешним данным было бы {{#now}}{{money(now)}}{{/now}}\
                {{^now}}без цены: данных не хватает{{/now}}\
                {{#then}} (названо {{money(then)}}){{/then}}.
                """
        ),
    ]

    private static let declined: [PhraseText] = [
        PhraseText(
            "price.declined.region_unknown",
            ["region", "near", "known"],
            en: """
                There is no region “{{region}}” in the settings\
                {{#near}}; did you mean “{{near}}”?{{/near}}\
                {{^near}}. Known are: {{known}}.{{/near}}
                """,
            ru: """
                Региона «{{region}}» нет в настройках\
                {{#near}}; возможно, вы имели в виду «{{near}}»?{{/near}}\
                {{^near}}. Есть такие: {{known}}.{{/near}}
                """
        ),
        PhraseText(
            "price.declined.service_unknown",
            ["service", "near", "known"],
            en: """
                There is no service “{{service}}” in the settings\
                {{#near}}; did you mean “{{near}}”?{{/near}}\
                {{^near}}. Known are: {{known}}.{{/near}}
                """,
            ru: """
                Услуги «{{service}}» нет в настройках\
                {{#near}}; возможно, вы имели в виду «{{near}}»?{{/near}}\
                {{^near}}. Есть такие: {{known}}.{{/near}}
                """
        ),
        PhraseText(
            "price.declined.salary_missing",
            ["regions"],
            en: "Nothing is known of pay in {{regions}}.",
            ru: "Нет данных о зарплатах: {{regions}}."
        ),
        PhraseText(
            "price.declined.periods_differ",
            ["region", "reference"],
            en: """
                Pay in {{region}} and in {{reference}} is not known for the same month from the \
                same source, so it can’t be compared.
                """,
            ru: """
                Зарплаты в регионах {{region}} и {{reference}} не с чем сравнить: нет ни одного \
                общего месяца из одного источника.
                """
        ),
        PhraseText(
            "price.declined.salary_stale",
            ["region", "month", "days", "allowed"],
            en: """
                Pay in {{region}} is known only up to {{month}}, which ended {{days}} days ago; \
                {{duration(allowed)}} are allowed.
                """,
            ru: """
                Зарплаты по региону {{region}} известны только по {{month}}: этот месяц \
                закончился {{days}} дн. назад (допускается {{duration(allowed)}}).
                """
        ),
        PhraseText(
            "price.declined.competition_missing",
            ["market", "region"],
            en: """
                {{#market}}Nothing is known of competition in the market “{{market}}”.{{/market}}\
                {{^market}}No market was named, and none is known of the client.{{/market}}
                """,
            ru: """
                {{#market}}Нет данных о конкуренции на рынке «{{market}}».{{/market}}\
                {{^market}}Рынок не указан, и у клиента он не известен.{{/market}}
                """
        ),
        PhraseText(
            "price.declined.client_unknown",
            ["client"],
            en: "Nobody has announced a client “{{client}}”.",
            ru: "Клиента «{{client}}» никто не объявлял."
        ),
    ]

    private static let journal: [PhraseText] = [
        PhraseText(
            journal: "price.requested",
            en: "Price asked for: region {{region}}{{#market}}, market {{market}}{{/market}}",
            ru: "Запрошена цена: регион {{region}}{{#market}}, рынок {{market}}{{/market}}"
        ),
        PhraseText(
            journal: "baton.price.quoted",
            ["code", "explanation"],
            en: """
                Price given: {{money(total)}}{{#total_with_vat}}, {{money(total_with_vat)}} with \
                VAT{{/total_with_vat}}, valid until {{valid_until}}\
                {{#lines}}. {{code}}: {{explanation}}{{/lines}}
                """,
            ru: """
                Названа цена: {{money(total)}}{{#total_with_vat}}, с НДС \
                {{money(total_with_vat)}}{{/total_with_vat}}, действует по {{valid_until}}\
                {{#lines}}. {{code}}: {{explanation}}{{/lines}}
                """
        ),
        PhraseText(
            journal: "baton.price.declined",
            ["sentence"],
            en: "No price can be given.{{#reasons}} {{sentence}}{{/reasons}}",
            ru: "Цену назвать нельзя.{{#reasons}} {{sentence}}{{/reasons}}"
        ),
    ]

    package static let words: [Word] = [
        Word("prices_are_off", en: "prices are turned off", ru: "цены выключены в настройках"),
        Word(
            "conflict",
            en: "something else was asked for under the same id",
            ru: "под этим же номером уже запрашивали другое"
        ),
        Word("region_unknown", en: "unknown region", ru: "неизвестный регион"),
        Word("service_unknown", en: "unknown service", ru: "неизвестная услуга"),
        Word("salary_missing", en: "pay is not known", ru: "нет данных о зарплатах"),
        Word("periods_differ", en: "no common month of pay", ru: "нет общего месяца зарплат"),
        Word("salary_stale", en: "pay is out of date", ru: "данные о зарплатах устарели"),
        Word(
            "competition_missing",
            en: "competition is not known",
            ru: "нет данных о конкуренции"
        ),
        Word("client_unknown", en: "unknown client", ru: "неизвестный клиент"),
        Word("unknown_region", en: "unknown region", ru: "неизвестный регион"),
    ]
}

extension Salaries {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "salary.observed",
            en: "Pay in {{region}} in {{period}}: {{money(median)}}",
            ru: "Зарплаты в регионе {{region}} за {{period}}: {{money(median)}}"
        )
    ]
}

extension Competitions {
    package static let phrases: [PhraseText] = [
        PhraseText(
            journal: "competition.observed",
            en: "Competition in {{market}}{{#region}}, {{region}}{{/region}}: {{level}}",
            ru: "Конкуренция на рынке {{market}}{{#region}}, {{region}}{{/region}}: {{level}}"
        )
    ]
}
