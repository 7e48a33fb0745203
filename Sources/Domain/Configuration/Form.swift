/// What the value of a key may be: how it is read, what is allowed, how it is written.
package struct Form<Value> {
    /// Completes «must be …»: `a whole number from 1 to 65535`.
    package let allowed: String
    /// How the text of a variable becomes such a value; nil where no variable can set it.
    package let scalar: Scalar?
    /// The value, or nil after reporting why it is none.
    package let read: (TOMLNode, Spot) -> Value?
    /// The value as TOML, secrets included.
    package let written: (Value) -> String
    /// Whether the value is written as it was given, because it is built of tables.
    package var isWrittenAsGiven = false
    /// The value as it may be printed; nil where that is as written.
    package var shown: ((Value) -> String)?
    /// Whether not even a wrong value may be printed.
    package var isSecret: Bool { shown != nil }
}

/// What the text of a variable is turned into.
package enum Scalar {
    case text, integer, number, flag

    /// The text of a variable as a value; text that does not fit stays text and is refused later.
    package func node(_ text: String) -> TOMLNode {
        switch self {
        case .text: .text(text)
        case .integer: Int(text).map(TOMLNode.integer) ?? .text(text)
        case .number:
            Int(text).map(TOMLNode.integer) ?? Double(text).map(TOMLNode.float) ?? .text(text)
        case .flag: Bool(text).map(TOMLNode.flag) ?? .text(text)
        }
    }
}

extension Form {
    /// A form built of tables, for keys without a default.
    package static func structure(
        _ allowed: String,
        _ read: @escaping (TOMLNode, Spot) -> Value?
    ) -> Self {
        Self(
            allowed: allowed,
            scalar: nil,
            read: read,
            written: { _ in "" },
            isWrittenAsGiven: true
        )
    }

    /// A form of text; `parse` returns nil for what is not allowed.
    package static func parsed(
        _ allowed: String,
        written: @escaping (Value) -> String,
        _ parse: @escaping (String) -> Value?
    ) -> Self {
        Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                if case .text(let text) = node, let value = parse(text) { return value }
                return spot.misfit(node, allowed)
            },
            written: { TOMLNode.quoted(written($0)) }
        )
    }

    /// The same form, of which the word `off` says that there is none.
    package func orOff() -> Form<Value?> {
        let allowed = allowed + ", or \"off\""
        return Form<Value?>(
            allowed: allowed,
            scalar: scalar,
            read: { node, spot in
                if node == .text("off") { return .some(nil) }
                return read(node, spot.allowing(allowed)).map(Optional.some)
            },
            written: { $0.map(written) ?? "\"off\"" }
        )
    }
}
