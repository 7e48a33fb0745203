/// One `{{…}}` of a template's text.
struct Tag: Equatable, Sendable {
    /// `#`, `^`, `/`, `&`, …, or nil for a plain placeholder.
    let sigil: Character?
    /// The name without sigil, spaces and helpers: `contact.name` of `{{#labels(contact.name)}}`.
    let name: String
    /// From the outermost to the innermost: `labels`.
    let helpers: [String]
    let line: Int
    let column: Int

    /// Sigils of partials, blocks, pragmas and delimiters, none of which a text needs.
    static let foreignSigils: Set<Character> = [">", "<", "$", "%", "="]

    /// The member of the phrase's values that it shows; nil where it shows none.
    var placeholder: String? {
        guard sigil != "/", name != ".", !name.isEmpty else { return nil }
        return name.split(separator: ".").first.map(String.init)
    }

    /// All tags of a text but comments, in order.
    static func all(in text: String) -> [Tag] {
        text.matches(of: /\{\{\{?\s*([#^\/&!><$%=]?)\s*([^}]*)\}\}/).map { match in
            var parts = match.2.split { "()".contains($0) || $0.isWhitespace }.map(String.init)
            let name = parts.popLast() ?? ""
            let before = text[..<match.range.lowerBound].split(
                omittingEmptySubsequences: false,
                whereSeparator: \.isNewline
            )
            return Tag(
                sigil: match.1.first,
                name: name,
                helpers: parts,
                line: before.count,
                column: (before.last?.count ?? 0) + 1
            )
        }.filter { $0.sigil != "!" }
    }
}
