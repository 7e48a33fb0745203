import Domain

/// Makes the JSON Schema of a message out of its shape and of what people wrote about it.
struct SchemaBuilder {
    let message: RecordedMessage
    let descriptions: Descriptions

    /// The schema of `data`, with one example.
    func schema() -> JSON {
        let entry = descriptions.entry(of: message.name)
        var schema: JSON = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .text(message.name),
            "description": .text(entry.description ?? ""),
        ]
        schema = schema.merging(self.schema(of: message.shape, [])).merging(entry.schema ?? [:])
        schema["examples"] = [entry.example ?? example(of: message.shape, [])]
        return schema
    }

    // MARK: Schema

    private func schema(of field: Shape.Field, _ path: [String]) -> JSON {
        let entry = descriptions.entry(of: path, in: message.name)
        let text: JSON = ["description": .text(entry.description ?? "")]
        var schema = text.merging(self.schema(of: field.shape, path))
        if !field.isRequired, message.direction != .published { schema = Self.nullable(schema) }
        return schema.merging(entry.schema ?? [:])
    }

    private func schema(of shape: Shape, _ path: [String]) -> JSON {
        switch shape.kind {
        case .text: ["type": "string"]
        case .identifier: ["type": "string", "minLength": 1, "maxLength": 255]
        case .date: ["type": "string", "format": "date-time"]
        case .flag: ["type": "boolean"]
        case .whole: ["type": "integer"]
        case .number: ["type": "number"]
        case .money: money
        case .words(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
        case .formed(let sample): Self.formed(sample)
        case .open, nil: [:]
        case .openObject: ["type": "object"]
        case .object: object(shape, path)
        case .list: ["type": "array", "items": schema(of: shape.elementShape(), path)]
        case .map:
            ["type": "object", "additionalProperties": schema(of: shape.elementShape(), path)]
        }
    }

    private func object(_ shape: Shape, _ path: [String]) -> JSON {
        let properties = shape.fields.map { field in
            JSON.Member(name: field.name, value: schema(of: field, path + [field.name]))
        }
        let required = shape.fields.filter(\.isRequired).map { JSON.text($0.name) }
        var object: JSON = ["type": "object"]
        if !required.isEmpty { object["required"] = .list(required) }
        object["properties"] = .object(properties)
        return object
    }

    private var money: JSON {
        let amount: JSON = [
            "description": "The amount, as decimal text so that no digit is lost.",
            "type": message.direction != .published ? ["string", "number"] : "string",
            "pattern": #"^-?[0-9]{1,20}(\.[0-9]{1,10})?$"#,
        ]
        let currency: JSON = [
            "description": "ISO 4217 code.", "type": "string", "pattern": "^[A-Z]{3}$",
        ]
        return [
            "type": "object", "required": ["amount", "currency"],
            "properties": ["amount": amount, "currency": currency],
        ]
    }

    private static func formed(_ sample: String) -> JSON {
        let form: JSON = sample == "2026-09-01" ? ["format": "date"] : [:]
        let text: JSON = ["type": "string"]
        return text.merging(form)
    }

    /// Events may say null where they could say nothing.
    private static func nullable(_ schema: JSON) -> JSON {
        var schema = schema
        if let type = schema["type"], type.text != nil { schema["type"] = [type, "null"] }
        if let words = schema["enum"] { schema["enum"] = .list(words.elements + [.null]) }
        return schema
    }

    // MARK: Example

    private func example(of shape: Shape, _ path: [String]) -> JSON {
        switch shape.kind {
        case .date: return "2026-09-01T10:00:00.000Z"
        case .flag: return true
        case .whole, .number: return 1
        case .money: return ["amount": "150000.00", "currency": "RUB"]
        case .words(let words): return .text(words.first ?? "")
        case .formed(let sample): return .text(sample)
        case .openObject: return [:]
        case .list: return [example(of: shape.elementShape(), path)]
        case .map: return ["text": example(of: shape.elementShape(), path)]
        case .object:
            return .object(
                shape.fields.map { field in
                    JSON.Member(
                        name: field.name,
                        value: example(of: field, path + [field.name])
                    )
                }
            )
        case .text, .identifier, .open, nil:
            descriptions.complainOfExample(path, in: message.name)
            return "…"
        }
    }

    /// What people gave as an example, unless it is for another field of this name: a free text.
    private func example(of field: Shape.Field, _ path: [String]) -> JSON {
        let written = descriptions.entry(of: path, in: message.name).example
        if case .words(let words)? = field.shape.kind, !words.contains(written?.text ?? "") {
            return example(of: field.shape, path)
        }
        return written ?? example(of: field.shape, path)
    }
}
