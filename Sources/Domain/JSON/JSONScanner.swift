/// A value of a JSON text, or the name of a field.
struct JSONToken {
    enum Kind: UInt8 {
        case null, no, yes, number, text, escapedText, list, object
    }

    /// The first byte, without the quotation mark of a text.
    let start: UInt32
    /// The byte behind the last one, without the quotation mark of a text.
    var end: UInt32
    /// The token behind this one and behind everything inside it.
    var next: UInt32
    let kind: Kind
}

/// Checks that bytes are one JSON text (RFC 8259) that can be read here and kept by PostgreSQL,
/// and notes where its values stand: one pass, without recursion, whatever is sent.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0
    private var tokens: [JSONToken] = []
    /// The container that is filled; the one around it is noted in its `next` until it ends.
    private var container = UInt32.max
    private var depth: Int
    let depthMax: Int
    /// All bytes of texts together: whether any of them is beyond ASCII.
    private var bits: UInt8 = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, depthMax: Int, levelsAround: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
        depth = levelsAround
        tokens.reserveCapacity(bytes.count / 8 + 4)
    }

    /// The tokens, the root first and what is inside of a container behind it, names before
    /// values; or what is wrong with the text, with what will be put around it.
    static func tokens(
        of bytes: UnsafeBufferPointer<UInt8>,
        depthMax: Int,
        levelsAround: Int
    ) throws(Flaw) -> [JSONToken] {
        guard bytes.count < UInt32.max else {
            throw Flaw(.tooLarge, "the message has \(bytes.count) bytes, which is too much")
        }
        var scanner = JSONScanner(bytes, depthMax: depthMax, levelsAround: levelsAround)
        do throws(Flaw) {
            try scanner.scan()
        } catch {
            // What is no UTF-8 text can only seem to have another fault.
            try scanner.checkEncoding()
            throw error
        }
        if scanner.bits >= 0x80 { try scanner.checkEncoding() }
        return scanner.tokens
    }

    /// The one value that the text must be; whatever is nested is met by turns, not by calls.
    private mutating func scan() throws(Flaw) {
        while true {
            let isOpen = try takeValue()
            if isOpen { continue }
            var isNext = false
            while !isNext {
                skipBlanks()
                if container == .max {
                    guard position == bytes.count else { throw unexpected("the end") }
                    return
                }
                isNext = try takeSeparator()
            }
        }
    }

    /// Takes a whole simple value, or the opening of a list or object that is not empty.
    private mutating func takeValue() throws(Flaw) -> Bool {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "\""): try takeText()
        case UInt8(ascii: "{"): return try open(.object, UInt8(ascii: "}"))
        case UInt8(ascii: "["): return try open(.list, UInt8(ascii: "]"))
        case UInt8(ascii: "t"): try takeWord("true", .yes)
        case UInt8(ascii: "f"): try takeWord("false", .no)
        case UInt8(ascii: "n"): try takeWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try takeNumber()
        default: throw unexpected("a value")
        }
        return false
    }

    private mutating func note(_ kind: JSONToken.Kind, from start: Int) {
        tokens.append(
            JSONToken(
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: position),
                next: UInt32(truncatingIfNeeded: tokens.count + 1),
                kind: kind
            )
        )
    }

    /// Whether something is inside, and then what comes next is a value.
    private mutating func open(
        _ kind: JSONToken.Kind,
        _ end: UInt8
    ) throws(Flaw) -> Bool {
        guard depth < depthMax else {
            throw Flaw(.tooLarge, "the message is nested deeper than \(depthMax) levels")
        }
        let start = position
        position += 1
        skipBlanks()
        if peek == end {
            position += 1
            note(kind, from: start)
            return false
        }
        note(kind, from: start)
        let index = tokens.count - 1
        tokens[index].next = container
        container = UInt32(truncatingIfNeeded: index)
        depth += 1
        if kind == .object { try takeName() }
        return true
    }

    /// Takes what stands behind a value inside of a list or object: whether another one follows.
    private mutating func takeSeparator() throws(Flaw) -> Bool {
        let isObject = tokens[Int(container)].kind == .object
        switch peek {
        case UInt8(ascii: ","):
            position += 1
            skipBlanks()
            if isObject { try takeName() }
            return true
        case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"):
            position += 1
            close()
            return false
        default:
            throw unexpected(isObject ? "\",\" or \"}\"" : "\",\" or \"]\"")
        }
    }

    private mutating func close() {
        let index = Int(container)
        container = tokens[index].next
        tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
        tokens[index].end = UInt32(truncatingIfNeeded: position)
        depth -= 1
    }

    private mutating func takeName() throws(Flaw) {
        guard peek == UInt8(ascii: "\"") else { throw unexpected("the name of a field") }
        try takeText()
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw unexpected("\":\"") }
        position += 1
    }

    private mutating func takeWord(
        _ word: StaticString,
        _ kind: JSONToken.Kind
    ) throws(Flaw) {
        let start = position
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw unexpected("\(word)") }
            position += 1
        }
        note(kind, from: start)
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
        note(.number, from: start)
    }

    private mutating func takeDigits() throws(Flaw) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw unexpected("a digit") }
    }

    // MARK: Texts

    private mutating func takeText() throws(Flaw) {
        position += 1
        let start = position
        var kind = JSONToken.Kind.text
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                note(kind, from: start)
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                kind = .escapedText
                try takeEscape()
            } else {
                guard byte >= 0x20 else { throw controlCharacter(byte) }
                bits |= byte
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
    var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }
}
