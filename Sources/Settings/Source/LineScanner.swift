import Domain

/// Walks over a TOML text and notes the line of everything that has a path.
///
/// Bytes, not characters: Swift sees `\r\n` as one character, TOML counts the line feed.
struct LineScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// How many lists and tables the value at hand lies in.
    private var depth = 0
    /// Deeper than any parser follows; keeps a hostile text from exhausting the stack.
    private static let depthMax = 256
    /// The table that the last header opened.
    private var table = ConfigPath.root
    /// How many elements each array of tables has so far.
    private var counts: [ConfigPath: Int] = [:]
    private var lines: [ConfigPath: Int] = [:]
    /// The first header without a name, by line and by offset in the text.
    private(set) var namelessHeader: (line: Int, offset: Int)?
    /// The first line on which a list goes on with what no value begins with, such as `[}`.
    private(set) var brokenList: Int?

    init(_ text: String) {
        bytes = Array(text.utf8)
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
    }

    /// The lines of everything, counted from 1.
    mutating func scan() -> [ConfigPath: Int] {
        skipBlanks()
        while let byte = current {
            let start = position
            byte == .bracketOpen ? header() : pair(in: table)
            skipBlanks()
            // No progress means a text that no TOML parser accepts: leave the rest unindexed.
            if position == start { break }
        }
        return lines
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes.dropFirst(position).starts(with: $0) }
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if current == .lineFeed { line += 1 }
            position += 1
        }
    }

    /// Over white space, line ends and comments.
    private mutating func skipBlanks() {
        while let byte = current {
            switch byte {
            case .space, .tab, .lineFeed, .carriageReturn: advance()
            case .hash: skip(until: [.lineFeed])
            default: return
            }
        }
    }

    private mutating func skipSpaces() {
        while let byte = current, byte == .space || byte == .tab { advance() }
    }

    private mutating func skip(until ends: Set<UInt8>) {
        while let byte = current, !ends.contains(byte) { advance() }
    }

    /// `[a.b]` or `[[a.b]]`.
    private mutating func header() {
        let isElement = isAt("[[")
        let (start, offset) = (line, position)
        advance(isElement ? 2 : 1)
        let keys = keyPath()
        if keys.isEmpty, current != nil, namelessHeader == nil {
            namelessHeader = (start, offset)
        }
        skip(until: [.lineFeed])
        table = keys.dropLast().reduce(.root) { path, key in
            note(path / key, start)
            return lastElement(of: path / key)
        }
        guard let last = keys.last else { return }
        open(table / last, isElement: isElement, at: start)
    }

    private mutating func open(_ path: ConfigPath, isElement: Bool, at start: Int) {
        guard isElement else {
            lines[path] = start
            table = path
            return
        }
        note(path, start)
        table = path / counts[path, default: 0]
        counts[path, default: 0] += 1
        lines[table] = start
    }

    /// The element that `[a.b]` after `[[a]]` means: the last one.
    private func lastElement(of path: ConfigPath) -> ConfigPath {
        counts[path].map { path / ($0 - 1) } ?? path
    }

    /// The first line wins: `a.b = 1` names `a`, a later `a.c = 2` does not move it.
    private mutating func note(_ path: ConfigPath, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// `a.b = value`.
    private mutating func pair(in table: ConfigPath) {
        let start = line
        let keys = keyPath()
        guard !keys.isEmpty, current == .equals else { return }
        let path = keys.reduce(table) { path, key in
            note(path / key, start)
            return path / key
        }
        advance()
        value(at: path)
    }

    /// A dotted key: bare and quoted parts.
    private mutating func keyPath() -> [String] {
        var keys: [String] = []
        while true {
            skipSpaces()
            guard let key = keyPart() else { return keys }
            keys.append(key)
            skipSpaces()
            guard current == .dot else { return keys }
            advance()
        }
    }

    private mutating func keyPart() -> String? {
        switch current {
        case .quote, .apostrophe: return string()
        default:
            let start = position
            while let byte = current, byte.isBareKey { advance() }
            return start == position
                ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
        }
    }

    private mutating func value(at path: ConfigPath) {
        guard depth < Self.depthMax else {
            position = bytes.count
            return
        }
        depth += 1
        defer { depth -= 1 }
        skipSpaces()
        switch current {
        case .quote, .apostrophe: _ = string()
        case .bracketOpen: list(at: path)
        case .braceOpen: inlineTable(at: path)
        default: skip(until: [.comma, .bracketClose, .braceClose, .hash, .lineFeed])
        }
    }

    private mutating func list(at path: ConfigPath) {
        advance()
        var index = 0
        while true {
            skipBlanks()
            guard let byte = current else { return }
            switch byte {
            case .bracketClose: return advance()
            case .comma: advance()
            default:
                if isStranger(byte), brokenList == nil { brokenList = line }
                note(path / index, line)
                let start = position
                value(at: path / index)
                guard position > start else { return }
                index += 1
            }
        }
    }

    /// Whether a brace or one of the line ends of Unicode stands here.
    private func isStranger(_ byte: UInt8) -> Bool {
        byte == .braceClose || isAt("\u{85}") || isAt("\u{2028}") || isAt("\u{2029}")
    }

    private mutating func inlineTable(at path: ConfigPath) {
        advance()
        while true {
            skipBlanks()
            guard let byte = current else { return }
            switch byte {
            case .braceClose: return advance()
            case .comma: advance()
            default:
                let start = position
                pair(in: path)
                guard position > start else { return }
            }
        }
    }

    /// Over a string of any of the four kinds; its text, which is exact for keys.
    private mutating func string() -> String {
        if isAt("\"\"\"") { return multiline("\"\"\"", escapes: true) }
        if isAt("'''") { return multiline("'''", escapes: false) }
        let quote = current
        advance()
        let start = position
        while let byte = current, byte != quote, byte != .lineFeed {
            advance(byte == .backslash && quote == .quote ? 2 : 1)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        advance()
        return quote == .quote ? KeyEscapes.resolved(text) : text
    }

    private mutating func multiline(_ quotes: StaticString, escapes: Bool) -> String {
        advance(3)
        while current != nil, !isAt(quotes) {
            advance(escapes && current == .backslash ? 2 : 1)
        }
        advance(3)
        // `""""` ends a text whose last character is a quote.
        while let byte = current, byte == quotes.utf8Start.pointee { advance() }
        return ""
    }
}

extension UInt8 {
    fileprivate static let tab = Self(ascii: "\t")
    fileprivate static let lineFeed = Self(ascii: "\n")
    fileprivate static let carriageReturn = Self(ascii: "\r")
    fileprivate static let space = Self(ascii: " ")
    fileprivate static let quote = Self(ascii: "\"")
    fileprivate static let apostrophe = Self(ascii: "'")
    fileprivate static let backslash = Self(ascii: "\\")
    fileprivate static let hash = Self(ascii: "#")
    fileprivate static let comma = Self(ascii: ",")
    fileprivate static let dot = Self(ascii: ".")
    fileprivate static let equals = Self(ascii: "=")
    fileprivate static let bracketOpen = Self(ascii: "[")
    fileprivate static let bracketClose = Self(ascii: "]")
    fileprivate static let braceOpen = Self(ascii: "{")
    fileprivate static let braceClose = Self(ascii: "}")

    fileprivate var isBareKey: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
