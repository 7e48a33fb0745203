import Foundation

/// One Swift file: its text, and its code alone, in which comments and literals are blanks.
///
/// Both are bytes of equal length, so an offset in one is an offset in the other, and so a whole
/// project is read in a fraction of a second without optimisation.
struct SourceFile: Sendable {
    /// Path from the package's root, such as `Sources/Domain/Core/Value.swift`.
    let path: String
    let text: [UInt8]
    let code: [UInt8]
    let tokens: [Token]
    private let lineStarts: [Int]

    /// A word or a single sign of the code.
    struct Token: Sendable {
        let text: String
        let offset: Int
        let line: Int
        let isWord: Bool
    }

    init(path: String, text: String) {
        self.init(path: path, bytes: [UInt8](text.utf8))
    }

    init(path: String, bytes: [UInt8]) {
        self.path = path
        text = bytes
        code = CodeReader.blanked(bytes)
        lineStarts =
            [0] + bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        tokens = Self.tokens(of: code)
    }

    /// `Sources/Domain/…` is of the module `Domain`, `Tests/DomainTests/…` of `DomainTests`,
    /// `Benchmarks/Sources/bench/…` of `bench`.
    var module: String {
        let parts = path.split(separator: "/").drop { $0 == "Benchmarks" }
        return parts.count > 2 ? String(parts[parts.startIndex + 1]) : ""
    }

    var isTest: Bool { path.hasPrefix("Tests/") }

    /// Number of lines; a last newline begins no further one.
    var lineCount: Int { text.last == UInt8(ascii: "\n") ? lineStarts.count - 1 : lineStarts.count }

    /// Line `number`, counted from 1, without its newline.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] - 1 : text.count
        return text[start..<max(start, end)]
    }

    /// The same line as text without the blanks around it.
    func trimmedLine(_ number: Int) -> String {
        String(decoding: line(number), as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }

    /// The lines on which a word stands, in the code or in the whole text.
    func lines(with word: String, in bytes: [UInt8]) -> [Int] {
        bytes.offsets(of: [UInt8](word.utf8)).map(lineNumber(at:))
    }

    private func lineNumber(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    private static func tokens(of code: [UInt8]) -> [Token] {
        var found: [Token] = []
        var line = 1
        var place = 0
        while place < code.count {
            let start = place
            let byte = code[place]
            place += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
            } else if byte.isWordByte {
                while place < code.count, code[place].isWordByte { place += 1 }
                let word = String(decoding: code[start..<place], as: UTF8.self)
                found.append(Token(text: word, offset: start, line: line, isWord: true))
            } else if byte != UInt8(ascii: " ") {
                let sign = String(UnicodeScalar(byte))
                found.append(Token(text: sign, offset: start, line: line, isWord: false))
            }
        }
        return found
    }
}

/// Something that the project does not want, and where.
struct Complaint: Equatable, CustomStringConvertible, Sendable {
    let path: String
    let line: Int
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}

extension SourceFile {
    func complaint(_ line: Int, _ what: String) -> Complaint {
        Complaint(path: path, line: line, what: what)
    }
}

extension UInt8 {
    /// Letters, digits, the underscore and everything beyond ASCII: what names are made of.
    var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}

extension [UInt8] {
    /// Where the bytes occur as a word of their own: beside an end that is a letter stands none.
    func offsets(of word: [UInt8]) -> [Int] {
        guard let first = word.first, let last = word.last, count >= word.count else { return [] }
        var found: [Int] = []
        var from = startIndex
        while let start = self[from...].firstIndex(of: first), start + word.count <= count {
            from = start + 1
            guard self[start..<start + word.count].elementsEqual(word) else { continue }
            let end = start + word.count
            let joinsBefore = first.isWordByte && start > 0 && self[start - 1].isWordByte
            let joinsAfter = last.isWordByte && end < count && self[end].isWordByte
            if !joinsBefore, !joinsAfter { found.append(start) }
        }
        return found
    }
}
