extension Language {
    /// What people are told of the company's own rules.
    static let englishRules = [
        "rules.fired": "Rule “{{rule}}” fired",
        "rules.waits": "Rule “{{rule}}” waits until {{moment(until)}}",
        "rules.wait_cancelled": "Rule “{{rule}}” waits no longer: {{event}} came",
        "rules.gone": "Rule “{{rule}}” is no more; its wait ends without a trace",
        "rules.conditions_changed":
            "Rule “{{rule}}” has waited, but its conditions no longer hold",
        "rules.circle": """
        Rules set each other off in a circle, the last one is “{{rule}}”. They were stopped. \
        Please check their conditions.
        """,
        "rules.too_many_firings": """
        Rules set each other off in a circle: too many fired because of one event. \
        They were stopped. Please check their conditions.
        """,
        "rules.too_many_waits":
            "Rule “{{rule}}” waits for too many things at once. Please check its conditions.",
        "rules.action_failed": "Rule “{{rule}}” could not {{action}}: {{reason}}",
        "rules.taken_back":
            "What a rule did was taken back, as it can’t be worked with: {{reason}}",
        "rules.format.money": "{{money(value)}}",
        "rules.format.number": "{{value}}",
        "rules.format.date": "{{date(value)}}",
        "rules.format.time": "{{time(value)}}",
        "rules.format.moment": "{{moment(value)}}",
        "rules.format.duration": "{{duration(value)}}",
        "rules.format.word": "{{word(value)}}",
        "rules.format.roles": "{{roles(value)}}",

        "journal.dead_letter": "{{message}}",
        "journal.baton.rule.fired": "Announce: rule “{{rule}}” fired ({{on}})",
        "journal.baton.lead.fields_set":
            "Announce: rule “{{rule}}” set fields of the lead: {{labels(fields)}}",
        "journal.internal.rule_chain_wanted": "Rule “{{rule}}” starts chain “{{chain}}”",
        "journal.internal.rule_chain_unwanted": "Rule “{{rule}}” stops chain “{{chain}}”",
    ]

    /// What people are told by chains that rules start.
    static let englishRuleChains = [
        "rule_chains.asked": """
        {{#text}}{{text}} {{/text}}{{^text}}Please react: {{word(kind)}} {{id}}. {{/text}}\
        Answer by {{moment(until)}}, then the next one is asked.
        """,
        "rule_chains.action.accept":
            "I take it",
        "rule_chains.action.decline":
            "Decline",
        "rule_chains.passed_on": """
        “{{chain}}”, {{word(kind)}} {{id}}: \
        no answer from you, the next one is asked. You may still take it.
        """,
        "rule_chains.taken":
            "“{{chain}}”, {{word(kind)}} {{id}}: {{person}} takes care.",
        "rule_chains.cancelled":
            "“{{chain}}”, {{word(kind)}} {{id}}: no answer is needed any more.",
        "rule_chains.final": """
        {{#text}}{{text}} {{/text}}“{{chain}}”, {{word(kind)}} {{id}}: \
        nobody answered, it is yours now.
        """,
        "rule_chains.nobody_at_all": """
        “{{chain}}”, {{word(kind)}} {{id}}: \
        chain “{{chain}}” has ended and there is nobody to give it to. Please step in.
        """,
        "rule_chains.stopped":
            "Chain “{{chain}}” was stopped by a rule",
        "rule_chains.lead_closed":
            "Chain “{{chain}}” was stopped: the lead is closed",
        "rule_chains.refused.taken":
            "“{{chain}}”, {{word(kind)}} {{id}}: {{person}} takes care already.",
        "rule_chains.refused.not_your_turn": """
        “{{chain}}”, {{word(kind)}} {{id}}: \
        it is not your turn{{#person}}, {{person}} is asked now{{/person}}.
        """,
        "rule_chains.refused.chain_is_over":
            "“{{chain}}”, {{word(kind)}} {{id}}: no answer is needed any more.",
        "journal.chain.accepted":
            "{{person}} takes care, asked by chain “{{chain}}”",
        "journal.chain.declined":
            "{{person}} declines, asked by chain “{{chain}}”",
    ]

    static let englishRuleWords = [
        "no_rule_applies": "no rule applies",
        "rule_circle": "rules set each other off in a circle",
        "chain_unknown": "there is no such chain",
        "chain_already_runs": "the chain runs already",
        "chain_not_running": "the chain does not run",
        "chain_is_over": "the chain is over",
        "lead": "lead",
        "call": "call",
        "client": "client",
        "deal": "deal",
        "person": "person",
        "company": "company",
        "caller": "caller",
    ]
}
