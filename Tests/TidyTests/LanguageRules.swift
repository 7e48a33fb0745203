/// What the compiler allows and the project does not.
enum LanguageRules {
    /// Modules at the boundary to C, where the compiler cannot know what we know.
    static let boundary: Set = ["AMQP", "Postgres", "Threads"]

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

    /// Where the compiler is told not to look, a comment above says why that is right; what a
    /// declaration is for is another thing, and does not count.
    static func unproven(in file: SourceFile) -> [Complaint] {
        ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap { word in
            file.lines(with: word, in: file.code).compactMap { line in
                if !file.isTest, !boundary.contains(file.module) {
                    return file.complaint(
                        line,
                        "`\(word)` only at the boundary to C: \(boundary.sorted())"
                    )
                }
                return hasCommentAbove(line, in: file, mark: "// ")
                    ? nil
                    : file.complaint(
                        line,
                        "`\(word)` without a comment above that says why it is safe"
                    )
            }
        }
    }

    /// Whether the nearest line above, attributes aside, is a comment.
    static func hasCommentAbove(_ line: Int, in file: SourceFile, mark: String = "//") -> Bool {
        var above = line - 1
        while above >= 1, file.trimmedLine(above).hasPrefix("@") || file.trimmedLine(above) == ")" {
            above -= 1
        }
        return above >= 1 && file.trimmedLine(above).hasPrefix(mark)
    }
}
