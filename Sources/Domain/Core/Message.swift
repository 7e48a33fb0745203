package import Foundation

/// What one CloudEvent carries in `data`: an event in, a command or a fact out.
///
/// Coding keys are the names of the contract; the type's name on the bus is `type`.
package protocol Message: Codable, Equatable, Sendable {
    /// The CloudEvents `type`, which is also the routing key.
    static var type: String { get }
    /// The id of the lead, call, client or person that the message is about.
    var subject: String { get }
    /// What is wrong with it that the types of its fields can't say.
    var flaw: Flaw? { get }
    /// The type of this very message; the same for all of a Swift type but ``OpenMessage``.
    var type: String { get }
    /// The message's data as values, by the names of the contract.
    var values: [String: Value] { get }
}

extension Message {
    package var flaw: Flaw? { nil }
    package var type: String { Self.type }

    package var values: [String: Value] {
        do {
            return try JSONReader.read(JSONWriter.bytes(of: self)) { try $0.object() }
        } catch {
            // Only a number that is not finite can't be written, and JSON has none: a message that
            // was read never gets here.
            return [:]
        }
    }

    /// Whether both are the same message.
    package func equals(_ other: any Message) -> Bool {
        other as? Self == self
    }
}

/// A word out of a closed list of the contract.
package protocol Vocabulary: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {}

extension Vocabulary {
    /// Reads one of the words; anything else is an error that lists them.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let word = Self(rawValue: try container.decode(String.self)) else {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "must be one of \(words)"
            )
        }
        self = word
    }
}

/// A word of a list of the contract that companies may add their own words to.
package protocol OpenVocabulary: RawRepresentable<String>, Codable, Hashable, Sendable {
    /// Baton's own words.
    static var known: [Self] { get }
}

/// Identity for once-only: an event is the same if both are the same.
package struct EventKey: Hashable, Sendable, CustomStringConvertible {
    /// The service that published it.
    package let source: String
    /// Its id, unique within the source.
    package let id: String

    package init(source: String, id: String) {
        self.source = source
        self.id = id
    }

    package var description: String { "\(source) \(id)" }
}

/// Something that happened and reached Baton.
package struct Event: Sendable {
    /// Identity for once-only.
    package let key: EventKey
    /// When it happened, as its source says; else when it was received.
    package let occurred: Date
    /// What happened.
    package let body: any Message

    package init(key: EventKey, occurred: Date, body: any Message) {
        self.key = key
        self.occurred = occurred
        self.body = body
    }

    /// The CloudEvents type.
    package var type: String { body.type }
}
