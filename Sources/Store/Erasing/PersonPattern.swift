import Domain
import Engine

/// How PostgreSQL finds what may name somebody; the program then looks closer.
struct PersonPattern {
    /// A regular expression for `~*`, over JSON as text or over plain text.
    let expression: String
    /// The subjects as the journal writes them: `lead/L1`.
    let subjects: [String]
    let ids: [String]

    init(_ traces: PersonalTraces) {
        let references = Self.references.compactMap { member, kind -> String? in
            let ids = traces.subjects.filter { $0.kind == kind }.map(\.id).sorted()
            guard !ids.isEmpty else { return nil }
            let list = ids.map(Self.quoted).joined(separator: "|")
            return #""\#(member)"\s*:\s*"?(\#(list))["\s,}]"#
        }
        let made = PersonalRegister.registry.references.flatMap { reference in
            traces.subjects.filter { $0.kind == reference.kind }.map(\.id).sorted()
                .map { "\"\(reference.prefix)\(Self.quoted($0))\"" }
        }
        let phones = traces.phones.sorted().map { phone in
            phone.national.map(String.init).joined(separator: #"[^0-9"]{0,3}"#)
        }
        let words = traces.emails.sorted() + traces.fullNames.sorted()
        let alternatives = references.sorted() + made + phones + words.map(Self.quoted)
        // Nothing matches the empty set of characters.
        expression = alternatives.isEmpty ? "[^\\s\\S]" : alternatives.joined(separator: "|")
        subjects = traces.subjects.map { "\($0.kind.rawValue)/\($0.id)" }.sorted()
        ids = Set(traces.subjects.map(\.id)).sorted()
    }

    /// A condition on a column: it may name him, or hides letters behind JSON's escapes.
    ///
    /// - Parameter place: The number of the parameter that is the expression.
    static func condition(on column: String, _ place: Int) -> String {
        #"(\#(column)::text ~* $\#(place) OR \#(column)::text ~ '\\u[0-9a-fA-F]{4}')"#
    }

    private static let references: [String: SubjectKind] = [
        "lead_id": .lead, "call_id": .call, "client_id": .client, "request_id": .request,
    ]

    /// The text as a regular expression that means nothing else, with any white space between words
    /// and the escapes that JSON may have.
    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return switch scalar {
            case " ": #"\s+"#
            case "\"", "/", "\\": #"\\*\"# + String(scalar)
            default: isWord ? String(scalar) : #"\"# + String(scalar)
            }
        }.joined()
    }
}

/// JSON of a column as a value and back.
enum StoredJSON {
    /// Nil where the text is none.
    static func value(_ json: [UInt8]) -> Value? {
        // What can't be read is erased as a whole; what is wrong with it is nobody's business.
        try? JSONReader.read(json) { try $0.value() }
    }

    static func bytes(_ value: Value) throws(StoreError) -> [UInt8] {
        do {
            return try JSONWriter.bytes(of: value)
        } catch {
            throw .refused("a value can't be written as JSON: \(error)")
        }
    }
}
