/// Sizes with a limit, and a ratchet: what is larger is named with its size, and may only shrink.
struct SizeRules: Sendable {
    var fileLines = 400
    var functionLines = 70
    var lineColumns = 100
    /// Files above the limit, with the lines they have and the reason beside it.
    var knownFiles: [String: Int] = [:]
    /// Functions above the limit, as `path name`, with the lines they have.
    var knownFunctions: [String: Int] = [:]

    static let project = SizeRules()

    /// What has a size.
    struct Measure: Equatable, Sendable {
        let name: String
        let line: Int
        let size: Int
    }

    func fileComplaints(about file: SourceFile) -> [Complaint] {
        let measure = Measure(name: file.path, line: 1, size: file.lineCount)
        return ratchet(
            [measure],
            file: file,
            limit: fileLines,
            known: knownFiles,
            unit: "a file"
        )
    }

    func functionComplaints(about file: SourceFile) -> [Complaint] {
        let measures = Self.functions(of: file).map {
            Measure(name: "\(file.path) \($0.name)", line: $0.line, size: $0.size)
        }
        return ratchet(
            measures,
            file: file,
            limit: functionLines,
            known: knownFunctions,
            unit: "a function"
        )
    }

    func columnComplaints(about file: SourceFile) -> [Complaint] {
        (1...max(1, file.lineCount)).compactMap { number in
            let line = file.line(number)
            guard line.count > lineColumns else { return nil }
            let columns = String(decoding: line, as: UTF8.self).count
            return columns > lineColumns
                ? file.complaint(number, "\(columns) columns, at most \(lineColumns) are allowed")
                : nil
        }
    }

    private func ratchet(
        _ measures: [Measure],
        file: SourceFile,
        limit: Int,
        known: [String: Int],
        unit: String
    ) -> [Complaint] {
        measures.compactMap { measure in
            let allowed = known[measure.name]
            if measure.size > allowed ?? limit {
                let what = "has \(measure.size) lines, at most \(allowed ?? limit) \(unit)"
                return file.complaint(measure.line, "`\(measure.name)` \(what)")
            }
            if let allowed, measure.size < allowed {
                let what = "has shrunk to \(measure.size) lines: lower its known \(allowed)"
                return file.complaint(measure.line, "`\(measure.name)` \(what)")
            }
            return nil
        }
    }

    /// Functions, initialisers and computed properties, from their first line to the closing brace.
    static func functions(of file: SourceFile) -> [Measure] {
        file.tokens.indices.compactMap { index in
            guard let opening = openingBrace(of: index, in: file.tokens),
                let closing = closing(of: opening, in: file.tokens)
            else { return nil }
            let token = file.tokens[index]
            let isNamed = token.text == "func" || token.text == "var"
            let name = isNamed ? file.tokens[index + 1].text : token.text
            return Measure(
                name: name,
                line: token.line,
                size: file.tokens[closing].line - token.line + 1
            )
        }
    }

    /// The brace that opens the body of the declaration that begins here, if any does.
    private static func openingBrace(of index: Int, in tokens: [SourceFile.Token]) -> Int? {
        let isProperty = tokens[index].text == "var"
        guard isProperty || ["func", "init", "deinit", "subscript"].contains(tokens[index].text),
            index == 0 || tokens[index - 1].text != "."
        else { return nil }
        let declarations: Set = [
            "func", "init", "deinit", "subscript", "var", "let", "case", "associatedtype",
        ]
        var depth = 0
        for next in tokens.indices[(index + 1)...] {
            let token = tokens[next]
            if "([".contains(token.text) { depth += 1 }
            if ")]".contains(token.text) { depth -= 1 }
            guard depth == 0 else { continue }
            if token.text == "{" { return next }
            let isEnd = token.text == "}" || declarations.contains(token.text)
            let isPlainProperty =
                isProperty && (token.text == "=" || token.line > tokens[index].line)
            if (isEnd && next > index + 1) || isPlainProperty { return nil }
        }
        return nil
    }

    /// The brace that closes the one given.
    static func closing(of opening: Int, in tokens: [SourceFile.Token]) -> Int? {
        var depth = 0
        for next in tokens.indices[opening...] {
            if tokens[next].text == "{" { depth += 1 }
            if tokens[next].text == "}" { depth -= 1 }
            if depth == 0 { return next }
        }
        return nil
    }
}
