/// What the compiler allows and the project does not.
enum LanguageRules {
    /// Modules at the boundary to C, where the compiler cannot know what we know.
    static let boundary: Set = ["AMQP", "Postgres"]

    /// A new case of a state or of an event must be answered by somebody, not by `default`.
    static func openSwitches(in file: SourceFile) -> [Complaint] {
        guard file.path.hasPrefix("Sources/Domain/") else { return [] }
        let tokens = file.tokens
        return tokens.indices.flatMap { index -> [Complaint] in
            guard tokens[index].text == "switch",
                let opening = stateSwitchBody(from: index, in: tokens),
                let closing = SizeRules.closing(of: opening, in: tokens)
            else { return [] }
            var depth = 0
            return (opening...closing).compactMap { place in
                if tokens[place].text == "{" { depth += 1 }
                if tokens[place].text == "}" { depth -= 1 }
                guard depth == 1, tokens[place].text == "default" else { return nil }
                let what =
                    "`default` in a switch over (state, …): name every case"
                return file.complaint(tokens[place].line, what)
            }
        }
    }

    /// The brace after `switch (state, …)`, where the subject is a tuple with a state in it.
    private static func stateSwitchBody(from index: Int, in tokens: [SourceFile.Token]) -> Int? {
        guard index + 1 < tokens.count, tokens[index + 1].text == "(" else { return nil }
        var depth = 0
        var hasState = false
        var isTuple = false
        for place in tokens.indices[(index + 1)...] {
            let text = tokens[place].text
            if text == "(" { depth += 1 }
            if text == ")" { depth -= 1 }
            if text == "{" { return hasState && isTuple ? place : nil }
            if text == "state" || text.hasSuffix("State") { hasState = true }
            if text == ",", depth == 1 { isTuple = true }
        }
        return nil
    }

    /// Where the compiler is told not to look, a comment above says why that is right.
    static func unproven(in file: SourceFile) -> [Complaint] {
        ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap { word in
            file.lines(with: word, in: file.code).compactMap { line in
                if !file.isTest, !boundary.contains(file.module) {
                    return file.complaint(
                        line,
                        "`\(word)` only at the boundary to C: \(boundary.sorted())"
                    )
                }
                return hasCommentAbove(line, in: file)
                    ? nil
                    : file.complaint(
                        line,
                        "`\(word)` without a comment above that says why it is safe"
                    )
            }
        }
    }

    /// What other modules see is explained where it stands.
    static func undocumented(in file: SourceFile) -> [Complaint] {
        guard !file.isTest else { return [] }
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard ["package", "public", "open"].contains(tokens[index].text),
                let name = declaredName(after: index, in: tokens), !witnesses.contains(name),
                !hasCommentAbove(tokens[index].line, in: file, mark: "///")
            else { return nil }
            return file.complaint(
                tokens[index].line,
                "`\(name)` is \(tokens[index].text) and has no `///`"
            )
        }
    }

    /// Requirements of well-known protocols and of `Process`: documented there.
    static let witnesses: Set = [
        "init(from", "encode", "hash", "==", "<", "description", "debugDescription", "rawValue",
        "allCases", "id",
        "errorDescription", "run", "configuration", "body", "next", "makeIterator",
        "makeAsyncIterator",
        "State", "kind", "concerns", "decide", "stringValue", "intValue", "init(stringValue",
        "init(intValue",
    ]

    /// The name that an access word declares; nil where it declares none, as in `package import`.
    private static func declaredName(after index: Int, in tokens: [SourceFile.Token]) -> String? {
        let kinds: Set = [
            "func", "var", "let", "struct", "class", "enum", "protocol", "actor", "typealias",
            "init", "subscript",
            "associatedtype", "macro",
        ]
        let modifiers: Set = [
            "static", "final", "mutating", "nonmutating", "nonisolated", "indirect", "override",
            "convenience",
            "required", "lazy", "weak", "unowned", "consuming", "borrowing", "isolated", "async",
            "private", "set",
            "package", "public", "internal", "(", ")", "unsafe", "fileprivate", "class",
        ]
        var place = index + 1
        while place + 1 < tokens.count {
            let text = tokens[place].text
            if text == "class", kinds.contains(tokens[place + 1].text) {
                place += 1
            } else if text == "init" {
                let label = tokens[(place + 1)...].first { $0.isWord }?.text ?? ""
                return "init(\(label)"
            } else if kinds.contains(text) {
                return name(from: place + 1, in: tokens)
            } else if modifiers.contains(text) {
                place += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// A name, or the signs of an operator.
    private static func name(from start: Int, in tokens: [SourceFile.Token]) -> String {
        if tokens[start].isWord { return tokens[start].text }
        if tokens[start].text == "`" { return tokens[start + 1].text }
        return tokens[start...].prefix { !$0.isWord && $0.text != "(" }.map(\.text).joined()
    }

    /// Whether the nearest line above, attributes aside, is a comment.
    private static func hasCommentAbove(
        _ line: Int,
        in file: SourceFile,
        mark: String = "//"
    ) -> Bool {
        var above = line - 1
        while above >= 1, file.trimmedLine(above).hasPrefix("@") || file.trimmedLine(above) == ")" {
            above -= 1
        }
        return above >= 1 && file.trimmedLine(above).hasPrefix(mark)
    }
}
