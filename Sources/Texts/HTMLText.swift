/// Text that becomes part of HTML.
enum HTMLText {
    /// The text with every character that HTML gives a meaning written as a reference.
    ///
    /// By Unicode scalar: a mark that combines with `<` would hide it from a look at characters.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
