import Domain

/// Checks that bytes are one JSON text (RFC 8259) that can be read here and kept by PostgreSQL.
///
/// Foundation looks at numbers and escapes only where somebody asks for them, follows nesting until
/// the stack ends, and forgives what the journal could not hold. So the whole text is looked at
/// first: in one pass, without recursion, without making anything of it.
struct JSONText {
    /// Deeper nesting is refused; a level is one bit of `objects`.
    static let depthMax = 64

    private let bytes: [UInt8]
    private var position = 0
    /// What will stand around the text counts for the depth too.
    private let levelsAround: Int
    private var depth = 0
    /// Which of the open levels are objects, the innermost in the lowest bit.
    private var objects: UInt64 = 0
    /// Where numbers stand, if somebody wants to know.
    private var trail: JSONTrail?

    private init(_ bytes: [UInt8], levelsAround: Int = 0) {
        self.bytes = bytes
        self.levelsAround = levelsAround
    }

    /// Says what is wrong with the text, if anything is, with what will be put around it.
    static func check(_ bytes: [UInt8], levelsAround: Int = 0) throws(Flaw) {
        try checkEncoding(bytes)
        var text = JSONText(bytes, levelsAround: levelsAround)
        try text.checkValue()
    }

    /// The paths of the fields that hold a number written just so, in text that was checked.
    static func paths(of number: String, in bytes: [UInt8]) -> [String] {
        var text = JSONText(bytes)
        text.trail = JSONTrail(number)
        // The text was checked as a whole: walking it again only fills the trail, and can't fail.
        try? text.checkValue()
        return text.trail?.found ?? []
    }

    /// The one value that the text must be; whatever is nested is met by turns, not by calls.
    private mutating func checkValue() throws(Flaw) {
        while true {
            let isOpen = try begin()
            if isOpen { continue }
            var isNext = false
            while !isNext {
                skipBlanks()
                if depth == 0 {
                    guard position == bytes.count else { throw unexpected("the end") }
                    return
                }
                isNext = try leave()
            }
        }
    }

    /// Takes a whole simple value, or the opening of a list or object that is not empty.
    private mutating func begin() throws(Flaw) -> Bool {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try open(isObject: true)
        case UInt8(ascii: "["): return try open(isObject: false)
        case UInt8(ascii: "\""): try takeText()
        case UInt8(ascii: "t"): try takeWord("true")
        case UInt8(ascii: "f"): try takeWord("false")
        case UInt8(ascii: "n"): try takeWord("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try takeNumber()
        default: throw unexpected("a value")
        }
        return false
    }

    /// Whether something is inside, and then what comes next is a value.
    private mutating func open(isObject: Bool) throws(Flaw) -> Bool {
        guard depth + levelsAround < Self.depthMax else {
            throw Flaw(.tooLarge, "the message is nested deeper than \(Self.depthMax) levels")
        }
        position += 1
        skipBlanks()
        if peek == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            position += 1
            return false
        }
        depth += 1
        objects = objects << 1 | (isObject ? 1 : 0)
        trail?.enter(isObject: isObject)
        if isObject { try takeKey() }
        return true
    }

    /// Takes what stands behind a value inside of a list or object: whether another one follows.
    private mutating func leave() throws(Flaw) -> Bool {
        let isObject = objects & 1 == 1
        switch peek {
        case UInt8(ascii: ","):
            position += 1
            skipBlanks()
            trail?.next()
            if isObject { try takeKey() }
            return true
        case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
            position += 1
            depth -= 1
            objects >>= 1
            trail?.leave()
            return false
        default:
            throw unexpected(isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
        }
    }

    private mutating func takeKey() throws(Flaw) {
        guard peek == UInt8(ascii: "\"") else { throw unexpected("the name of a field") }
        let start = position
        try takeText()
        trail?.name(bytes[start..<position])
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw unexpected("\":\"") }
        position += 1
    }

    private mutating func takeWord(_ word: StaticString) throws(Flaw) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw unexpected("\(word)") }
            position += 1
        }
    }

    // MARK: Numbers

    private mutating func takeNumber() throws(Flaw) {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") { position += 1 } else { try takeDigits() }
        if peek == UInt8(ascii: ".") {
            position += 1
            try takeDigits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try takeDigits()
        }
        trail?.number(bytes[start..<position])
    }

    private mutating func takeDigits() throws(Flaw) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw unexpected("a digit") }
    }

    // MARK: Texts

    private mutating func takeText() throws(Flaw) {
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                try takeEscape()
            } else {
                guard byte >= 0x20 else { throw controlCharacter(byte) }
                position += 1
            }
        }
        throw unexpected("a closing quotation mark")
    }

    private mutating func takeEscape() throws(Flaw) {
        position += 1
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            try takeCodePoint()
        default:
            throw unexpected("one of \" \\ / b f n r t u behind a backslash")
        }
    }

    private mutating func takeCodePoint() throws(Flaw) {
        let unit = try takeUnit()
        guard unit != 0 else { throw Self.unstorableNUL }
        guard (0xD800...0xDFFF).contains(unit) else { return }
        guard unit < 0xDC00 else { throw loneSurrogate }
        for mark in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard position < bytes.count else { throw unexpected("the other half of a character") }
            guard peek == mark else { throw loneSurrogate }
            position += 1
        }
        position -= 1
        guard (0xDC00...0xDFFF).contains(try takeUnit()) else { throw loneSurrogate }
    }

    /// The four digits behind `\u`.
    private mutating func takeUnit() throws(Flaw) -> UInt32 {
        position += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(peek)).hexDigitValue else {
                throw unexpected("four hexadecimal digits behind \\u")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// The byte to come; 0 at the end, which no text may contain.
    private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }
}

// MARK: What is wrong

extension JSONText {
    private static var unstorableNUL: Flaw {
        Flaw(
            .unstorableText,
            "the message contains the character NUL (\\u0000), which can't be stored"
        )
    }

    private var loneSurrogate: Flaw {
        Flaw(
            .unstorableText,
            "the message contains half a character (a surrogate such as \\ud83d without its "
                + "other half)\(place), which can't be stored"
        )
    }

    private func controlCharacter(_ byte: UInt8) -> Flaw {
        guard byte != 0 else { return Self.unstorableNUL }
        let escape = byte == 0x0A ? "\\n" : byte == 0x0D ? "\\r" : byte == 0x09 ? "\\t" : "\\u00…"
        return Flaw(
            .notJSON,
            "the message is not JSON: a line break, tab or other control character inside a text "
                + "must be written as an escape (\(escape))\(place)"
        )
    }

    private func unexpected(_ wanted: String) -> Flaw {
        guard position < bytes.count else {
            return Flaw(
                .notJSON,
                "the message is not JSON: it breaks off where \(wanted) should come"
            )
        }
        guard peek != 0 else { return Self.unstorableNUL }
        return Flaw(
            .notJSON,
            "the message is not JSON: there is \(Self.name(of: peek)) where \(wanted) should be"
                + place
        )
    }

    private static func name(of byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: "\"\(Character(UnicodeScalar(byte)))\""
        case 0x80...: "a letter beyond ASCII"
        default: "a control character"
        }
    }

    /// Where the text stopped to be JSON, as editors count.
    private var place: String {
        var line = 1
        var column = 1
        for index in 0..<min(position, bytes.count) {
            let byte = bytes[index]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return " (line \(line), column \(column))"
    }

    private static func checkEncoding(_ bytes: [UInt8]) throws(Flaw) {
        guard !bytes.isEmpty else { throw Flaw(.notJSON, "the message is empty, not JSON") }
        if bytes.count >= 2 {
            switch (bytes[0], bytes[1]) {
            case (0xFE, 0xFF), (0xFF, 0xFE), (0, 1...), (1..., 0), (0, 0):
                throw Flaw(.notJSON, "the message is UTF-16 or UTF-32 text; JSON is sent as UTF-8")
            default: break
            }
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw Flaw(
                .notJSON,
                "the message is not JSON: it is not UTF-8 text (from byte "
                    + "\(error.byteOffsets.lowerBound + 1) on)"
            )
        }
    }
}
