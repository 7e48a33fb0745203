/// Text as the parsers of other programs read it: scalar by scalar.
///
/// To Swift a quotation mark with an accent behind it is one `Character`, which is no quotation
/// mark; HTML, CSV, SQL, a URL and a terminal see the mark. So nothing that separates, quotes or
/// escapes is looked for by `Character`.
extension StringProtocol {
    /// The text with every scalar replaced for which there is a replacement.
    package func replacing(scalars replacement: (Unicode.Scalar) -> String?) -> String {
        var text = ""
        text.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if let other = replacement(scalar) {
                text += other
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Whether any of these scalars is in it.
    package func holds(_ scalars: Set<Unicode.Scalar>) -> Bool {
        unicodeScalars.contains(where: scalars.contains)
    }

    /// The text with everything that HTML could take for markup written as a reference; for
    /// elements and for attributes in quotes.
    package var escapedForHTML: String {
        replacing { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: nil
            }
        }
    }
}

extension String {
    /// The text as a terminal may show it: nothing in it moves the cursor, changes colours or
    /// titles, or turns the direction of writing.
    ///
    /// Line breaks and tabs stay; a sign takes the place of everything else.
    package var harmless: String {
        guard unicodeScalars.contains(where: \.steersTerminals) else { return self }
        let lineEnds = Set(unicodeScalars.indices.filter(isLineEnd))
        var text = ""
        for index in unicodeScalars.indices {
            let scalar = unicodeScalars[index]
            let stays = !scalar.steersTerminals || lineEnds.contains(index)
            text.unicodeScalars.append(stays ? scalar : scalar.sign)
        }
        return text
    }

    /// The same on one line, which nothing in it can end.
    package var harmlessLine: String {
        let lines = split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        return lines.replacing { $0 == "\t" ? " " : nil }.harmless
    }

    /// Whether a carriage return stands before a line feed.
    private func isLineEnd(_ index: Index) -> Bool {
        let next = unicodeScalars.index(after: index)
        return unicodeScalars[index] == "\r" && next < endIndex && unicodeScalars[next] == "\n"
    }
}

extension Unicode.Scalar {
    /// Control characters but for line feed and tab, and what turns the direction of writing.
    fileprivate var steersTerminals: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// The sign that stands for it: `␛` for the escape character.
    fileprivate var sign: Unicode.Scalar {
        switch value {
        case 0x00...0x1F: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The parts between the separators, empty ones too.
    package func parts(
        at separator: Unicode.Scalar,
        atMost count: Int = .max
    ) -> [Substring] {
        self[...].unicodeScalars.split(
            separator: separator,
            maxSplits: count - 1,
            omittingEmptySubsequences: false
        ).map(Substring.init)
    }

    /// The part before the first such scalar, and the part behind it; nil where there is none.
    package func halves(at separator: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
        let parts = parts(at: separator, atMost: 2)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    /// The part before the last such scalar, and the part behind it; nil where there is none.
    package func halves(
        atLast separator: Unicode.Scalar
    ) -> (before: Substring, behind: Substring)? {
        let scalars = self[...].unicodeScalars
        guard let place = scalars.lastIndex(of: separator) else { return nil }
        let next = scalars.index(after: place)
        return (Substring(scalars[..<place]), Substring(scalars[next...]))
    }
}
