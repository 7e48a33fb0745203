/// A process that says it reads or hears a message has a way for it, and no way for another.
///
/// The ways end in `default: []`, as a process is asked for messages of others too; the compiler
/// says nothing of one that was forgotten, and it would never come.
enum RouteRules {
    static func complaints(about file: SourceFile) -> [Complaint] {
        guard file.path.hasPrefix("Sources/Domain/") else { return [] }
        let listed = listed(in: file)
        let routed = routed(in: file)
        let forgotten = listed.filter { message in !routed.contains { $0.text == message.text } }
            .map { file.complaint($0.line, "`\($0.text)` is listed, and no `concerns` takes it") }
        let unlisted = routed.filter { message in
            message.isInConcerns && !listed.isEmpty
                && !listed.contains { $0.text == message.text }
        }.map { file.complaint($0.line, "`\($0.text)` is in neither `reads` nor `hears`") }
        return forgotten + unlisted
    }

    private struct Name {
        let text: String
        let line: Int
        var isInConcerns = false
    }

    /// The messages of `reads` and `hears`.
    private static func listed(in file: SourceFile) -> [Name] {
        let tokens = file.tokens
        var found: [Name] = []
        for index in tokens.indices where ["reads", "hears"].contains(tokens[index].text) {
            guard index > 0, ["let", "var"].contains(tokens[index - 1].text),
                let assignment = tokens[index...].firstIndex(where: { "={".contains($0.text) })
            else { continue }
            var next = assignment + 1
            var depth = 0
            while next + 2 < tokens.count {
                if tokens[next].text == "[" { depth += 1 }
                if tokens[next].text == "]" { depth -= 1 }
                if tokens[next + 1].text == ".", tokens[next + 2].text == "self" {
                    found.append(Name(text: tokens[next].text, line: tokens[next].line))
                }
                if depth == 0 { break }
                next += 1
            }
        }
        return found
    }

    /// The types that are taken apart, `as X` or `is X`, and whether that is in `concerns`.
    private static func routed(in file: SourceFile) -> [Name] {
        let tokens = file.tokens
        var found: [Name] = []
        var concernsDepth: Int?
        var depth = 0
        var isBegun = false
        for index in tokens.indices {
            let token = tokens[index]
            if token.text == "concerns", index > 0, tokens[index - 1].text == "func" {
                (concernsDepth, isBegun) = (depth, false)
            }
            if token.text == "{" {
                depth += 1
                isBegun = true
            }
            if token.text == "}" {
                depth -= 1
                if isBegun, depth == concernsDepth { concernsDepth = nil }
            }
            guard token.text == "as" || token.text == "is" else { continue }
            var next = index + 1
            if next < tokens.count, tokens[next].text == "?" { next += 1 }
            guard next < tokens.count, tokens[next].isWord else { continue }
            found.append(
                Name(
                    text: tokens[next].text,
                    line: tokens[next].line,
                    isInConcerns: concernsDepth != nil
                )
            )
        }
        return found
    }
}
