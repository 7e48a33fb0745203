import Domain
import Foundation

/// A file of settings, parsed, with the line of every key.
struct TOMLSource: Sendable {
    /// The file's name, as errors give it.
    let name: String
    private let document: TOMLParser.Document

    /// Nothing at all: every key then has its default.
    static let empty = Self(name: "defaults", document: .init(root: [:], lines: [:]))

    /// The same for those who read it section by section.
    func file(fetching indirection: Indirection) -> ConfigurationFile {
        ConfigurationFile(
            name: name,
            root: document.root,
            line: { line(of: $0) },
            fetch: { text throws(UnfetchedValue) in
                guard let path = try indirection.target(of: text) else { return nil }
                return FetchedValue(file: path, content: try indirection.content(of: path))
            }
        )
    }

    /// The line of the path or, where it is not in the text, of what it would stand in.
    private func line(of path: ConfigPath) -> Int? {
        if let line = document.lines[path] { return line }
        return path == .root ? nil : line(of: path.parent)
    }

    /// No company needs more.
    private static let bytesMax = 256 << 10

    /// The text parsed as TOML.
    static func parse(_ text: String, name: String) throws(SettingsError) -> Self {
        guard text.utf8.count <= bytesMax else {
            let message = "has \(text.utf8.count) bytes; \(bytesMax) are allowed"
            throw SettingsError(file: name, line: nil, message)
        }
        if let line = lineOfNUL(in: text) {
            throw SettingsError(file: name, line: line, "holds a NUL character; it must be text")
        }
        do throws(TOMLFault) {
            return Self(name: name, document: try TOMLParser.parse(text))
        } catch {
            throw SettingsError(
                file: name,
                line: error.line,
                "not valid TOML: \(error.message)"
            )
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

    /// A NUL is said to be one before anything else: the file is most likely none of text.
    private static func lineOfNUL(in text: String) -> Int? {
        guard let end = text.utf8.firstIndex(of: 0) else { return nil }
        return text.utf8[..<end].count { $0 == UInt8(ascii: "\n") } + 1
    }
}
