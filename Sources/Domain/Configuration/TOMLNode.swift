import Foundation

/// A value of the file, apart from the library that parsed it.
package indirect enum TOMLNode: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case float(Double)
    case flag(Bool)
    /// A date or a time of day; no key of the file has this type.
    case moment
    case list([TOMLNode])
    case table([String: TOMLNode])

    /// What an error says was found: `the text "abc"`, `the number 3`.
    package var found: String {
        switch self {
        case .text(let text): Self.quoted(Self.shown(text))
        case .integer(let number): "the number \(number)"
        case .float(let number): "the number \(number)"
        case .flag(let flag): "\(flag)"
        case .moment: "a date without quotes"
        case .list(let nodes): nodes.isEmpty ? "an empty list" : "a list"
        case .table: "a table"
        }
    }

    /// A text as errors show it: without the password of a URL, and not too long.
    private static func shown(_ text: String) -> String {
        let text = text.utf8.firstRange(of: "://".utf8) != nil ? SecretURLText.redacted(text) : text
        return text.count > 60 ? text.prefix(57) + "…" : text
    }

    /// The value as rules and templates see it.
    package var value: Value {
        switch self {
        case .text(let text): .text(text)
        case .integer(let number): .number(Decimal(number))
        case .float(let number): .number(Self.decimal(number))
        case .flag(let flag): .bool(flag)
        case .moment: .null
        case .list(let nodes): .list(nodes.map(\.value))
        case .table(let members): .object(members.mapValues(\.value))
        }
    }

    /// The value as TOML on one line, keys in order; the same for equal values.
    package var written: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .moment: "a moment"
        case .list(let nodes): "[" + nodes.map(\.written).joined(separator: ", ") + "]"
        case .table(let members): Self.inline(members)
        }
    }

    /// A text as a TOML basic string.
    package static func quoted(_ text: some StringProtocol) -> String {
        text.unicodeScalars.reduce(into: "\"") { result, scalar in
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}": result += escaped(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func inline(_ members: [String: TOMLNode]) -> String {
        guard !members.isEmpty else { return "{}" }
        let pairs = members.sorted { $0.key < $1.key }
            .map { "\(ConfigPath.written($0.key)) = \($0.value.written)" }
        return "{ " + pairs.joined(separator: ", ") + " }"
    }

    /// The decimal that was written, not its nearest binary fraction.
    private static func decimal(_ number: Double) -> Decimal {
        Decimal(string: "\(number)", locale: Locale(identifier: "en_US_POSIX")) ?? Decimal(number)
    }
}
