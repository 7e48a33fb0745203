import Foundation

/// An e-mail address reduced to what tells two mailboxes apart.
///
/// The whole of it is lower case: the letter of RFC 5321 lets a host tell `Anna@` from `anna@`,
/// no host does, and people write both.
package struct EmailAddress: Sendable {
    /// The address: trimmed, lower case, in Unicode's composed form.
    package let rawValue: String

    /// Reads an address as people write it; nil where the text is not one address.
    ///
    /// Refused are blank text, none or several `@`, nothing before or after it, spaces and control
    /// characters inside, a domain with an empty label, and more than 254 bytes (RFC 5321).
    package init?(_ raw: String) {
        guard raw.utf8.count <= Self.rawBytesMax else { return nil }
        let text = Self.trimmed(raw).lowercased().precomposedStringWithCanonicalMapping
        guard text.utf8.count <= Limits.lookupKeyBytesMax, Self.isAddress(text) else {
            return nil
        }
        self.rawValue = text
    }

    private static func trimmed(_ raw: String) -> String {
        let scalars = raw.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isWhite($0) }),
            let last = scalars.lastIndex(where: { !isWhite($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func isAddress(_ text: String) -> Bool {
        guard !text.unicodeScalars.contains(where: isWhiteOrControl) else { return false }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        return parts[1].split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty }
    }

    /// Whether the character shows nothing: what may surround an address.
    private static func isWhite(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }

    private static func isWhiteOrControl(_ scalar: Unicode.Scalar) -> Bool {
        isWhite(scalar) || scalar.properties.generalCategory == .control
    }

    /// Room for an address with white space around it.
    private static let rawBytesMax = 4 * Limits.lookupKeyBytesMax
}

extension EmailAddress {
    /// The first address that a free field holds; nil where it holds none.
    ///
    /// `Anna <anna@example.org>`, `anna@example.org, boris@example.org`, `mailto:a@example.org`.
    package init?(firstIn text: String) {
        let isBare = !text.unicodeScalars.contains { ends.contains($0) }
        if isBare, let whole = EmailAddress(text) {
            self = whole
            return
        }
        guard text.utf8.count <= Limits.contactFieldBytesMax else { return nil }
        let pieces = text.unicodeScalars.split { Self.isWhiteOrControl($0) || ends.contains($0) }
        for piece in pieces {
            let bare = piece.trimming { ".'’".unicodeScalars.contains($0) }
            guard let address = EmailAddress(String(bare)) else { continue }
            self = address
            return
        }
        return nil
    }

    /// The address as it is looked up: its domain in its own alphabet, however it was spelt.
    package var key: String {
        guard let (name, host) = rawValue.halves(at: "@") else { return rawValue }
        let domain = Punycode.decoded(domain: String(host)).lowercased()
        return "\(name)@\(domain.precomposedStringWithCanonicalMapping)"
    }
}

/// What stands around addresses where several, or names, are in one field.
private let ends: Set<Unicode.Scalar> = Set("<>()[]{},;:\"«»“”„|/\\".unicodeScalars)

extension Substring.UnicodeScalarView {
    fileprivate func trimming(_ isCut: (Unicode.Scalar) -> Bool) -> Self {
        var view = drop(while: isCut)
        while let last = view.last, isCut(last) { view.removeLast() }
        return view
    }
}

extension EmailAddress: RawRepresentable, Codable, Hashable, Comparable, CustomStringConvertible {
    /// Reads exactly what `rawValue` writes.
    package init?(rawValue: String) {
        self.init(rawValue)
        guard self.rawValue.utf8.elementsEqual(rawValue.utf8) else { return nil }
    }

    package var description: String { rawValue }

    /// Orders by bytes, the same on every machine.
    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension EmailAddress {
    /// The first address of a free field, as the only recipient of a mail; nil where there is none.
    package init?(recipientIn text: String) {
        guard let address = EmailAddress(firstIn: text),
            let recipient = EmailAddress(recipient: address.rawValue)
        else { return nil }
        self = recipient
    }
}
