extension Placeholders {
    static let ofRules: [String: [String]] = [
        "rules.fired": ["rule"],
        "journal.dead_letter": ["message"],
        "rules.waits": ["rule", "until"],
        "rules.wait_cancelled": ["rule", "event"],
        "rules.gone": ["rule"],
        "rules.conditions_changed": ["rule"],
        "rules.circle": ["rule"],
        "rules.too_many_firings": [],
        "rules.too_many_waits": ["rule"],
        "rules.action_failed": ["rule", "action", "reason"],
        "rules.taken_back": ["reason"],
        "rules.format.money": ["value"],
        "rules.format.number": ["value"],
        "rules.format.date": ["value"],
        "rules.format.time": ["value"],
        "rules.format.moment": ["value"],
        "rules.format.duration": ["value"],
        "rules.format.word": ["value"],
        "rules.format.roles": ["value"],
    ]

    /// What every notice of a chain may say.
    private static let ofChain = ["chain", "kind", "id", "text"]

    static let ofRuleChains: [String: [String]] = [
        "rule_chains.asked": ofChain + ["until"],
        "rule_chains.action.accept": [],
        "rule_chains.action.decline": [],
        "rule_chains.passed_on": ofChain,
        "rule_chains.taken": ofChain + ["person"],
        "rule_chains.cancelled": ofChain,
        "rule_chains.final": ofChain,
        "rule_chains.nobody_at_all": ofChain,
        "rule_chains.stopped": ofChain,
        "rule_chains.lead_closed": ofChain,
        "rule_chains.refused.taken": ofChain + ["person"],
        "rule_chains.refused.not_your_turn": ofChain + ["person"],
        "rule_chains.refused.chain_is_over": ofChain + ["person"],
    ]
}
