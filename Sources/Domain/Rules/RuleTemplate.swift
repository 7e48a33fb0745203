/// Text with `{{path}}` in it, filled in for the place where it goes.
package struct RuleTemplate: Equatable, Sendable {
    /// A piece of the text.
    package enum Part: Equatable, Sendable {
        case text(String)
        case value(RulePath, RuleFormat?)
    }

    /// Where the text goes.
    package enum Destination: Sendable {
        /// Chat, notes, fields: as it is.
        case plain
        /// Nothing that was filled in may be markup.
        case html
        /// A header of a mail: one line.
        case line
    }

    /// As the configuration writes it.
    package let source: String
    package let parts: [Part]

    /// The template, or what is wrong with it.
    package init(_ source: String) throws(RuleTemplateError) {
        self.source = source
        var parts: [Part] = []
        var rest = source[...]
        while let start = rest.firstRange(of: "{{") {
            if start.lowerBound > rest.startIndex {
                parts.append(.text(String(rest[..<start.lowerBound])))
            }
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
                throw .unclosed
            }
            let tag = rest[start.upperBound..<end.lowerBound]
            parts.append(try Self.value(tag.split(whereSeparator: \.isWhitespace).joined()))
            rest = rest[end.upperBound...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// A template that is nothing but one value.
    package init(showing path: RulePath) {
        source = "{{\(path)}}"
        parts = [.value(path, nil)]
    }

    private static func value(_ tag: String) throws(RuleTemplateError) -> Part {
        guard let match = tag.wholeMatch(of: /([a-z]+)\((.*)\)/) else {
            guard let path = RulePath(tag), !tag.holds(["{", "("]) else {
                throw .notAPath(tag)
            }
            return .value(path, nil)
        }
        guard let format = RuleFormat(rawValue: String(match.1)) else {
            throw .unknownFormat(String(match.1))
        }
        guard let path = RulePath(String(match.2)) else { throw .notAPath(tag) }
        return .value(path, format)
    }

    /// Every path that it shows.
    package var paths: [RulePath] {
        parts.compactMap { if case .value(let path, _) = $0 { path } else { nil } }
    }

    /// The only path of a template that is nothing else: its value keeps its type.
    var wholePath: RulePath? {
        guard parts.count == 1, case .value(let path, nil) = parts[0] else { return nil }
        return path
    }

    /// The text, filled in; what is missing is nothing.
    package func text(_ facts: RuleFacts, for destination: Destination = .plain) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .value(let path, let format):
                destination.safe(facts.text(of: path, format))
            }
        }.joined()
    }
}

/// How a value is written for people: `{{money(amount)}}`.
package enum RuleFormat: String, CaseIterable, Sendable {
    /// `150 000 ₽`, `1 500 000`.
    case money, number
    /// An instant as date, as time of day, as both.
    case date, time, moment
    /// Seconds in words.
    case duration
    /// The meaning of a coded word, and roles in words.
    case word, roles
}

/// What is wrong with a template.
package enum RuleTemplateError: Error, Equatable {
    case unclosed
    case notAPath(String)
    case unknownFormat(String)
}

extension RuleTemplate.Destination {
    fileprivate func safe(_ text: String) -> String {
        switch self {
        case .plain: text
        case .html: text.escapedForHTML
        case .line: text.split { $0.isNewline || $0 == "\0" }.joined(separator: " ")
        }
    }
}
