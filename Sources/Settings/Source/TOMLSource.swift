import Domain
import Foundation
import TOMLKit

/// A file of settings, parsed, with the line of every key.
struct TOMLSource: Sendable {
    /// The file's name, as errors give it.
    let name: String
    let root: [String: TOMLNode]
    let lines: LineIndex

    /// Nothing at all: every key then has its default.
    static let empty = Self(name: "defaults", root: [:], lines: LineIndex(""))

    /// The same for those who read it section by section.
    func file(fetching indirection: Indirection) -> ConfigurationFile {
        ConfigurationFile(
            name: name,
            root: root,
            line: { lines[$0] },
            fetch: { text throws(UnfetchedValue) in
                guard let path = try indirection.target(of: text) else { return nil }
                return FetchedValue(file: path, content: try indirection.content(of: path))
            }
        )
    }

    /// The text parsed as TOML.
    static func parse(_ text: String, name: String) throws(SettingsError) -> Self {
        if let flaw = excess(of: text) {
            throw SettingsError(file: name, line: flaw.line, flaw.message)
        }
        if let line = lineOfNUL(in: text) {
            throw SettingsError(file: name, line: line, "holds a NUL character; it must be text")
        }
        let lines = LineIndex(text)
        if let header = lines.namelessHeader {
            // The C++ parser would end the whole program at such a header (an assertion in
            // toml++ 3.4); it may see the text before it, which may be wrong already.
            _ = try table(String(decoding: text.utf8.prefix(header.offset), as: UTF8.self), name)
            throw SettingsError(file: name, line: header.line, namelessHeader)
        }
        // And at such a list.
        if let line = lines.brokenList {
            let message = "not valid TOML: a list goes on with a value or ends with ]"
            throw SettingsError(file: name, line: line, message)
        }
        return Self(name: name, root: try members(of: table(text, name)), lines: lines)
    }

    /// No company needs more.
    ///
    /// A key of many parts, as `a.b.c`, takes the parser time and memory by their square: a second
    /// and 240 MB for four thousand (TOMLKit, release build).
    private static let (bytesMax, dotsMax) = (256 << 10, 1000)

    private static func excess(of text: String) -> (line: Int?, message: String)? {
        guard text.utf8.count <= bytesMax else {
            return (nil, "has \(text.utf8.count) bytes; \(bytesMax) are allowed")
        }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let dots = line.count { $0 == UInt8(ascii: ".") }
            guard dots <= dotsMax else {
                return (index + 1, "the line has \(dots) dots; \(dotsMax) are allowed")
            }
        }
        return nil
    }

    private static let namelessHeader =
        "not valid TOML: after [ there must be the name of a section; "
        + "letters other than a-z stand in \"quotes\""

    private static func table(_ text: String, _ name: String) throws(SettingsError) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let message = "not valid TOML: " + sentence(error.description)
            throw SettingsError(file: name, line: error.source.begin.line, message)
        } catch {
            throw SettingsError(file: name, line: nil, "not valid TOML: \(error)")
        }
    }

    /// The file's text parsed as TOML.
    static func read(_ file: String) throws(SettingsError) -> Self {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: file))
        } catch {
            let reason = "can't be read: \(FileFault.reason(file))"
            throw SettingsError(file: file, line: nil, reason)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw SettingsError(file: file, line: nil, "is not UTF-8 text")
        }
        return try parse(ByteOrderMark.dropped(from: text), name: file)
    }

    /// The C++ parser takes C strings: a NUL would silently end the file.
    private static func lineOfNUL(in text: String) -> Int? {
        guard let end = text.utf8.firstIndex(of: 0) else { return nil }
        return text.utf8[..<end].count { $0 == UInt8(ascii: "\n") } + 1
    }

    /// The parser's message in plain words: what it was reading, then what is wrong.
    private static func sentence(_ message: String) -> String {
        let prefix = "Error while parsing "
        guard message.hasPrefix(prefix), let (head, tail) = message.halves(at: ":") else {
            return message
        }
        let what = head.dropFirst(prefix.count)
        let wrong =
            tail
            .replacingOccurrences(of: "encountered end-of-file", with: "the file ends too early")
            .replacingOccurrences(
                of: "could not determine value type",
                with: "text must stand in \"quotes\""
            )
            .replacingOccurrences(of: "cannot redefine existing", with: "there is already the")
        return "in a \(what):\(wrong)"
    }

    private static func members(of table: TOMLTable) -> [String: TOMLNode] {
        table.keys.reduce(into: [:]) { members, key in
            members[key] = table[key].map(node)
        }
    }

    private static func node(_ value: any TOMLValueConvertible) -> TOMLNode {
        switch value.type {
        case .table: .table(value.table.map(members) ?? [:])
        case .array: .list(value.array.map { $0.map(node) } ?? [])
        case .string: .text(value.string ?? "")
        case .int: .integer(value.int ?? 0)
        case .double: .float(value.double ?? 0)
        case .bool: .flag(value.bool ?? false)
        case .date, .time, .dateTime: .moment
        }
    }
}
