import Domain

/// How a message becomes one clause of the journal.
enum Clause {
    /// Fields of the contract that name a person; the template sees them without `_id`.
    static let personFields = [
        "actor_id", "assignee_id", "holder_id", "manager_id", "owner_id", "person_id",
        "recipient_id", "requester_id", "responsible_id", "sales_manager_id",
    ]

    /// The most characters of one value that a clause shows.
    private static let lengthMax = 160

    /// The journal's type of a timer is `timer.<process>.<name>`; all share one template.
    private static let timerPrefix = "timer."

    /// The name of the template of a type.
    static func template(of type: String) -> String {
        type.hasPrefix(timerPrefix) ? "journal.timer.fired" : "journal.\(type)"
    }

    /// Where the template finds the name of the person that a field names: `actor` of `actor_id`.
    static func nameField(of field: String) -> String? {
        personFields.contains(field) ? String(field.dropLast("_id".count)) : nil
    }

    /// The data, each value on one line and not too long, with people's names beside their ids.
    static func values(
        of type: String,
        _ data: [String: Value],
        names: (PersonID) -> String
    ) -> [String: Value] {
        var values = data.mapValues(shortened)
        if type.hasPrefix(timerPrefix) {
            values["name"] = .text(String(type.dropFirst(timerPrefix.count)))
        }
        for field in personFields {
            guard let name = nameField(of: field),
                let id = data[field]?.text.flatMap(PersonID.init(rawValue:))
            else { continue }
            values[name] = shortened(.text(names(id)))
        }
        return values
    }

    private static func shortened(_ value: Value) -> Value {
        switch value {
        case .null, .bool, .number: value
        case .text(let text): .text(shortened(text))
        case .list(let values): .list(values.map(shortened))
        case .object(let members): .object(members.mapValues(shortened))
        }
    }

    /// Control characters would break the line, or steer the terminal that shows it.
    private static func shortened(_ text: String) -> String {
        let words = text.split { $0.isWhitespace || $0.isControl }
        let line = words.joined(separator: " ")
        return line.count <= lengthMax ? line : line.prefix(lengthMax) + "…"
    }
}

extension Character {
    fileprivate var isControl: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
