import Contract
import Domain
import Foundation
import Testing

/// Holds code and docs/contract together: whoever changes one is told what to do about the other.
@Suite struct `The documents of the contract` {
    @Test func `every message and field is described, and nothing else is`() throws {
        expectNone(try ContractDocuments().complaints)
    }

    @Test func `schemas and AsyncAPI document are what the code says`() throws {
        let documents = try ContractDocuments()
        let variable = ContractDocuments.updateVariable
        if ProcessInfo.processInfo.environment[variable] == "1" { try documents.write() }
        let hint = "run `\(variable)=1 swift test --filter ContractTests` and commit the changes"
        let differences = try documents.differences()
        expectNone(differences.isEmpty ? [] : differences + [hint])
    }

    @Test func `schemas say nothing that is not checked here`() throws {
        let documents = try ContractDocuments()
        for (message, schema) in documents.schemas {
            expectNone(unknownKeywords(in: schema).map { "\(message): unknown keyword \($0)" })
        }
        expectNone(unknownKeywords(in: EnvelopeSchema.schema))
    }

    @Test func `every example satisfies its schema`() throws {
        for (message, schema) in try ContractDocuments().schemas {
            for example in schema["examples"]?.elements ?? [] {
                expectNone(SchemaCheck.complaints(example, schema).map { "\(message): \($0)" })
            }
        }
        let schema = EnvelopeSchema.schema
        for example in schema["examples"]?.elements ?? [] {
            expectNone(SchemaCheck.complaints(example, schema, at: "envelope"))
        }
    }

    @Test func `every example of an event can be read`() throws {
        let documents = try ContractDocuments()
        let reader = EventReader(Registry.reads.merging(Registry.readsInBulk) { $1 })
        for message in documents.messages where message.direction != .published {
            let example = documents.schemas[message.name]?["examples"]?.elements.first
            let event: JSON = [
                "specversion": "1.0", "id": "1", "source": "crm", "type": .text(message.name),
                "data": try #require(example),
            ]
            #expect(throws: Never.self, "\(message.name)") {
                try reader.read(.structured(event))
            }
        }
    }

    @Test func `every command that is written satisfies schema and envelope`() throws {
        let documents = try ContractDocuments()
        for message in documents.messages where message.direction == .published {
            let schema = try #require(documents.schemas[message.name])
            for sample in [message.full, message.bare] {
                let json = try written(sample)
                expectNone(SchemaCheck.complaints(json, EnvelopeSchema.schema, at: "envelope"))
                let complaints = SchemaCheck.complaints(try #require(json["data"]), schema)
                expectNone(complaints.map { "\(message.name): \($0)" })
                expectNone(
                    undeclared(json["data"] ?? .null, schema).map { "\(message.name): \($0)" }
                )
            }
        }
    }

    @Test func `every example of a command comes back as it was`() throws {
        let documents = try ContractDocuments()
        for message in documents.messages where message.direction == .published {
            let example = documents.schemas[message.name]?["examples"]?.elements.first
            let data = try #require(example)
            let event: JSON = [
                "specversion": "1.0", "id": "1", "source": "baton", "type": .text(message.name),
                "data": data,
            ]
            let reader = EventReader([message.name: message.type])
            let json = try written(try reader.read(.structured(event)).event.body)
            #expect(json["data"]?.sorted == data.sorted, "\(message.name)")
        }
    }

    @Test func `references in the AsyncAPI document lead somewhere`() throws {
        let documents = try ContractDocuments()
        let document = AsyncAPIDocument(documents.messages, try Descriptions()).document
        for reference in document.objects.compactMap({ $0["$ref"]?.text }) {
            if reference.hasPrefix("#/") {
                let target = reference.dropFirst(2).split(separator: "/")
                    .reduce(Optional(document)) { $0?[String($1)] }
                #expect(target != nil, "\(reference)")
            } else {
                #expect(documents.files[reference] != nil, "\(reference)")
            }
        }
    }

    private func written(_ message: any Message) throws -> JSON {
        let origin = Origin(causationID: "1", correlationID: "1", time: RecordingDecoder.date)
        let written = try EventWriter(source: "baton").write(message, id: "2", origin)
        return try JSON(bytes: written.json)
    }

    private func unknownKeywords(in schema: JSON) -> [String] {
        schema.members.flatMap { member -> [String] in
            switch member.name {
            case "properties": member.value.members.flatMap { unknownKeywords(in: $0.value) }
            case "items", "additionalProperties": unknownKeywords(in: member.value)
            case "anyOf": member.value.elements.flatMap { unknownKeywords(in: $0) }
            default: SchemaCheck.keywords.contains(member.name) ? [] : [member.name]
            }
        }
    }

    /// Fields that are written, but that the schema of an object with known fields does not name.
    private func undeclared(_ value: JSON, _ schema: JSON, at path: String = "data") -> [String] {
        if let items = schema["items"] {
            return value.elements.flatMap { undeclared($0, items, at: path) }
        }
        guard let properties = schema["properties"] else { return [] }
        return value.members.flatMap { member -> [String] in
            let path = "\(path).\(member.name)"
            guard let declared = properties[member.name] else { return ["\(path) is not declared"] }
            return undeclared(member.value, declared, at: path)
        }
    }
}
