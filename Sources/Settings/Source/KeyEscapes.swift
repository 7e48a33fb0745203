import Domain

/// The escapes of a quoted key, `"a\u0431"`.
enum KeyEscapes {
    /// The text with its escapes resolved; an escape that is none stays as it is.
    static func resolved(_ text: String) -> String {
        guard text.unicodeScalars.contains("\\") else { return text }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\", let name = rest.popFirst() {
                result.unicodeScalars.append(contentsOf: resolve(name, &rest))
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func resolve(
        _ name: Unicode.Scalar,
        _ rest: inout Substring.UnicodeScalarView
    ) -> [Unicode.Scalar] {
        switch name {
        case "b": ["\u{8}"]
        case "t": ["\t"]
        case "n": ["\n"]
        case "f": ["\u{C}"]
        case "r": ["\r"]
        case "e": ["\u{1B}"]
        case "u": [code(of: 4, &rest)]
        case "U": [code(of: 8, &rest)]
        default: [name]
        }
    }

    private static func code(
        of digits: Int,
        _ rest: inout Substring.UnicodeScalarView
    ) -> Unicode.Scalar {
        let text = String(rest.prefix(digits))
        rest = rest.dropFirst(digits)
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
    }
}
