import Domain
import Foundation

/// Holds JSON against the part of JSON Schema that the contract uses.
enum SchemaCheck {
    /// The keywords that are understood; a schema with another one would say more than is checked.
    static let keywords: Set = [
        "$schema", "title", "description", "examples", "type", "required", "properties", "items",
        "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "additionalProperties", "anyOf",
    ]

    /// What is wrong, each with the path of the field.
    static func complaints(_ value: JSON, _ schema: JSON, at path: String = "data") -> [String] {
        var found: [String] = []
        if let type = schema["type"], !isType(value, type) {
            found.append("\(path): is not \(type.pretty())")
        }
        if let words = schema["enum"]?.elements, !words.contains(value) {
            found.append("\(path): \(value.pretty()) is none of the words")
        }
        if let const = schema["const"], const != value { found.append("\(path): is not the one") }
        if let choices = schema["anyOf"]?.elements,
            choices.allSatisfy({ !complaints(value, $0, at: path).isEmpty })
        {
            found.append("\(path): none of the alternatives holds")
        }
        if let text = value.text { found += complaints(text, schema, path) }
        if case .number(let number) = value { found += complaints(number, schema, path) }
        return found + inside(value, schema, path)
    }

    private static func complaints(_ text: String, _ schema: JSON, _ path: String) -> [String] {
        var found: [String] = []
        if let pattern = schema["pattern"]?.text, let regex = try? Regex(pattern),
            text.firstMatch(of: regex) == nil
        {
            found.append("\(path): \"\(text)\" does not match \(pattern)")
        }
        if schema["format"]?.text == "date-time", Timestamp.date(text) == nil {
            found.append("\(path): \"\(text)\" is not a time")
        }
        let count = Decimal(text.unicodeScalars.count)
        if case .number(let most)? = schema["maxLength"], count > most {
            found.append("\(path): is too long")
        }
        if case .number(let least)? = schema["minLength"], count < least {
            found.append("\(path): is too short")
        }
        return found
    }

    private static func complaints(_ number: Decimal, _ schema: JSON, _ path: String) -> [String] {
        if case .number(let most)? = schema["maximum"], number > most {
            return ["\(path): \(number) is more than \(most)"]
        }
        if case .number(let least)? = schema["minimum"], number < least {
            return ["\(path): \(number) is less than \(least)"]
        }
        return []
    }

    private static func inside(_ value: JSON, _ schema: JSON, _ path: String) -> [String] {
        var found: [String] = []
        for name in schema["required"]?.elements.compactMap(\.text) ?? []
        where value[name] == nil && isType(value, "object") {
            found.append("\(path).\(name): is missing")
        }
        for member in value.members {
            let declared = schema["properties"]?[member.name] ?? schema["additionalProperties"]
            guard let declared else { continue }
            found += complaints(member.value, declared, at: "\(path).\(member.name)")
        }
        if let items = schema["items"] {
            for (index, element) in value.elements.enumerated() {
                found += complaints(element, items, at: "\(path)[\(index)]")
            }
        }
        return found
    }

    private static func isType(_ value: JSON, _ type: JSON) -> Bool {
        if case .list(let types) = type { return types.contains { isType(value, $0) } }
        switch value {
        case .null: return type == "null"
        case .bool: return type == "boolean"
        case .number(let number):
            var number = number
            var whole = Decimal()
            NSDecimalRound(&whole, &number, 0, .plain)
            return type == "number" || type == "integer" && whole == number
        case .text: return type == "string"
        case .list: return type == "array"
        case .object: return type == "object"
        }
    }
}
