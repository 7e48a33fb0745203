import AdapterKit
import Domain
import Mustache

/// A template that makes text of the fields of a command or a request.
///
/// Mustache, and besides `{{{json NAME}}}`, which writes a value as JSON, and `{{url NAME}}`, which
/// writes it as part of an address.
struct BridgeTemplate: Sendable {
    let source: String
    private let mustache: MustacheTemplate

    /// Nil where it is malformed.
    init?(_ source: String) {
        let head = "{{% CONTENT_TYPE: TEXT}}\n"
        guard let mustache = try? MustacheTemplate(string: head + Self.withHelpers(source)) else {
            return nil
        }
        self.source = source
        self.mustache = mustache
    }

    func text(_ value: Value) -> String { mustache.render(BridgeFilling(value: value)) }

    /// `{{{json a.b}}}` as Mustache's library writes it: `{{{json(a.b)}}}`.
    private static func withHelpers(_ source: String) -> String {
        source.replacing(/\{\{(\{?)\s*(json|url)\s+([A-Za-z0-9_.]+)\s*(\}?)\}\}/) { match in
            "{{\(match.1)\(match.2)(\(match.3))\(match.4)}}"
        }
    }
}

/// A value as a template sees it.
private struct BridgeFilling: MustacheCustomRenderable, MustacheParent, MustacheSequence,
    MustacheTransformable
{
    let value: Value

    var renderText: String { value.plainText ?? (isNull ? "" : json) }
    var isNull: Bool { value.isBlank }
    private var json: String { String(decoding: value.json, as: UTF8.self) }

    func child(named name: String) -> Any? {
        guard case .object(let members) = value, let member = members[name] else { return nil }
        return BridgeFilling(value: member)
    }

    func makeIterator() -> some IteratorProtocol<BridgeFilling> {
        let elements: [Value] =
            switch value {
            case .list(let values): values
            case .bool(false): []
            case .null, .bool, .number, .text, .object: value.isBlank ? [] : [value]
            }
        return elements.map { BridgeFilling(value: $0) }.makeIterator()
    }

    func transform(_ name: String) -> Any? {
        switch name {
        case "json": Written(text: json)
        case "url": Written(text: Self.encoded(renderText))
        default: nil
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                String(UnicodeScalar(byte))
            case 0..<16: "%0\(String(byte, radix: 16, uppercase: true))"
            default: "%\(String(byte, radix: 16, uppercase: true))"
            }
        }.joined()
    }

    /// Text that is ready.
    private struct Written: MustacheCustomRenderable {
        let text: String
        var renderText: String { text }
        var isNull: Bool { false }
    }
}
