package import Domain
package import Foundation

/// A command as the bus brought it.
package struct Command: Equatable, Sendable {
    package let id: String
    package let type: String
    package let subject: String
    /// When Baton decided it.
    package let time: Date
    /// The fields of its data.
    package let data: Value

    package init(id: String, type: String, subject: String, time: Date, data: Value) {
        self.id = id
        self.type = type
        self.subject = subject
        self.time = time
        self.data = data
    }

    /// Longest id and subject that are taken, in bytes; PostgreSQL's index has no room for more.
    private static let idBytesMax = 1000

    /// Reads a CloudEvent in structured mode.
    package init(json: [UInt8], received: Date) throws(Flaw) {
        let event = try JSONReader.read(json, depthMax: JSONReader.messageDepthMax) {
            try $0.value()
        }
        guard let id = event["id"].text, !id.isEmpty, id.utf8.count <= Self.idBytesMax else {
            throw Flaw(.notCloudEvent, field: "id", "id: must be text of 1 to 1000 bytes")
        }
        guard let type = event["type"].text, !type.isEmpty else {
            throw Flaw(.notCloudEvent, field: "type", "type: must be text")
        }
        guard case .object = event["data"] else {
            throw Flaw(.notCloudEvent, field: "data", "data: must be an object")
        }
        let subject = event["subject"].text ?? ""
        self.init(
            id: id,
            type: type,
            subject: subject.utf8.count <= Self.idBytesMax ? subject : "",
            time: event["time"].text.flatMap(Timestamp.date) ?? received,
            data: event["data"]
        )
    }

    /// A field that must be there.
    package func required(_ name: String) throws(Failure) -> String {
        guard let text = data[name].identifier, !text.isEmpty else {
            throw Failure.refused(
                code: "missing_field",
                "data.\(name): is missing or is no text; the command can't be carried out without"
            )
        }
        return text
    }

    /// An instant that must be there.
    package func requiredDate(_ name: String) throws(Failure) -> Date {
        guard let date = data[name].text.flatMap(Timestamp.date) else {
            throw Failure.refused(
                code: "invalid_value",
                "data.\(name): must be a time of RFC 3339, such as 2026-05-01T12:00:00Z"
            )
        }
        return date
    }
}

extension Value {
    /// A member of an object; null where there is none.
    package subscript(_ name: String) -> Value {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    /// An element of a list; null where there is none.
    package subscript(_ index: Int) -> Value {
        if case .list(let values) = self, values.indices.contains(index) {
            values[index]
        } else {
            .null
        }
    }

    /// The elements of a list, or the values of an object in the order of their names, as PHP
    /// makes no difference between the two.
    package var elements: [Value] {
        switch self {
        case .list(let values): values
        case .object(let members): members.sorted { $0.key < $1.key }.map(\.value)
        case .null, .bool, .number, .text: []
        }
    }

    /// A text, or a whole number as text: what names a thing.
    package var identifier: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .null, .bool, .list, .object: nil
        }
    }

    /// A whole number, also written as text.
    package var integer: Int? { identifier.flatMap { Int($0) } }

    /// A text that is not blank.
    package var filled: String? {
        guard let text = identifier, !Value.text(text).isBlank else { return nil }
        return text
    }

    /// The members of an object.
    package var members: [String: Value] {
        if case .object(let members) = self { members } else { [:] }
    }

    /// The value as JSON.
    package var json: [UInt8] {
        // Only a number that is not finite has no form in JSON, and none was read out of JSON.
        (try? JSONWriter.bytes(of: self)) ?? Array("null".utf8)
    }

    /// The value of a JSON text; null where it is none.
    package init(json: [UInt8]) {
        // Our own rows were read before they were kept. Answers and requests of others may be
        // anything: their readers refuse null as no JSON, each in its own words.
        self = (try? JSONReader.read(json) { try $0.value() }) ?? .null
    }
}
