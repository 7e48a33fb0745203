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
    /// When it happened, where its data say so.
    var toldTime: ToldTime? { get }
    /// What it answers, where the same answer may be asked for again: it then goes out once more
    /// under the id that it had, which is made of this. Nil for what is decided only once.
    var answerKey: [String]? { get }
    /// The request that it makes or answers, where it is about something else: it is told in the
    /// story of that request as well.
    var requestTold: RequestID? { get }
}

extension Message {
    package var answerKey: [String]? { nil }
    package var requestTold: RequestID? { nil }
    package var flaw: Flaw? { nil }
    package var toldTime: ToldTime? { nil }
    /// The CloudEvents `type`.
    package var type: String { Self.type }

    /// The message's data as values, by the names of the contract.
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

/// A time at which something has happened, in the words of a message.
package struct ToldTime: Equatable, Sendable {
    /// Path of the field, such as `data.at`.
    package let field: String
    package let instant: Date

    /// Nil where the field is empty.
    package init?(_ field: String, _ instant: Date?) {
        guard let instant else { return nil }
        self.field = field
        self.instant = instant
    }

    /// What is wrong with a time that lies ahead when the message is received; nil if nothing.
    package func flaw(received: Date) -> Flaw? {
        guard instant.isFarAhead(of: received) else { return nil }
        return Flaw(
            .invalidValue,
            field: field,
            "\(field): \(Timestamp.text(instant)) has not come yet"
        )
    }
}

extension Date {
    /// Whether what has happened by now can't have this time.
    ///
    /// Clocks differ, and some programs write the time of another zone: two days are let pass.
    package func isFarAhead(of now: Date) -> Bool {
        self > now.addingTimeInterval(2 * 86_400)
    }

    /// The same, or now where the clock that it was read off must be wrong.
    func notAhead(of now: Date) -> Date { isFarAhead(of: now) ? now : self }
}

/// A word out of a closed list of the contract.
package protocol Vocabulary: RawRepresentable<String>, CaseIterable, Codable, Hashable,
    JSONWritable, Sendable
{}

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
package protocol OpenVocabulary: RawRepresentable<String>, Codable, Hashable, JSONWritable,
    Sendable
{
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

    /// The same bytes, as the journal compares.
    package static func == (left: Self, right: Self) -> Bool {
        left.id.isSame(bytes: right.id) && left.source.isSame(bytes: right.source)
    }

    package var description: String { "\(source) \(id)" }

    /// The source of Baton's own commands, as its processes hear of them; ids are those on the bus.
    package static let ownCommands = "baton.commands"
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
