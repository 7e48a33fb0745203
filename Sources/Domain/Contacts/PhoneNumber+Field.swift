extension PhoneNumber {
    /// The first number that a free field holds; nil where it holds none.
    ///
    /// The text is read as a whole first, so that what is one number stays one. Else it is cut
    /// wherever something stands that no number contains, then at lines and slashes, then between
    /// words: `8 (913) 000-00-01 / 8 (495) 000-00-02`, `8 913 000-00-01 (Иван)`, `'+79130000001`.
    package init?(firstIn text: String, region: String) {
        if let whole = PhoneNumber(text, region: region) {
            self = whole
            return
        }
        guard text.utf8.count <= Limits.contactFieldBytesMax else { return nil }
        for piece in text.dialledPieces {
            guard let number = Self.first(in: piece, region: region) else { continue }
            self = number
            return
        }
        return nil
    }

    private static func first(in piece: String, region: String) -> PhoneNumber? {
        if let number = PhoneNumber(piece, region: region) { return number }
        let parts = piece.split { $0.isNewline || $0 == "/" || $0 == "~" }.map(String.init)
        let found = parts.count > 1 ? parts.lazy.compactMap { inWords(of: $0, region) }.first : nil
        return found ?? inWords(of: piece, region)
    }

    /// The first words that are a number together, as many of them as possible.
    private static func inWords(of text: String, _ region: String) -> PhoneNumber? {
        let words = text.split(whereSeparator: \.isWhitespace).prefix(wordsMax)
        for start in words.indices {
            for end in words.indices[start...].reversed() {
                let number = PhoneNumber(words[start...end].joined(separator: " "), region: region)
                if let number { return number }
            }
        }
        return nil
    }

    /// More words than any number has.
    private static let wordsMax = 16
}

extension String {
    /// The stretches of the text that hold nothing but digits and what stands between digits.
    fileprivate var dialledPieces: [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            // A plus after a gap begins another number.
            let isBreak = DialledDigits.isPlus(scalar) && !(piece.last.map(\.isDigit) ?? false)
            if isBreak || !DialledDigits.canHold(scalar) {
                pieces.append(String(piece))
                piece.removeAll()
            }
            if DialledDigits.canHold(scalar) { piece.append(scalar) }
        }
        return (pieces + [String(piece)]).filter { $0.unicodeScalars.contains(where: \.isDigit) }
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { properties.numericType == .decimal }
}
