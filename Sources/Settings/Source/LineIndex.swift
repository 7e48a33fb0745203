/// On which line each key, section and list element of a TOML text stands.
///
/// Made for texts that a TOML parser has already accepted; on others it is merely incomplete.
struct LineIndex: Sendable {
    private let lines: [ConfigPath: Int]

    init(_ text: String) {
        var scanner = LineScanner(text)
        lines = scanner.scan()
    }

    /// The line of the path itself; nil where it is not in the text.
    subscript(exactly path: ConfigPath) -> Int? { lines[path] }

    /// The line of the path or, where it is not in the text, of what it would stand in.
    subscript(path: ConfigPath) -> Int? {
        if let line = lines[path] { return line }
        return path == .root ? nil : self[path.parent]
    }
}
