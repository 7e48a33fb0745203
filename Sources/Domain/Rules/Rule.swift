/// A rule that the company wrote itself.
package struct Rule: Equatable, Sendable {
    /// Unique; named by the journal and by `baton.rule.fired`.
    package let name: String
    /// The type of the event, command or fact that it waits for.
    package let on: String
    /// What must hold.
    package let when: RuleCondition
    /// The conditions must hold again after this time; nil acts at once.
    package let after: Duration?
    /// Whether the wait counts working time only.
    package let countsWorkingTime: Bool
    /// Types of events about the same subject that cancel the wait.
    package let unless: [String]
    /// In this order.
    package let actions: [RuleAction]

    package init(
        name: String,
        on: String,
        when: RuleCondition = .all([]),
        after: Duration? = nil,
        countsWorkingTime: Bool = false,
        unless: [String] = [],
        actions: [RuleAction]
    ) {
        self.name = name
        self.on = on
        self.when = when
        self.after = after
        self.countsWorkingTime = countsWorkingTime
        self.unless = unless
        self.actions = actions
    }
}

/// What a rule does.
package enum RuleAction: Equatable, Sendable {
    /// Publish a command.
    case publish(type: String, data: [String: RuleData])
    /// Tell somebody in the chat.
    case notify(RuleRecipient, ChatNotify.Severity, text: RuleTemplate)
    /// Set a field of the lead.
    case set(field: String, RuleData)
    /// Start the chain of this name for the subject; the text is what everybody asked is told.
    case start(chain: String, text: RuleTemplate?)
    /// Stop the chain of this name for the subject.
    case stop(chain: String)

    /// The action in one word, as journal and fact name it.
    package var kind: String {
        switch self {
        case .publish: "publish"
        case .notify: "notify"
        case .set: "set"
        case .start: "start"
        case .stop: "stop"
        }
    }
}

/// Who is told by a rule.
package enum RuleRecipient: Equatable, Sendable {
    /// A person, or everybody with a role.
    case assignee(Assignee)
    /// Whoever is responsible for the subject at that moment.
    case responsible
}

/// A value of a rule's data, with templates in its texts.
package indirect enum RuleData: Equatable, Sendable {
    /// As it is: a number, true or false.
    case literal(Value)
    case text(RuleTemplate)
    case list([RuleData])
    case object([String: RuleData])

    /// The value, filled in.
    ///
    /// A text that is one template alone has the value's own type, and is null where there is none.
    package func value(
        _ facts: RuleFacts,
        for destination: RuleTemplate.Destination = .plain
    ) -> Value {
        switch self {
        case .literal(let value): return value
        case .list(let values): return .list(values.map { $0.value(facts, for: destination) })
        case .object(let members):
            return .object(members.mapValues { $0.value(facts, for: destination) })
        case .text(let template):
            guard let path = template.wholePath else {
                return .text(template.text(facts, for: destination))
            }
            guard let value = facts.value(at: path) else { return .null }
            guard case .text = value else { return value }
            return .text(template.text(facts, for: destination))
        }
    }

    /// Every path that its templates show.
    package var paths: [RulePath] {
        switch self {
        case .literal: []
        case .text(let template): template.paths
        case .list(let values): values.flatMap(\.paths)
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.paths)
        }
    }
}

/// All rules and chains of the company, found by what they listen to.
package struct RuleBook: Equatable, Sendable {
    /// In the order of the configuration, without those turned off.
    package let rules: [Rule]
    /// By name.
    package let chains: [String: RuleChainPolicy]
    private let byEvent: [String: [Int]]
    private let cancelled: [String: Set<String>]

    package init(_ rules: [Rule] = [], chains: [RuleChainPolicy] = []) {
        self.rules = rules
        self.chains = Dictionary(chains.map { ($0.name, $0) }) { first, _ in first }
        byEvent = Dictionary(grouping: rules.indices) { rules[$0].on }
        cancelled = rules.reduce(into: [:]) { cancelled, rule in
            for type in rule.unless { cancelled[type, default: []].insert(rule.name) }
        }
    }

    /// Whether there is no rule at all.
    package var isEmpty: Bool { rules.isEmpty }

    /// The types of all events, commands and facts that something depends on.
    package var types: Set<String> { Set(byEvent.keys).union(cancelled.keys) }

    /// Whether a message of the type may mean anything to a rule.
    package func listens(to type: String) -> Bool {
        byEvent[type] != nil || cancelled[type] != nil
    }

    /// The rules that wait for the type, in order.
    func rules(on type: String) -> [Rule] { (byEvent[type] ?? []).map { rules[$0] } }

    /// Names of the rules whose waits the type cancels.
    func cancelled(by type: String) -> Set<String> { cancelled[type] ?? [] }

    func rule(named name: String) -> Rule? { rules.first { $0.name == name } }
}
