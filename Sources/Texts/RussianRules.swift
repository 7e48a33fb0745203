extension Language {
    /// What people are told of the company's own rules.
    static let russianRules = [
        "rules.fired": "Сработало правило «{{rule}}»",
        "rules.waits": "Правило «{{rule}}» ждёт до {{moment(until)}}",
        "rules.wait_cancelled": "Правило «{{rule}}» больше не ждёт: пришло {{event}}",
        "rules.gone": "Правила «{{rule}}» больше нет, ждать было нечего",
        "rules.conditions_changed": "Правило «{{rule}}» дождалось, но его условия уже не выполнены",
        "rules.circle": """
        Правила вызывают друг друга по кругу, последнее из них «{{rule}}». Дальше они не пошли. \
        Проверьте их условия.
        """,
        "rules.too_many_firings": """
        Правила вызывают друг друга по кругу: на одно событие их сработало слишком много. \
        Дальше они не пошли. Проверьте их условия.
        """,
        "rules.too_many_waits":
            "Правило «{{rule}}» больше не ждёт: ожиданий слишком много. Проверьте его условия.",
        "rules.action_failed":
            "Правило «{{rule}}» не смогло выполнить действие {{action}}: {{reason}}",
        "rules.taken_back":
            "Действие правила отменено, с ним нельзя работать: {{reason}}",
        "rules.format.money": "{{money(value)}}",
        "rules.format.number": "{{value}}",
        "rules.format.date": "{{date(value)}}",
        "rules.format.time": "{{time(value)}}",
        "rules.format.moment": "{{moment(value)}}",
        "rules.format.duration": "{{duration(value)}}",
        "rules.format.word": "{{word(value)}}",
        "rules.format.roles": "{{roles(value)}}",

        "journal.dead_letter": "{{message}}",
        "journal.baton.rule.fired": "Объявить: сработало правило «{{rule}}» ({{on}})",
        "journal.baton.lead.fields_set":
            "Объявить: правило «{{rule}}» изменило поля лида: {{labels(fields)}}",
        "journal.internal.rule_chain_wanted": "Правило «{{rule}}» запускает цепочку «{{chain}}»",
        "journal.internal.rule_chain_unwanted":
            "Правило «{{rule}}» останавливает цепочку «{{chain}}»",
    ]

    /// What people are told by chains that rules start.
    static let russianRuleChains = [
        "rule_chains.asked": """
        {{#text}}{{text}} {{/text}}{{^text}}Нужна ваша реакция: {{word(kind)}} {{id}}. {{/text}}\
        Ответьте до {{moment(until)}}, потом спросим следующего.
        """,
        "rule_chains.action.accept":
            "Беру",
        "rule_chains.action.decline":
            "Отказаться",
        "rule_chains.passed_on": """
        «{{chain}}», {{word(kind)}} {{id}}: \
        вы не ответили, спрашиваем следующего. Взять ещё можно.
        """,
        "rule_chains.taken":
            "«{{chain}}», {{word(kind)}} {{id}}: занимается {{person}}.",
        "rule_chains.cancelled":
            "«{{chain}}», {{word(kind)}} {{id}}: отвечать больше не нужно.",
        "rule_chains.final": """
        {{#text}}{{text}} {{/text}}«{{chain}}», {{word(kind)}} {{id}}: \
        никто не отозвался, теперь это ваше.
        """,
        "rule_chains.nobody_at_all": """
        «{{chain}}», {{word(kind)}} {{id}}: \
        цепочка «{{chain}}» закончилась, и отдать некому. Вмешайтесь, пожалуйста.
        """,
        "rule_chains.stopped":
            "Цепочка «{{chain}}» остановлена правилом",
        "rule_chains.lead_closed":
            "Цепочка «{{chain}}» остановлена: лид закрыт",
        "rule_chains.refused.taken":
            "«{{chain}}», {{word(kind)}} {{id}}: уже занимается {{person}}.",
        "rule_chains.refused.not_your_turn": """
        «{{chain}}», {{word(kind)}} {{id}}: \
        сейчас очередь другого{{#person}}, спрашиваем: {{person}}{{/person}}.
        """,
        "rule_chains.refused.chain_is_over":
            "«{{chain}}», {{word(kind)}} {{id}}: отвечать больше не нужно.",
        "journal.chain.accepted":
            "Взялся по цепочке «{{chain}}»: {{person}}",
        "journal.chain.declined":
            "Отказ по цепочке «{{chain}}»: {{person}}",
    ]

    static let russianRuleWords = [
        "no_rule_applies": "ни одно правило не подходит",
        "rule_circle": "правила вызывают друг друга по кругу",
        "chain_unknown": "такой цепочки нет",
        "chain_already_runs": "цепочка уже идёт",
        "chain_not_running": "цепочка не идёт",
        "chain_is_over": "цепочка закончилась",
        "lead": "лид",
        "call": "звонок",
        "client": "клиент",
        "deal": "сделка",
        "person": "сотрудник",
        "company": "компания",
        "caller": "звонящий",
    ]
}
