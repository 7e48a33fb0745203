import Contract
import Domain
import Testing

/// What holds for every field of every event, whoever adds one.
@Suite struct `Every declared field` {
    /// One event with every field, as `JSON` that can be spoilt.
    private struct Sample {
        let message: RecordedMessage
        let data: JSON

        init(_ message: RecordedMessage, _ schema: JSON?) throws {
            self.message = message
            data = try #require(schema?["examples"]?.elements.first)
        }

        func incoming(_ data: JSON) -> Incoming {
            .structured([
                "specversion": "1.0", "id": "1", "source": "crm", "type": .text(message.name),
                "data": data,
            ])
        }
    }

    private static func samples() throws -> [Sample] {
        let documents = try ContractDocuments()
        return try documents.messages.filter { $0.direction == .read }
            .map { try Sample($0, documents.schemas[$0.name]) }
    }

    @Test func `refuses another type with its path`() throws {
        let wrong: [JSON] = ["text", 7, true, [], [[:]], [:]]
        for sample in try Self.samples() {
            for (path, shape) in Self.leaves(of: sample.message.shape) {
                for value in wrong where !Self.mayHold(value, shape) {
                    let data = sample.data.replacing(path, with: value)
                    let flaw = try EventReader().flaw(sample.incoming(data))
                    let name = (["data"] + path).joined(separator: ".")
                    #expect(
                        flaw.field?.hasPrefix(name) == true,
                        "\(sample.message.name) \(name) \(value.pretty())"
                    )
                    #expect(flaw.message.hasPrefix("\(flaw.field ?? ""): "))
                    #expect([.wrongType, .invalidValue, .missingField].contains(flaw.code))
                }
            }
        }
    }

    @Test func `may be null or missing if it is optional, and must be there if not`() throws {
        for sample in try Self.samples() {
            for field in sample.message.shape.fields {
                let name = "\(sample.message.name) \(field.name)"
                var without = sample.data
                without[field.name] = nil
                let null = sample.data.replacing([field.name], with: .null)
                if field.isRequired {
                    for data in [without, null] {
                        let flaw = try EventReader().flaw(sample.incoming(data))
                        #expect([.missingField, .wrongType].contains(flaw.code), "\(name)")
                        #expect(flaw.field == "data.\(field.name)", "\(name)")
                    }
                } else {
                    let read = try EventReader().read(sample.incoming(without))
                    let other = try EventReader().read(sample.incoming(null))
                    #expect(read.event.body.equals(other.event.body), "\(name)")
                }
            }
        }
    }

    /// Paths through objects; what is inside of lists is found by the list.
    private static func leaves(
        of shape: Shape,
        _ path: [String] = []
    ) -> [(path: [String], shape: Shape)] {
        shape.fields.flatMap { field in
            let path = path + [field.name]
            return [(path, field.shape)] + leaves(of: field.shape, path)
        }
    }

    /// Whether the value is no fault in a field of the shape.
    private static func mayHold(_ value: JSON, _ shape: Shape) -> Bool {
        switch (shape.kind, value) {
        case (.open, _), (.text, .text), (.identifier, .text), (.flag, .bool), (.whole, .number),
            (.number, .number), (.openObject, .object), (.map, .object), (.identifier, .number):
            true
        // PHP's empty object.
        case (.openObject, .list([])), (.map, .list([])):
            true
        case (.object, .list([])): mayHold([:], shape)
        case (.list, .list(let elements)): elements.isEmpty || mayHold(elements[0], shape.element)
        case (.object, .object): shape.fields.allSatisfy { !$0.isRequired }
        default: false
        }
    }

    private static func mayHold(_ value: JSON, _ shape: Shape?) -> Bool {
        shape.map { mayHold(value, $0) } ?? true
    }
}

extension JSON {
    /// The same with another value at a path of names.
    func replacing(_ path: [String], with value: JSON) -> JSON {
        guard let name = path.first else { return value }
        var changed = self
        changed[name] = (self[name] ?? [:]).replacing(Array(path.dropFirst()), with: value)
        return changed
    }
}
