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
        guard let scheme = text.utf8.firstRange(of: "://".utf8) else { return dots }
        let start = text[..<scheme.upperBound]
        let rest = text[scheme.upperBound...]
        guard let (login, host) = rest.halves(atLast: "@") else {
            return start + parameters(rest)
        }
        let parts = login.parts(at: ":", atMost: 2)
        guard !parts[0].holds(["/", "?", "#"]) else { return start + dots }
        return "\(start)\(parts[0])\(parts.count == 2 ? ":\(dots)" : "")@\(parameters(host))"
    }

    private static func parameters(_ text: Substring) -> String {
        guard let (path, query) = text.halves(at: "?") else { return String(text) }
        return "\(path)?\(query.parts(at: "&").map(parameter).joined(separator: "&"))"
    }

    private static func parameter(_ pair: Substring) -> String {
        let name = pair.parts(at: "=", atMost: 2)[0]
        let secret = ["pass", "pwd", "secret", "token", "key"].contains {
            name.lowercased().contains($0)
        }
        return secret ? "\(name)=\(dots)" : String(pair)
    }
}
