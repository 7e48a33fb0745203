import AdapterKit
import Domain
import Foundation

/// What the fields of an event are, so that the text of a template becomes what each of them needs.
struct EventFields: Sendable {
    /// What text becomes.
    private enum Kind: Sendable {
        case text, number, flag
        /// A list or an object, which the template writes as JSON.
        case json
    }

    /// By the path of the field, `source.channel`; without those that take any text.
    private let kinds: [String: Kind]
    private let known: Set<String>

    /// The fields of the event of this type.
    init(type: String) {
        var kinds: [String: Kind] = [:]
        var known: Set<String> = []
        if let shape = Registry.reads[type].flatMap(MessageFields.shape) {
            Self.collect(shape, at: "", &kinds, &known)
        }
        self.kinds = kinds
        self.known = known
    }

    private static func collect(
        _ shape: Shape,
        at path: String,
        _ kinds: inout [String: Kind],
        _ known: inout Set<String>
    ) {
        for field in shape.fields {
            let inner = path.isEmpty ? field.name : "\(path).\(field.name)"
            known.insert(inner)
            switch field.shape.kind {
            case .number, .whole: kinds[inner] = .number
            case .flag: kinds[inner] = .flag
            case .object, .openObject, .list, .map, .money: kinds[inner] = .json
            case .text, .identifier, .date, .words, .formed, .open, nil: break
            }
            collect(field.shape, at: inner, &kinds, &known)
        }
    }

    /// Why a name can't be that of a field; nil where it can.
    func fault(of name: String) -> String? {
        guard !known.isEmpty, !known.contains(name) else { return nil }
        let parts = name.parts(at: ".")
        for count in 1..<max(parts.count, 1) {
            let outer = parts.prefix(count).joined(separator: ".")
            // Below an object with fields of any name there is anything.
            if kinds[outer] == .json, !known.contains(where: { $0.hasPrefix(outer + ".") }) {
                return nil
            }
        }
        return "\(name) is no field of this event; it has \(known.sorted().joined(separator: ", "))"
    }

    /// The value that a text is in this field.
    ///
    /// - Throws: a sentence where it is none.
    func value(_ text: String, of name: String) throws(Unfit) -> Value {
        switch kinds[name] {
        case nil, .text: return .text(text)
        case .number:
            guard let number = Value(json: Array(text.utf8)).numeric else {
                throw Unfit("\(name): \"\(text.harmlessLine.prefix(60))\" is no number")
            }
            return .number(number)
        case .flag:
            let words = [
                "true": true, "1": true, "y": true, "yes": true, "да": true,
                "false": false, "0": false, "n": false, "no": false, "нет": false,
            ]
            guard let flag = words[text.lowercased()] else {
                throw Unfit(
                    "\(name): \"\(text.harmlessLine.prefix(60))\" is neither true nor false"
                )
            }
            return .bool(flag)
        case .json:
            let value = Value(json: Array(text.utf8))
            guard value != .null else {
                throw Unfit("\(name): must be JSON, such as {{{json field}}}")
            }
            return value
        }
    }

    /// What is wrong with a value.
    struct Unfit: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    /// Puts a value at a path of objects.
    static func put(_ value: Value, at path: ArraySlice<Substring>, in data: inout [String: Value])
    {
        guard let first = path.first.map(String.init) else { return }
        if path.count == 1 {
            data[first] = value
        } else {
            var inner = (data[first] ?? .null).members
            put(value, at: path.dropFirst(), in: &inner)
            data[first] = .object(inner)
        }
    }
}
