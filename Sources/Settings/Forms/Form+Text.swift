import Domain
import Foundation

extension Form where Value == String {
    /// Text that holds more than white space.
    static var text: Self { text("text that is not blank") { _ in true } }

    /// Text of which `isAllowed` holds.
    static func text(_ allowed: String, where isAllowed: @escaping (String) -> Bool) -> Self {
        let read = { (node: TOMLNode, spot: Spot) -> String? in
            if case .text(let text) = node, !text.allSatisfy(\.isWhitespace), isAllowed(text) {
                return text
            }
            return spot.misfit(node, allowed, hint: quotesHint(node))
        }
        return Self(allowed: allowed, scalar: .text, read: read, written: { TOMLNode.quoted($0) })
    }

    private static func quotesHint(_ node: TOMLNode) -> String {
        switch node {
        case .integer, .float, .flag, .moment: "; text stands in \"quotes\""
        default: ""
        }
    }

    /// The name of an exchange or a queue of the broker.
    static var brokerName: Self {
        text("a name of at most 255 bytes that does not begin with \"amq.\"") {
            $0.utf8.count <= 255 && !$0.hasPrefix("amq.")
        }
    }

    /// The name of a schema of PostgreSQL that needs no quotes.
    static var schemaName: Self {
        text("a name of lower-case letters, digits and _, at most 63 bytes, not pg_…") {
            $0.wholeMatch(of: /[a-z_][a-z0-9_]{0,62}/) != nil && !$0.hasPrefix("pg_")
        }
    }

    /// The path of a file that can be read now.
    static var file: Self {
        text("the path of a file that can be read") {
            FileManager.default.isReadableFile(atPath: $0) && !isFolder($0)
        }
    }

    /// The path of a folder that can be read now.
    static var folder: Self {
        text("the path of a folder that can be read") {
            FileManager.default.isReadableFile(atPath: $0) && isFolder($0)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    /// A phone number as people write it; compared by its digits.
    static var phone: Self {
        text("a phone number, such as \"+73812000001\"") {
            $0.wholeMatch(of: /\+?[0-9 ()\-]+/) != nil
                && (3...15).contains($0.count(where: \.isNumber))
        }
    }

    /// An address of electronic mail, checked by its form only.
    static var email: Self {
        text("a mail address, such as \"anna@example.org\"") {
            $0.wholeMatch(of: /[^@\s]+@[^@\s]+/) != nil
        }
    }

    /// A region by its two letters.
    static var region: Self {
        let allowed = "two capital letters of ISO 3166, such as \"RU\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                if text.wholeMatch(of: /[A-Z]{2}/) != nil { return text }
                let isLowerCase = text.wholeMatch(of: /[A-Za-z]{2}/) != nil
                let hint = isLowerCase ? "; did you mean \"\(text.uppercased())\"?" : ""
                return spot.misfit(node, allowed, hint: hint)
            },
            written: { TOMLNode.quoted($0) }
        )
    }

    /// A currency by its three letters.
    static var currency: Self {
        text("three capital letters of ISO 4217, such as \"RUB\"") {
            $0.wholeMatch(of: /[A-Z]{3}/) != nil
        }
    }

    /// The type of an event, a fact or a command, as the contract names it.
    static func messageType(_ what: String, among known: Set<String>?) -> Self {
        let allowed = "the type of \(what)"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node,
                    text.wholeMatch(of: /[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+/) != nil
                else { return spot.misfit(node, allowed + " such as \"lead.created\"") }
                guard let known, !known.contains(text) else { return text }
                let hint = Suggestion.phrase(for: text, among: known)
                return spot.misfit(node, allowed + " that the contract has", hint: hint)
            },
            written: { TOMLNode.quoted($0) }
        )
    }
}

extension Form where Value: RawRepresentable<String> & CaseIterable {
    /// One word out of a list.
    static var choice: Self { choice(of: Array(Value.allCases)) }

    /// One word out of part of a list.
    static func choice(of cases: [Value]) -> Self {
        let words = cases.map(\.rawValue)
        let quoted = words.map { TOMLNode.quoted($0) }.joined(separator: ", ")
        let allowed = words.count == 1 ? quoted : "one of \(quoted)"
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                if let value = cases.first(where: { $0.rawValue == text }) { return value }
                let hint = Suggestion.phrase(for: text, among: words)
                return spot.misfit(node, allowed, hint: hint)
            },
            written: { TOMLNode.quoted($0.rawValue) }
        )
    }
}

extension Form where Value == PersonID {
    /// The id of a person, in the form that every id has.
    static var person: Self {
        .parsed("the id of a person, such as \"anna\"", written: \.rawValue) {
            $0.hasPrefix("person:") || $0.hasPrefix("role:") ? nil : PersonID(rawValue: $0)
        }
    }
}

extension Form where Value == TimeZone {
    /// A zone of the IANA database.
    static var timeZone: Self {
        let allowed = "a time zone, such as \"Europe/Moscow\" or \"UTC\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                let known = TimeZone.knownTimeZoneIdentifiers
                // Abbreviations such as EST are accepted by Foundation, but have no summer time.
                if known.contains(text) || text.contains("/") || ["UTC", "GMT"].contains(text),
                    let zone = TimeZone(identifier: text)
                {
                    return zone
                }
                let hint = Suggestion.phrase(for: text, among: known)
                return spot.misfit(node, allowed, hint: hint)
            },
            written: { TOMLNode.quoted($0.identifier) }
        )
    }
}
