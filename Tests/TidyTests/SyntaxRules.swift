/// What another program will parse is compared by Unicode scalar or by byte, never by `Character`.
///
/// To Swift a quotation mark with an accent behind it is one character that equals no quotation
/// mark, so that it would pass unescaped.
enum SyntaxRules {
    /// Signs by which HTML, CSV, SQL, TOML, URLs and addresses separate and quote.
    private static let signs: Set<Character> = [
        "\"", "'", "<", ">", "&", "%", ",", ";", ":", "@", "/", "?", "#", "=", "+", "\\", "[", "]",
        "(", ")", "{", "}", "\r", "\n",
    ]
    private static let calls: Set = [
        "contains", "firstIndex", "lastIndex", "replacing", "replacingOccurrences", "split",
    ]
    private static let views: Set = ["unicodeScalars", "utf8"]

    /// Calls that look for such a sign by `Character`, or replace it.
    static func complaints(about file: SourceFile) -> [Complaint] {
        guard !file.isTest, file.module != "bench" else { return [] }
        let tokens = file.tokens
        return tokens.indices.dropLast().compactMap { index in
            guard calls.contains(tokens[index].text), tokens[index + 1].text == "(",
                isCall(index, in: tokens), !isOverView(index, in: tokens),
                let sign = firstLiteral(behind: tokens[index + 1].offset, in: file),
                sign.count == 1, sign.allSatisfy(signs.contains)
            else { return nil }
            return file.complaint(
                tokens[index].line,
                "looks for a sign by `Character`: use `parts(at:)`, `halves(at:)`, `holds`, "
                    + "`replacing { scalar in`, or go over `unicodeScalars` or `utf8`"
            )
        }
    }

    private static func isCall(_ index: Int, in tokens: [SourceFile.Token]) -> Bool {
        index > 0 && tokens[index - 1].text == "."
    }

    private static func isOverView(_ index: Int, in tokens: [SourceFile.Token]) -> Bool {
        index > 1 && views.contains(tokens[index - 2].text)
    }

    /// The literal that is the first argument, label or not; nil where it is something else.
    private static func firstLiteral(behind offset: Int, in file: SourceFile) -> String? {
        let rest = file.text[(offset + 1)...].prefix(40)
        guard let text = String(validating: rest.prefix { $0 < 0x80 }, as: UTF8.self),
            let match = text.prefixMatch(of: /\s*(?:[a-z]+:\s*)?"((?:[^"\\]|\\.)*)"/)
        else { return nil }
        return switch match.1 {
        case "\\\"": "\""
        case "\\\\": "\\"
        case "\\n": "\n"
        case "\\r": "\r"
        default: String(match.1)
        }
    }
}
