import Domain

/// On which line each key, section and list element of a TOML text stands.
///
/// Exact for every text that is TOML; on others up to where they cease to be.
struct LineIndex: Sendable {
    private let lines: [ConfigPath: Int]
    /// The first header without a name, by line and by offset in bytes; no TOML allows one.
    let namelessHeader: (line: Int, offset: Int)?
    /// The first line on which a list goes on with what no value begins with; no TOML allows that.
    let brokenList: Int?

    init(_ text: String) {
        var scanner = LineScanner(text)
        lines = scanner.scan()
        namelessHeader = scanner.namelessHeader
        brokenList = scanner.brokenList
    }

    /// The line of the path or, where it is not in the text, of what it would stand in.
    subscript(path: ConfigPath) -> Int? {
        if let line = lines[path] { return line }
        return path == .root ? nil : self[path.parent]
    }
}
