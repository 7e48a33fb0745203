import Domain

/// Why a text is not TOML, and on which line.
struct TOMLFault: Error, Equatable {
    let line: Int
    /// One sentence that says what there must be instead.
    let message: String
}

/// Reads TOML 1.0 in one pass: the values, and the line of everything that has a path.
///
/// Bytes, not characters: Swift sees `\r\n` as one character, TOML counts the line feed.
struct TOMLParser {
    /// What a text holds.
    struct Document: Sendable {
        let root: [String: TOMLNode]
        /// The lines of keys, sections and elements of lists, counted from 1.
        let lines: [ConfigPath: Int]
    }

    private let bytes: [UInt8]
    private(set) var position = 0
    private(set) var line = 1
    /// In how many lists and tables the value at hand lies.
    private var depth = 0
    private let root = TOMLBranch(.section)
    /// The table that the last header opened, and where it is.
    private var section: TOMLBranch
    private var sectionPath = ConfigPath.root
    private var lines: [ConfigPath: Int] = [:]

    /// More values within each other, and more parts of a key, than any company needs; a hostile
    /// text could exhaust the stack or take time by their square.
    private static let (depthMax, partsMax) = (64, 64)

    static func parse(_ text: String) throws(TOMLFault) -> Document {
        var parser = TOMLParser(text)
        try parser.file()
        return Document(root: parser.root.members, lines: parser.lines)
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
        section = root
    }

    // MARK: - Walking

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes.dropFirst(position).starts(with: $0) }
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if current == .lineFeed { line += 1 }
            position += 1
        }
    }

    /// The bytes from a place up to here.
    func text(from start: Int) -> ArraySlice<UInt8> { bytes[start..<position] }

    func fault(_ message: String, line: Int? = nil) -> TOMLFault {
        TOMLFault(line: line ?? self.line, message: message)
    }

    /// What stands here, as errors name it.
    var found: String {
        guard position < bytes.count else { return "the end of the file" }
        if isAt("\n") || isAt("\r\n") { return "the end of the line" }
        let text = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
        return text.first.map { "\($0)" } ?? ""
    }

    private mutating func skipSpaces() {
        while current == .space || current == .tab { advance() }
    }

    /// Over white space, ends of lines and comments.
    private mutating func skipBlanks() throws(TOMLFault) {
        while let byte = current {
            switch byte {
            case .space, .tab, .lineFeed: advance()
            case .carriageReturn: try lineEnd()
            case .hash: try comment()
            default: return
            }
        }
    }

    private mutating func comment() throws(TOMLFault) {
        while let byte = current, byte != .lineFeed, !isAt("\r\n") {
            guard !byte.isControl else { throw fault("a comment holds a control character") }
            advance()
        }
    }

    /// Over `\n` or `\r\n`.
    private mutating func lineEnd() throws(TOMLFault) {
        if isAt("\r\n") { return advance(2) }
        guard isAt("\n") else { throw fault("a line ends with a carriage return alone") }
        advance()
    }

    // MARK: - Lines of the file

    private mutating func file() throws(TOMLFault) {
        while true {
            try skipBlanks()
            guard let byte = current else { return }
            if byte == .bracketOpen { try header() } else { try pair(in: section, sectionPath) }
            skipSpaces()
            if current == .hash { try comment() }
            guard current == nil || isAt("\n") || isAt("\r") else {
                throw fault("the line must end here, and goes on with \(found)")
            }
        }
    }

    /// `[a.b]` or `[[a.b]]`.
    private mutating func header() throws(TOMLFault) {
        let (start, isElement) = (line, isAt("[["))
        advance(isElement ? 2 : 1)
        let keys = try keyPath()
        guard let last = keys.last else {
            throw fault(
                "after [ there must be the name of a section; letters other than a-z stand in "
                    + "\"quotes\"",
                line: start
            )
        }
        guard isElement ? isAt("]]") : isAt("]") else {
            throw fault("the name of a section ends with \(isElement ? "]]" : "]"), not \(found)")
        }
        advance(isElement ? 2 : 1)
        (section, sectionPath) = (root, .root)
        for key in keys.dropLast() {
            note(sectionPath / key, start)
            guard let (next, index) = section.passage(key) else {
                throw repeated(sectionPath / key, start)
            }
            sectionPath = index.map { sectionPath / key / $0 } ?? sectionPath / key
            section = next
        }
        try open(last, isElement: isElement, at: start)
    }

    private mutating func open(
        _ key: String,
        isElement: Bool,
        at start: Int
    ) throws(TOMLFault) {
        let path = sectionPath / key
        if isElement {
            guard let (next, index) = section.append(key) else { throw repeated(path, start) }
            note(path, start)
            (section, sectionPath) = (next, path / index)
        } else {
            guard let next = section.open(key) else { throw repeated(path, start) }
            (section, sectionPath) = (next, path)
        }
        lines[sectionPath] = start
    }

    /// The first line wins: `a.b = 1` names `a`, a later `a.c = 2` does not move it.
    private mutating func note(_ path: ConfigPath, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    private func repeated(_ path: ConfigPath, _ line: Int) -> TOMLFault {
        let first = lines[path].map { ", on line \($0)" } ?? ""
        return fault("there is already \(path)\(first)", line: line)
    }

    /// `a.b = value`.
    private mutating func pair(
        in table: TOMLBranch,
        _ path: ConfigPath
    ) throws(TOMLFault) {
        let start = line
        let keys = try keyPath()
        guard let last = keys.last else {
            throw fault("there must be the name of a key, not \(found)")
        }
        guard current == .equals else {
            throw fault("after the name of a key there must be =, not \(found)")
        }
        advance()
        var (table, path) = (table, path)
        for key in keys.dropLast() {
            guard let next = table.dotted(key) else { throw repeated(path / key, start) }
            (table, path) = (next, path / key)
            note(path, start)
        }
        path = path / last
        guard table.isFree(last) else { throw repeated(path, start) }
        note(path, start)
        skipSpaces()
        table.set(last, try value(at: path))
    }

    /// A dotted key of bare and quoted parts; empty where there is none.
    private mutating func keyPath() throws(TOMLFault) -> [String] {
        var keys: [String] = []
        while true {
            skipSpaces()
            guard let key = try keyPart() else {
                guard keys.isEmpty else {
                    throw fault("after . there must be a name, not \(found)")
                }
                return keys
            }
            keys.append(key)
            guard keys.count <= Self.partsMax else {
                throw fault("a name has more than \(Self.partsMax) parts")
            }
            skipSpaces()
            guard current == .dot else { return keys }
            advance()
        }
    }

    private mutating func keyPart() throws(TOMLFault) -> String? {
        if current == .quote || current == .apostrophe {
            guard !isAt("\"\"\""), !isAt("'''") else { throw fault("a name stands on one line") }
            return try string()
        }
        let start = position
        while let byte = current, byte.isBareKey { advance() }
        return start == position ? nil : String(decoding: text(from: start), as: UTF8.self)
    }

    // MARK: - Values

    private mutating func value(at path: ConfigPath) throws(TOMLFault) -> TOMLNode {
        guard depth < Self.depthMax else {
            throw fault("lists and tables lie more than \(Self.depthMax) deep in each other")
        }
        depth += 1
        defer { depth -= 1 }
        switch current {
        case .quote, .apostrophe: return .text(try string())
        case .bracketOpen: return try list(at: path)
        case .braceOpen: return try inlineTable(at: path)
        default: return try bareValue()
        }
    }

    private mutating func list(at path: ConfigPath) throws(TOMLFault) -> TOMLNode {
        advance()
        var nodes: [TOMLNode] = []
        while true {
            try skipBlanks()
            if current == .bracketClose { break }
            guard mayBeginValue else { throw fault("a list goes on with a value or ends with ]") }
            let place = path / nodes.count
            note(place, line)
            nodes.append(try value(at: place))
            try skipBlanks()
            if current == .bracketClose { break }
            guard current == .comma else {
                throw fault("after a value of a list there must be a comma or ], not \(found)")
            }
            advance()
        }
        advance()
        return .list(nodes)
    }

    private mutating func inlineTable(at path: ConfigPath) throws(TOMLFault) -> TOMLNode {
        advance()
        let table = TOMLBranch(.dotted)
        skipSpaces()
        if current != .braceClose {
            while true {
                try pair(in: table, path)
                skipSpaces()
                if current == .braceClose { break }
                guard current == .comma else {
                    throw fault("after a value in braces there must be a comma or }, not \(found)")
                }
                advance()
            }
        }
        advance()
        return .table(table.members)
    }

    /// Whether what stands here could be a value, or a text without its quotes.
    private var mayBeginValue: Bool {
        switch current {
        case .quote?, .apostrophe?, .bracketOpen?, .braceOpen?, UInt8(ascii: "+")?, .dot?: true
        case let byte? where byte < 0x80: byte.isBareKey
        case nil: false
        default: found.unicodeScalars.first?.properties.isAlphabetic == true
        }
    }
}
