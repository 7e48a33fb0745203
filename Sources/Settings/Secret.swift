import Foundation

/// A text that is never printed: not by description, interpolation, `dump` or reflection.
package struct Secret: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The text itself; for signing and for comparing, never for a log.
    package let revealed: String

    /// Keeps a text from being printed.
    package init(_ text: String) {
        revealed = text
    }

    /// Three dots, whatever the text is.
    package var description: String { "•••" }
    /// Three dots, whatever the text is.
    package var debugDescription: String { description }
    /// A mirror that shows nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A URL that may hold a password: the whole is kept, the password is never printed.
package struct SecretURL: Equatable, Sendable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// The URL as it was given, password included; for connecting, never for a log.
    package let revealed: String

    /// Keeps the password in a URL from being printed.
    package init(_ text: String) {
        revealed = text
    }

    /// The URL with dots for its password and for every parameter that looks like a secret.
    package var description: String { SecretURLText.redacted(revealed) }
    /// The same as the description.
    package var debugDescription: String { description }
    /// A mirror that shows nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Hides what is secret in the text of a URL.
enum SecretURLText {
    private static let dots = "•••"

    /// Rather too much than too little: a sloppy password may itself hold `/`, `?` and `@`.
    static func redacted(_ text: String) -> String {
        guard let scheme = text.range(of: "://") else { return dots }
        let start = text[..<scheme.upperBound]
        let rest = text[scheme.upperBound...]
        guard let at = rest.lastIndex(of: "@") else { return start + parameters(rest) }
        let user = rest[..<at].prefix { $0 != ":" }
        guard !user.contains(where: { "/?#".contains($0) }) else { return start + dots }
        let hidden = user.endIndex < at ? user + ":" + dots : user
        return start + hidden + parameters(rest[at...])
    }

    private static func parameters(_ text: Substring) -> String {
        guard let mark = text.firstIndex(of: "?") else { return String(text) }
        let pairs = text[text.index(after: mark)...].split(separator: "&").map(parameter)
        return text[...mark] + pairs.joined(separator: "&")
    }

    private static func parameter(_ pair: Substring) -> String {
        let name = pair.prefix { $0 != "=" }
        let secret = ["pass", "pwd", "secret", "token", "key"].contains {
            name.lowercased().contains($0)
        }
        return secret ? name + "=" + dots : String(pair)
    }
}
