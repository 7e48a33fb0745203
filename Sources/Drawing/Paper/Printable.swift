/// What of a text can be put on paper.
///
/// Names, titles and comments come from outside. Control characters, NUL among them, and whatever
/// turns the direction of writing are left out: an amount can't be made to look like another. Of
/// marks that combine with a letter a few stay, so that none is drawn over the next line. Of empty
/// lines one stays. Small pictures go, with what joins and colours them: no font of documents has
/// them all, and a box with a number in a client's name reads like an error of ours.
package struct Printable {
    /// The text, its line breaks as line feeds.
    package let text: String

    /// A line break, and one more for an empty line.
    private static let breaksMax = 2
    /// So many marks one letter of a language has at most.
    private static let marksMax = 4

    /// What stands for a text of pictures alone.
    private static let noWords = "□"

    package init(_ raw: String) {
        let hasPictures = raw.unicodeScalars.contains(where: Self.isPicture)
        let text = Self.kept(of: hasPictures ? Self.withoutPictures(raw) : raw)
        let isEmpty = text.allSatisfy(\.isWhitespace)
        self.text = hasPictures && isEmpty ? Self.noWords : text
    }

    // MARK: - Pictures

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        // Below lie signs that fonts have, such as ☎ and ✔.
        scalar.value > 0xFFFF
            && (scalar.properties.isEmojiPresentation || scalar.properties.isEmojiModifier)
    }

    /// The text without pictures, and without the second of two spaces that stood around some.
    private static func withoutPictures(_ raw: String) -> String {
        var text = String.UnicodeScalarView()
        var isBehindPicture = false
        for scalar in raw.unicodeScalars {
            if isPicture(scalar) {
                isBehindPicture = true
            } else if isBehindPicture, joints.contains(scalar) {
                continue
            } else {
                let isSpare = text.last.map { $0 == " " || $0 == "\n" } ?? true
                if !(isBehindPicture && scalar == " " && isSpare) { text.append(scalar) }
                isBehindPicture = isBehindPicture && scalar == " " && isSpare
            }
        }
        return String(text)
    }

    /// Joiner, the choice between sign and picture, and the box around a sign.
    private static let joints: Set<Unicode.Scalar> = [
        "\u{200D}", "\u{FE0E}", "\u{FE0F}", "\u{20E3}",
    ]

    // MARK: - Signs

    private static func kept(of raw: String) -> String {
        var text = String.UnicodeScalarView()
        var (marks, breaks) = (0, 0)
        func breakLine() {
            breaks += 1
            if breaks <= breaksMax { text.append("\n") }
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
                } else if lineEnds.contains(scalar), !(scalar == "\n" && last == "\r") {
                    breakLine()
                }
                continue
            case .format, .surrogate, .privateUse, .unassigned:
                // Joiners belong to words of several languages.
                if scalar == "\u{200C}" || scalar == "\u{200D}" { text.append(scalar) }
            case .nonspacingMark, .enclosingMark:
                marks += 1
                if marks <= marksMax, !text.isEmpty { text.append(scalar) }
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
        return String(text)
    }

    private static let lineEnds: Set<Unicode.Scalar> = [
        "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}",
    ]
}
