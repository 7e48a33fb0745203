/// What other modules see is explained where it stands.
struct DocumentationRules: Sendable {
    /// Kinds of declarations that need an explanation.
    let kinds: Set<String>

    /// Types and functions say what they are for.
    ///
    /// A property or an initialiser of an explained type may speak for itself: a comment that only
    /// repeats its name is worse than none.
    static let project = DocumentationRules(kinds: [
        "func", "subscript", "struct", "class", "enum", "protocol", "actor", "typealias",
    ])

    /// Requirements of well-known protocols and of `Process`: documented there.
    private static let witnesses: Set = [
        "encode", "hash", "==", "<", "run", "next", "makeIterator", "makeAsyncIterator",
        "State", "concerns", "decide",
        "parts", "prepare", "carryOut", "observe", "check",
    ]

    func complaints(about file: SourceFile) -> [Complaint] {
        guard !file.isTest else { return [] }
        let conformances = Self.conformances(in: file.tokens)
        return file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            guard ["package", "public", "open"].contains(token.text),
                let declared = Self.declaration(after: index, in: file.tokens),
                kinds.contains(declared.kind), !Self.witnesses.contains(declared.name),
                !conformances.contains(where: { $0.contains(index) }),
                !LanguageRules.hasCommentAbove(token.line, in: file, mark: "///")
            else { return nil }
            return file.complaint(
                token.line,
                "`\(declared.name)` is \(token.text) and has no `///`"
            )
        }
    }

    /// Bodies of `extension Type: Protocol`: the protocol documents what they hold.
    private static func conformances(in tokens: [SourceFile.Token]) -> [ClosedRange<Int>] {
        tokens.indices.compactMap { index in
            guard tokens[index].text == "extension",
                let opening = tokens[index...].firstIndex(where: { $0.text == "{" }),
                tokens[index..<opening].contains(where: { $0.text == ":" }),
                let closing = SizeRules.closing(of: opening, in: tokens)
            else { return nil }
            return opening...closing
        }
    }

    /// What an access word declares; nil where it declares nothing, as in `package import`.
    static func declaration(
        after index: Int,
        in tokens: [SourceFile.Token]
    ) -> (kind: String, name: String)? {
        let kinds: Set = [
            "func", "var", "let", "struct", "class", "enum", "protocol", "actor", "typealias",
            "init", "subscript", "associatedtype", "macro",
        ]
        var place = index + 1
        while place + 1 < tokens.count, tokens[place].line - tokens[index].line < 2 {
            let text = tokens[place].text
            if text == "import" || text == "extension" { return nil }
            if kinds.contains(text), !(text == "class" && kinds.contains(tokens[place + 1].text)) {
                return (text, name(of: text, from: place + 1, in: tokens))
            }
            place += 1
        }
        return nil
    }

    /// A name, the signs of an operator, or the kind itself where there is no name.
    private static func name(
        of kind: String,
        from start: Int,
        in tokens: [SourceFile.Token]
    ) -> String {
        if kind == "init" || kind == "subscript" { return kind }
        if tokens[start].isWord { return tokens[start].text }
        if tokens[start].text == "`" { return tokens[start + 1].text }
        return tokens[start...].prefix { !$0.isWord && $0.text != "(" }.map(\.text).joined()
    }
}
