/// What was understood of a message though the contract writes it otherwise.
///
/// PHP writes an empty object as `[]` and an empty field as `""`, CRMs write `"Y"` and `"N"`, and
/// ids as numbers. Such a form is taken where it can mean one thing only.
package final class ForeignForms {
    /// Paths of the fields, in the order in which they were read.
    private var fields: [String] = []

    package init() {}

    func note(_ node: JSONNode) {
        let path = node.path
        guard fields.count < Self.notedMax, !fields.contains(path) else { return }
        fields.append(path)
    }

    /// What the journal says of them.
    package var notes: [Phrase] {
        fields.map { Phrase("input.taken_as_meant", ["field": .text($0)]) }
    }

    /// A message that needs more notes is written so throughout.
    private static let notedMax = 10
}

extension JSONNode {
    /// The object that a field must be, its own fields read as others may write them.
    package func field<T: Decodable>(
        _ name: String,
        as type: T.Type = T.self,
        noting forms: ForeignForms
    ) throws -> T {
        let node = try required(name)
        try node.expect(.object)
        document.foreign = forms
        defer { document.foreign = nil }
        return try node.decode(type)
    }

    /// Whether the field is there, but empty, and is of a type that can't be.
    func isBlank(for type: any Decodable.Type) -> Bool {
        guard token.kind == .text, token.start == token.end, let forms = document.foreign,
            type != Value.self
        else { return false }
        forms.note(self)
        return true
    }

    /// Whether this is the list that stands for an object without fields.
    var isBlankObject: Bool {
        guard token.kind == .list, Int(token.next) == at + 1, let forms = document.foreign else {
            return false
        }
        forms.note(self)
        return true
    }

    /// The flag that CRMs mean by `"Y"`, `"1"` and 1; nil where it is none.
    var foreignFlag: Bool? {
        guard let forms = document.foreign, [.text, .number].contains(token.kind) else {
            return nil
        }
        let words = ["Y": true, "N": false, "1": true, "0": false, "true": true, "false": false]
        let flag = words[rawText]
        if flag != nil { forms.note(self) }
        return flag
    }

    /// The id that is written as a whole number; nil where it is none.
    func foreignID<T>(_ type: T.Type) -> T? {
        guard token.kind == .number, let forms = document.foreign,
            let identifier = type as? any Identifier.Type
        else { return nil }
        let digits = rawText
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let id = identifier.init(rawValue: digits) as? T
        else { return nil }
        forms.note(self)
        return id
    }
}
