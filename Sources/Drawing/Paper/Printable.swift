/// What of a text can be put on paper.
///
/// Names, titles and comments come from outside. Control characters, NUL among them, and whatever
/// turns the direction of writing are left out: an amount can't be made to look like another. Of
/// marks that combine with a letter a few stay, so that none is drawn over the next line. Of empty
/// lines one stays.
package struct Printable {
    /// The text, its line breaks as line feeds.
    package let text: String

    /// A line break, and one more for an empty line.
    private static let breaksMax = 2
    /// So many marks one letter of a language has at most.
    private static let marksMax = 4

    package init(_ raw: String) {
        var text = String.UnicodeScalarView()
        var (marks, breaks) = (0, 0)
        func breakLine() {
            breaks += 1
            if breaks <= Self.breaksMax { text.append("\n") }
        }
        var last: Unicode.Scalar?
        for scalar in raw.unicodeScalars {
            defer { last = scalar }
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator:
                breakLine()
                continue
            case .control:
                if scalar == "\t" {
                    text.append(" ")
                } else if Self.lineEnds.contains(scalar), !(scalar == "\n" && last == "\r") {
                    breakLine()
                }
                continue
            case .format, .surrogate, .privateUse, .unassigned:
                // Joiners belong to words of several languages.
                if scalar == "\u{200C}" || scalar == "\u{200D}" { text.append(scalar) }
            case .nonspacingMark, .enclosingMark:
                marks += 1
                if marks <= Self.marksMax, !text.isEmpty { text.append(scalar) }
                continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .spacingMark, .decimalNumber, .letterNumber, .otherNumber,
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
                .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator:
                text.append(scalar)
            @unknown default: break
            }
            (marks, breaks) = (0, 0)
        }
        self.text = String(text)
    }

    private static let lineEnds: Set<Unicode.Scalar> = [
        "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}",
    ]
}
