import Foundation

/// The text of the domain's sources, for tests that compare texts with code.
enum DomainSources {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Domain")

    /// What the expression's only group finds, without repeats.
    static func captures(of expression: Regex<(Substring, Substring)>) throws -> Set<String> {
        Set(try texts().values.flatMap { $0.matches(of: expression).map { String($0.1) } })
    }

    /// How often the text stands there.
    static func count(of text: String) throws -> Int {
        try texts().values.reduce(0) { $0 + $1.ranges(of: text).count }
    }

    /// The raw values of all enums with the name, in the file or in any.
    static func cases(of name: String, in file: String?) throws -> [String] {
        try texts().filter { path, _ in file.map { path.hasSuffix("/\($0)") } ?? true }.values
            .flatMap { text in
                text.ranges(of: "enum \(name): String").flatMap { start in
                    let body = text[start.upperBound...].prefix { $0 != "}" }
                    return body.split(separator: "\n").flatMap(rawValues)
                }
            }
    }

    /// `case one, two = "second"` is `one` and `second`.
    private static func rawValues(in line: Substring) -> [String] {
        let trimmed = line.drop { $0 == " " }
        guard trimmed.hasPrefix("case ") else { return [] }
        return trimmed.dropFirst("case ".count).split(separator: ",").map { entry in
            let parts = entry.split(separator: "=")
            return (parts.last ?? entry).trimmingCharacters(in: CharacterSet(charactersIn: " \"`"))
        }
    }

    private static func texts() throws -> [String: String] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var texts: [String: String] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            texts[file.path] = try String(contentsOf: file, encoding: .utf8)
        }
        return texts
    }
}
