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
        .text(Timestamp.text(date))
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
    /// For decoders other than ``JSONReader``, which knows by the first byte what a value is.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number)
        } else if let members = try? container.decode([String: Value].self) {
            self = .object(members)
        } else {
            self = .list(try container.decode([Value].self))
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

extension Value {
    /// The number that it is, that its text says, or the amount of money.
    package var numeric: Decimal? {
        switch self {
        case .number(let number): return number
        case .text(let text): return Decimal(plain: text, wholeDigitsMax: 28)
        case .object(let members):
            guard members["currency"]?.text != nil else { return nil }
            return members["amount"]?.numeric
        case .null, .bool, .list: return nil
        }
    }

    /// The value as plain text; nil where it has none that people would write.
    package var plainText: String? {
        switch self {
        case .text(let text): return text
        case .number(let number): return "\(number)"
        case .bool(let flag): return flag ? "true" : "false"
        case .object(let members):
            guard let amount = members["amount"]?.numeric, let currency = members["currency"]?.text
            else { return nil }
            return "\(Money.text(amount)) \(currency)"
        case .list(let values):
            let texts = values.map(\.plainText)
            return texts.contains(nil) ? nil : texts.compactMap(\.self).joined(separator: ", ")
        case .null: return nil
        }
    }
}

extension Decimal {
    /// A number as people write it: an optional minus, digits, at most ten of them behind a point.
    init?(plain text: String, wholeDigitsMax: Int) {
        var text = text
        let number = text.withUTF8 { bytes -> Decimal? in
            let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
            let parts = digits.split(
                separator: UInt8(ascii: "."),
                omittingEmptySubsequences: false
            )
            guard parts.count <= 2, (1...wholeDigitsMax).contains(parts[0].count),
                parts.count == 1 || (1...10).contains(parts[1].count),
                parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
            else { return nil }
            return JSONNumber(bytes).decimal
        }
        guard let number else { return nil }
        self = number
    }
}
