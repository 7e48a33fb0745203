/// What rules may name: types of messages, fields, and what is known of their subjects.
package enum RuleCatalogue {
    /// Types of the events, commands and facts that a rule may wait for.
    package static let events = Set(Registry.reads.keys).union(Registry.publishes.keys)

    /// Types of the commands that a rule may publish.
    package static let commands = Set(Registry.publishes.keys)
        .filter { !$0.hasPrefix("baton.") }

    /// The fields of a message's data.
    package static func fields(of type: String) -> RuleField {
        (Registry.reads[type] ?? Registry.publishes[type]).map(RuleField.init(of:)) ?? .open
    }

    /// The fields of what is known of a subject.
    package static func fields(of root: RulePath.Root) -> RuleField {
        switch root {
        case .lead: lead
        case .call: call
        case .client: client
        case .person: person
        case .price: price
        }
    }

    /// Whether data of the type have a field of the name.
    static func has(_ type: String, _ name: String) -> Bool {
        commandFields[type]?.contains(name) ?? false
    }

    private static let commandFields = Dictionary(
        uniqueKeysWithValues: commands.map { type in
            let names: Set<String> =
                if case .object(let members, _) = fields(of: type) { Set(members.keys) } else { [] }
            return (type, names)
        }
    )

    // MARK: - What is known

    private static let lead = RuleField.object([
        "id": .value, "stage": .value, "responsible_id": .value, "company": .value,
        "region": .value, "market": .value, "hot": .value, "open": .value, "closed": .value,
        "announced": .value, "created_at": .value, "closed_at": .value, "deal_id": .value,
        "fields": .open,
        "source": .values("channel", "campaign", "kind"),
        "contact": .values("name", "phone", "email"),
        "distribution": .values("phase", "holder_id", "owner_id", "reason", "owned_at"),
        "qualification": .object([
            "item_id": .value, "stage": .value, "open": .value, "marketer_id": .value,
            "sales_manager_id": .value, "responsible_id": .value, "passes": .value,
            "returns": .value, "opened_at": .value, "passed_at": .value, "fields": .open,
        ]),
    ])
    private static let call = RuleField.values(
        "id",
        "direction",
        "from",
        "to",
        "channel",
        "campaign",
        "at",
        "phase",
        "answered",
        "person_id",
        "step",
        "seconds_to_answer",
        "missed",
        "missed_reason",
        "duration",
        "verdict",
        "lead_id",
        "client_id",
        "calls_before"
    )
    private static let client = RuleField.object([
        "id": .value, "name": .value, "emails": .list(.value), "phones": .list(.value),
        "project_manager_id": .value, "sales_head_id": .value, "region": .value,
        "market": .value, "department": .value, "fee": .values("amount", "currency"),
        "contract_from": .value, "services": .list(.value), "active": .value,
        "legal_entity": .value, "balance": .values("amount", "currency"),
    ])
    private static let price = RuleField.object([
        "region": .value, "market": .value, "total": .values("amount", "currency"),
        "floor_hit": .value, "quoted": .value, "declined": .value, "reasons": .list(.value),
        "valid_until": .value,
    ])
    private static let person = RuleField.object([
        "id": .value, "name": .value, "roles": .list(.value), "email": .value, "phone": .value,
        "extension": .value, "department": .value, "active": .value, "available": .value,
        "load": .value, "rating": .value, "initiative": .value,
    ])
}

/// What stands at a place of a message's data.
package indirect enum RuleField: Equatable, Sendable {
    case value
    /// One of some words.
    case words([String])
    /// Anything with anything in it.
    case open
    case object([String: RuleField], required: Set<String>)
    case list(RuleField)

    static func object(_ members: [String: RuleField]) -> RuleField {
        .object(members, required: [])
    }

    static func values(_ names: String...) -> RuleField {
        .object(Dictionary(names.map { ($0, .value) }) { first, _ in first })
    }

    /// What is wrong with a path.
    package struct Unknown: Equatable, Sendable {
        /// The step that does not exist.
        package let step: String
        /// What exists in its place; empty where nothing may follow at all.
        package let known: [String]
    }

    /// The first step of a path that leads nowhere; nil where all of them lead somewhere.
    package func unknown(in steps: some Collection<String>) -> Unknown? {
        guard let step = steps.first else { return nil }
        switch self {
        case .open: return nil
        case .value, .words: return Unknown(step: step, known: [])
        case .list(let element):
            return Int(step) == nil
                ? Unknown(step: step, known: []) : element.unknown(in: steps.dropFirst())
        case .object(let members, _):
            guard let member = members[step] else {
                return Unknown(step: step, known: members.keys.sorted())
            }
            return member.unknown(in: steps.dropFirst())
        }
    }

    /// The fields that a message type reads.
    init(of type: any Message.Type) {
        // A type that has no schema either is simply not checked at run time.
        self = MessageFields.shape(of: type).map(RuleField.init) ?? .open
    }

    private init(_ shape: Shape) {
        switch shape.kind {
        case .text, .identifier, .date, .flag, .whole, .number, .formed: self = .value
        case .money: self = .values("amount", "currency")
        case .words(let words): self = .words(words)
        case .open, .openObject, .map, nil: self = .open
        case .list: self = .list(shape.element.map(RuleField.init) ?? .open)
        case .object:
            let members = shape.fields.map { ($0.name, RuleField($0.shape)) }
            self = .object(
                Dictionary(members) { first, _ in first },
                required: Set(shape.fields.filter(\.isRequired).map(\.name))
            )
        }
    }
}
