package import Foundation

extension Form where Value == String {
    /// Text that holds more than white space.
    package static var text: Self { text("text that is not blank") { _ in true } }

    /// Text of which `isAllowed` holds.
    package static func text(_ allowed: String, where isAllowed: @escaping (String) -> Bool) -> Self
    {
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

    /// A phone number as people write it; compared by its digits.
    package static var phone: Self {
        text("a phone number, such as \"+73812000001\"") {
            $0.wholeMatch(of: /\+?[0-9 ()\-]+/) != nil
                && (3...15).contains($0.count(where: \.isNumber))
        }
    }

    /// One address of electronic mail, and nothing beside it: read as a mail server reads it.
    package static var email: Self {
        text("one mail address, such as \"anna@example.org\"") {
            EmailAddress(recipient: $0) != nil
                && !$0.unicodeScalars.contains { scalar in
                    scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                }
        }
    }

    /// A region by its two letters.
    package static var region: Self {
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
    package static var currency: Self {
        text("three capital letters of ISO 4217, such as \"RUB\"") {
            $0.wholeMatch(of: /[A-Z]{3}/) != nil
        }
    }

    /// The type of an event, a fact or a command, as the contract names it.
    package static func messageType(_ what: String, among known: Set<String>?) -> Self {
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
    package static var choice: Self { choice(of: Array(Value.allCases)) }

    /// One word out of part of a list.
    package static func choice(of cases: [Value]) -> Self {
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
    package static var person: Self {
        .parsed("the id of a person, such as \"anna\"", written: \.rawValue) {
            $0.hasPrefix("person:") || $0.hasPrefix("role:") ? nil : PersonID(rawValue: $0)
        }
    }
}

extension Form where Value == TimeZone {
    /// A zone of the IANA database.
    package static var timeZone: Form<TimeZone> {
        let allowed = "a time zone, such as \"Europe/Moscow\" or \"UTC\""
        return Self(
            allowed: allowed,
            scalar: .text,
            read: { node, spot in
                guard case .text(let text) = node else { return spot.misfit(node, allowed) }
                let known = TimeZone.knownTimeZoneIdentifiers
                // Abbreviations such as EST are accepted by Foundation, but have no summer time.
                if known.contains(text) || text.holds(["/"]) || ["UTC", "GMT"].contains(text),
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
