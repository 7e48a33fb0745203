import AdapterKit
import Domain

/// What is known of the portal since it was last prepared.
struct Knowledge: Equatable, Sendable {
    /// Who the webhook acts as.
    let user: String
    /// The bot's number; nil where there is none.
    let bot: Int?
    /// The number of a bot that was not registered, as nothing may be changed.
    static let nobody = 0

    /// The secret that the bot was registered with.
    let botToken: String
    /// The meaning of the leads' stages: `P` in progress, `S` success, `F` failure.
    let leadStages: [String: String]
    /// The CRM's field of each of Baton's, by type of object.
    let fields: [Int: [String: String]]

    /// Fields of an object for the bus, those that are there.
    func ours(_ type: Int, _ item: Value) -> [String: Value] {
        (fields[type] ?? [:]).mapValues { item[$0] }
    }

    /// Baton's fields for an object, those that it has; null clears.
    func theirs(_ type: Int, _ ours: [String: Value]) -> [String: Value] {
        var theirs: [String: Value] = [:]
        for (name, field) in fields[type] ?? [:] {
            guard let value = ours[name] else { continue }
            theirs[field] = Self.written(value)
        }
        return theirs
    }

    /// An amount of money is its number there.
    private static func written(_ value: Value) -> Value {
        switch value {
        case .object: value.numeric.map(Value.number) ?? .null
        case .null, .bool, .number, .text, .list: value
        }
    }

    /// What to ask for, so that everything that is looked at is there.
    func selection(_ type: Int, _ more: [String] = []) -> Value {
        let own = (fields[type] ?? [:]).values.filter { $0.hasPrefix("ufCrm") }
        return .list((["*"] + Set(Array(own) + more).sorted()).map(Value.text))
    }
}

/// Types of objects, by the vendor's numbers.
enum EntityType {
    static let lead = 1
    static let deal = 2
    static let contact = 3
    static let company = 4
}
