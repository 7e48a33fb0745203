package import Foundation

/// A value of a form that nobody declared, such as what the CRM puts into `fields`.
package indirect enum Value: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case text(String)
    case list([Value])
    case object([String: Value])

    /// Whether a person would say that nothing was filled in: null, blank text, an empty list.
    package var isBlank: Bool {
        switch self {
        case .null: true
        case .bool, .number: false
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .list(let values): values.isEmpty
        case .object(let members): members.isEmpty
        }
    }

    /// An instant, as RFC 3339 writes it in UTC.
    package static func instant(_ date: Date) -> Value {
        .text(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }

    /// A duration in seconds.
    package static func seconds(_ duration: Duration) -> Value {
        .number(Decimal(duration / .seconds(1)))
    }

    /// The text of a text value.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

extension Value: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try Self.read(String.self, container) {
            self = .text(text)
        } else if let number = try Self.read(Decimal.self, container) {
            self = .number(number)
        } else if let flag = try Self.read(Bool.self, container) {
            self = .bool(flag)
        } else if let members = try Self.read([String: Value].self, container) {
            self = .object(members)
        } else {
            self = .list(try container.decode([Value].self))
        }
    }

    /// Nil where it is something else; an error where it is that, but can't be held.
    private static func read<T: Decodable>(
        _ type: T.Type,
        _ container: any SingleValueDecodingContainer
    ) throws -> T? {
        do {
            return try container.decode(type)
        } catch DecodingError.typeMismatch {
            return nil
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
