/// One rule while it acts: what it does, and what it could not do.
///
/// An action that can't be carried out keeps neither the others nor the event itself from it: it is
/// noted, and the directors are told.
struct RuleFiring {
    private let rule: Rule
    private let occasion: RuleOccasion
    private let facts: RuleFacts
    private let context: Context
    private(set) var effects: [Effect] = []
    private var done: [String] = []
    private var failures: [String] = []

    init(_ rule: Rule, _ occasion: RuleOccasion, _ facts: RuleFacts, _ context: Context) {
        self.rule = rule
        self.occasion = occasion
        self.facts = facts
        self.context = context
    }

    /// The firing, announced.
    var fact: RuleFired {
        let subjects = occasion.subjects
        return RuleFired(
            rule: rule.name,
            on: occasion.type,
            causeID: occasion.causeID,
            subjectKind: subjects.primary.kind,
            subjectID: subjects.primary.id,
            leadID: facts.lead,
            callID: subjects.callID,
            clientID: facts.client,
            dealID: subjects.dealID,
            personID: subjects.personID,
            actions: done,
            failures: failures.isEmpty ? nil : failures,
            depth: occasion.depth + 1
        )
    }

    mutating func act() {
        for action in rule.actions {
            do throws(UnfitData) {
                try carryOut(action)
            } catch {
                failures.append("\(action.kind): \(error.description)")
                effects += Self.failure(
                    Phrase(
                        "rules.action_failed",
                        [
                            "rule": .text(rule.name), "action": .text(action.kind),
                            "reason": .text(error.description),
                        ]
                    ),
                    context
                )
            }
        }
    }

    private mutating func carryOut(_ action: RuleAction) throws(UnfitData) {
        switch action {
        case .notify(let recipient, let severity, let text):
            let people = try people(recipient)
            let text = text.text(facts)
            for person in people { notify(person, severity, text) }
            done.append("notify " + people.map(\.id.rawValue).joined(separator: ", "))
        case .publish(let type, let data):
            effects.append(.publish(try RuleCommand(type, facts, occasion, context).message(data)))
            done.append("publish \(type)")
        case .set(let field, let data):
            guard let lead = facts.lead else {
                throw UnfitData(description: "there is no lead whose field could be set")
            }
            let fields = [field: data.value(facts)]
            effects.append(.publish(LeadFieldsSet(leadID: lead, fields: fields, rule: rule.name)))
            done.append("set \(field)")
        case .start(let chain, let text):
            effects.append(
                .tell(
                    RuleChainWanted(
                        chain: chain,
                        rule: rule.name,
                        text: text?.text(facts),
                        subjects: known
                    )
                )
            )
            done.append("start \(chain)")
        case .stop(let chain):
            effects.append(
                .tell(RuleChainUnwanted(chain: chain, rule: rule.name, subjects: known))
            )
            done.append("stop \(chain)")
        }
    }

    /// The subjects, with those that were found out since.
    private var known: RuleSubjects {
        var subjects = occasion.subjects
        subjects.leadID = facts.lead
        subjects.clientID = facts.client
        return subjects
    }

    // MARK: - Telling people

    private func people(_ recipient: RuleRecipient) throws(UnfitData) -> [Person] {
        switch recipient {
        case .assignee(.person(let id)): return [try person(id)]
        case .assignee(.role(let role)):
            let everybody = context.company.everybody(role)
            guard !everybody.isEmpty else {
                throw UnfitData(description: "nobody has the role \(role.rawValue)")
            }
            return everybody
        case .responsible:
            guard let id = facts.responsible else {
                throw UnfitData(description: "nobody is responsible")
            }
            return [try person(id)]
        }
    }

    private func person(_ id: PersonID) throws(UnfitData) -> Person {
        guard let person = context.company.people[id] else {
            throw UnfitData(description: "nobody with the id \(id) is known")
        }
        return person
    }

    private mutating func notify(
        _ person: Person,
        _ severity: ChatNotify.Severity,
        _ text: String
    ) {
        effects.append(
            .publish(
                ChatNotify(
                    recipientID: person.id,
                    chatID: person.chatID,
                    severity: severity,
                    template: "rule.\(rule.name)",
                    text: text,
                    actions: nil,
                    expiresAt: nil,
                    leadID: facts.lead,
                    callID: occasion.subjects.callID,
                    clientID: facts.client
                )
            )
        )
    }

    /// A line of the journal and a notice to the directors that a rule does not do what it should.
    static func failure(_ phrase: Phrase, _ context: Context) -> [Effect] {
        let directors = context.company.everybody(.director)
        return [.note(phrase)] + directors.map { context.notify($0, .warning, phrase) }
    }
}

/// A command that a rule publishes, while it is put together.
struct RuleCommand {
    private let type: String
    private let facts: RuleFacts
    private let occasion: RuleOccasion
    private let context: Context

    init(_ type: String, _ facts: RuleFacts, _ occasion: RuleOccasion, _ context: Context) {
        self.type = type
        self.facts = facts
        self.occasion = occasion
        self.context = context
    }

    func message(_ data: [String: RuleData]) throws(UnfitData) -> any Message {
        var values: [String: Value] = [:]
        for (name, data) in data {
            values[name] = try safe(data, in: name)
        }
        for (name, id) in ids where values[name] == nil && RuleCatalogue.has(type, name) {
            values[name] = .text(id)
        }
        if type == ChatNotify.type { completeNotice(&values) }
        guard let known = Registry.publishes[type] else {
            throw UnfitData(description: "there is no command \(type)")
        }
        return try ValueDecoder(now: context.now).message(known, values)
    }

    /// Ids of the subjects, for processes that don't store them.
    private var ids: [(String, String)] {
        [
            ("lead_id", facts.lead?.rawValue), ("call_id", occasion.subjects.callID?.rawValue),
            ("client_id", facts.client?.rawValue),
        ].compactMap { name, id in id.map { (name, $0) } }
    }

    private func completeNotice(_ values: inout [String: Value]) {
        if values["template"] == nil { values["template"] = .text("rule") }
        if values["severity"] == nil { values["severity"] = .text("info") }
        let recipient = values["recipient_id"]?.text.flatMap(PersonID.init(rawValue:))
        let chat = recipient.flatMap { context.company.people[$0]?.chatID }
        if values["chat_id"] == nil, let chat { values["chat_id"] = .text(chat) }
    }

    /// Mail is where a name could become markup, a header or a second recipient.
    private func safe(_ data: RuleData, in field: String) throws(UnfitData) -> Value {
        guard type == "mail.send" else { return data.value(facts) }
        switch field {
        case "html": return data.value(facts, for: .html)
        case "to": return try recipients(data.value(facts, for: .line))
        case "text", "attachments": return data.value(facts)
        default: return data.value(facts, for: .line)
        }
    }

    private func recipients(_ value: Value) throws(UnfitData) -> Value {
        let values: [Value] = if case .list(let values) = value { values } else { [value] }
        var addresses: [Value] = []
        for value in values {
            let text = value.text ?? ""
            guard let address = EmailAddress(recipient: text) else {
                throw UnfitData(description: "to: \"\(text.prefix(80))\" is not one mail address")
            }
            addresses.append(.text(address.rawValue))
        }
        return .list(addresses)
    }
}
