import Domain
import Foundation

/// JSON whose objects keep their order, as documents are written.
indirect enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case text(String)
    case list([JSON])
    case object([Member])

    struct Member: Equatable, Sendable {
        let name: String
        var value: JSON
    }

    /// JSON that was read: members in the order of their names.
    init(_ value: Domain.Value) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(JSON.init))
        case .object(let members):
            self = .object(
                members.sorted { $0.key < $1.key }.map { Member(name: $0, value: JSON($1)) }
            )
        }
    }

    init(bytes: [UInt8]) throws {
        self.init(try JSONReader.decode(Domain.Value.self, from: bytes))
    }

    /// The member of an object, nil where there is none; setting nil removes it.
    subscript(name: String) -> JSON? {
        get { members.first { $0.name == name }?.value }
        set {
            var members = members.filter { $0.name != name }
            if let newValue {
                let place = self.members.firstIndex { $0.name == name } ?? members.count
                members.insert(Member(name: name, value: newValue), at: place)
            }
            self = .object(members)
        }
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    var elements: [JSON] {
        if case .list(let elements) = self { elements } else { [] }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The same with members in the order of their names, all the way down.
    var sorted: JSON {
        switch self {
        case .null, .bool, .number, .text: self
        case .list(let elements): .list(elements.map(\.sorted))
        case .object(let members):
            .object(
                members.sorted { $0.name < $1.name }
                    .map { Member(name: $0.name, value: $0.value.sorted) }
            )
        }
    }

    /// Members of the other replace or follow one's own.
    func merging(_ other: JSON) -> JSON {
        other.members.reduce(into: self) { merged, member in merged[member.name] = member.value }
    }

    /// Every object in it, itself among them.
    var objects: [JSON] {
        switch self {
        case .null, .bool, .number, .text: []
        case .list(let elements): elements.flatMap(\.objects)
        case .object(let members): [self] + members.flatMap(\.value.objects)
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringInterpolation
{
    init(stringLiteral text: String) { self = .text(text) }
    init(booleanLiteral flag: Bool) { self = .bool(flag) }
    init(integerLiteral number: Int) { self = .number(Decimal(number)) }
    init(arrayLiteral elements: JSON...) { self = .list(elements) }
    init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { Member(name: $0, value: $1) })
    }
}

extension JSON {
    /// The text as people read it: two spaces a level, lists of simple values in one line.
    func pretty(_ indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .list(let elements) where elements.contains { !$0.isSimple }:
            let lines = elements.map { inner + $0.pretty(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .list(let elements):
            return "[" + elements.map { $0.pretty() }.joined(separator: ", ") + "]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(Self.quoted($0.name)): \($0.value.pretty(inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .object: return "{}"
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let number): return "\(number)"
        case .text(let text): return Self.quoted(text)
        }
    }

    /// The same as block YAML, without the first indentation.
    func yaml(_ indent: String = "") -> String {
        switch self {
        case .list(let elements) where !elements.isEmpty:
            elements.map { "\(indent)- \($0.yamlInside(indent + "  ").drop { $0 == " " })" }
                .joined()
        case .object(let members) where !members.isEmpty:
            members.map { "\(indent)\(Self.yamlText($0.name)):" + $0.value.yamlBehindName(indent) }
                .joined()
        default: yamlScalar + "\n"
        }
    }

    private var isSimple: Bool {
        switch self {
        case .null, .bool, .number, .text: true
        case .list(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        }
    }

    private var yamlScalar: String {
        if case .text(let text) = self { Self.yamlText(text) } else { pretty() }
    }

    private func yamlInside(_ indent: String) -> String {
        isSimple ? yamlScalar + "\n" : yaml(indent)
    }

    private func yamlBehindName(_ indent: String) -> String {
        isSimple ? " \(yamlScalar)\n" : "\n" + yaml(indent + "  ")
    }

    /// Plain where no reader could take it for something else.
    private static func yamlText(_ text: String) -> String {
        let isPlain = text.wholeMatch(of: /[A-Za-z][A-Za-z0-9 _.\/-]*[A-Za-z0-9]/) != nil
        let words = ["true", "false", "null", "yes", "no", "on", "off"]
        return isPlain && !words.contains(text.lowercased()) ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
