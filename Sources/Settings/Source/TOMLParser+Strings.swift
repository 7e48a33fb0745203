/// Texts in quotes of all four kinds.
extension TOMLParser {
    mutating func string() throws(TOMLFault) -> String {
        if isAt("\"\"\"") { return try longString("\"\"\"", hasEscapes: true) }
        if isAt("'''") { return try longString("'''", hasEscapes: false) }
        let (start, quote) = (line, current)
        advance()
        var text: [UInt8] = []
        while let byte = current, byte != quote {
            guard byte != .lineFeed, byte != .carriageReturn else { break }
            try take(byte, into: &text, hasEscapes: quote == .quote)
        }
        guard current == quote else {
            throw fault("a text in quotes must end on its line", line: start)
        }
        advance()
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func longString(
        _ quotes: StaticString,
        hasEscapes: Bool
    ) throws(TOMLFault) -> String {
        let (start, quote) = (line, quotes.utf8Start.pointee)
        advance(3)
        skipLineEnd()
        var text: [UInt8] = []
        while !isAt(quotes) {
            guard let byte = current else {
                throw fault("a text in \(quotes) never ends", line: start)
            }
            if skipLineEnd() {
                text.append(.lineFeed)
            } else if hasEscapes, byte == .backslash, skipContinuation() {
                continue
            } else {
                try take(byte, into: &text, hasEscapes: hasEscapes)
            }
        }
        advance(3)
        // `""""` ends a text whose last character is a quote; there may be two of them.
        for _ in 0..<2 where current == quote {
            text.append(quote)
            advance()
        }
        return String(decoding: text, as: UTF8.self)
    }

    @discardableResult
    private mutating func skipLineEnd() -> Bool {
        guard isAt("\n") || isAt("\r\n") else { return false }
        advance(isAt("\n") ? 1 : 2)
        return true
    }

    /// Over a backslash at the end of a line and all white space behind it.
    private mutating func skipContinuation() -> Bool {
        var ahead = self
        ahead.advance()
        while ahead.current == .space || ahead.current == .tab { ahead.advance() }
        guard ahead.skipLineEnd() else { return false }
        while ahead.current == .space || ahead.current == .tab || ahead.skipLineEnd() {
            if ahead.current == .space || ahead.current == .tab { ahead.advance() }
        }
        self = ahead
        return true
    }

    private mutating func take(
        _ byte: UInt8,
        into text: inout [UInt8],
        hasEscapes: Bool
    ) throws(TOMLFault) {
        guard !byte.isControl else {
            let hint = hasEscapes ? "; write it as \\u and four digits" : ""
            throw fault("a text holds a control character\(hint)")
        }
        if hasEscapes, byte == .backslash { return try escape(into: &text) }
        text.append(byte)
        advance()
    }

    private mutating func escape(into text: inout [UInt8]) throws(TOMLFault) {
        advance()
        guard let name = current else { throw fault("a text in quotes never ends") }
        switch name {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(.tab)
        case UInt8(ascii: "n"): text.append(.lineFeed)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(.carriageReturn)
        case .quote, .backslash: text.append(name)
        case UInt8(ascii: "u"): return try code(digits: 4, into: &text)
        case UInt8(ascii: "U"): return try code(digits: 8, into: &text)
        default:
            throw fault(
                "\\\(found) means nothing in a text; write \\\\ for a backslash, or put the text "
                    + "in 'single quotes'"
            )
        }
        advance()
    }

    private mutating func code(digits: Int, into text: inout [UInt8]) throws(TOMLFault) {
        advance()
        let start = position
        while position < start + digits, current?.isHexDigit == true { advance() }
        let written = String(decoding: self.text(from: start), as: UTF8.self)
        guard written.utf8.count == digits, let number = UInt32(written, radix: 16),
            let scalar = Unicode.Scalar(number)
        else { throw fault("the \(digits) digits behind \\u name no character") }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
}

extension UInt8 {
    static let tab = Self(ascii: "\t")
    static let lineFeed = Self(ascii: "\n")
    static let carriageReturn = Self(ascii: "\r")
    static let space = Self(ascii: " ")
    static let quote = Self(ascii: "\"")
    static let apostrophe = Self(ascii: "'")
    static let backslash = Self(ascii: "\\")
    static let hash = Self(ascii: "#")
    static let comma = Self(ascii: ",")
    static let dot = Self(ascii: ".")
    static let equals = Self(ascii: "=")
    static let bracketOpen = Self(ascii: "[")
    static let bracketClose = Self(ascii: "]")
    static let braceOpen = Self(ascii: "{")
    static let braceClose = Self(ascii: "}")

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isHexDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
    }

    /// What names without quotes are made of.
    var isBareKey: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }

    /// What stands in no text and in no comment; a tab does.
    var isControl: Bool { (self < 0x20 && self != .tab) || self == 0x7F }
}
