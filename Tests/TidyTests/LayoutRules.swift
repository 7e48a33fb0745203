/// How files and folders are called and end.
enum LayoutRules {
    /// All that may lie at the top of the project.
    static let topLevel: Set = [
        "Package.swift", "Sources", "Tests", "Benchmarks", "deploy", "systemd",
        "config.example.toml", "docs",
        "CHANGELOG.md", "README.md",
        "Makefile", ".ci", ".gitignore", ".swift-format",
    ]
    /// What tools leave there and git ignores.
    static let ignored = [".git", ".build", ".swiftpm", "Package.resolved"]

    /// Names that say nothing about what is inside.
    static let emptyNames: Set = [
        "Utils", "Util", "Utilities", "Helpers", "Helper", "Manager", "Managers", "Models", "Model",
        "Common", "Misc",
        "New", "Old", "Deprecated", "Extensions",
    ]

    static func leftovers(at top: [String]) -> [String] {
        top.filter { name in !topLevel.contains(name) && !ignored.contains { name.hasPrefix($0) } }
            .sorted()
    }

    static func emptyNames(of folders: [String]) -> [String] {
        folders.filter { $0.split(separator: "/").contains { emptyNames.contains(String($0)) } }
    }

    static func fileName(of file: SourceFile) -> [Complaint] {
        let name = file.path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
        let last = name.split(separator: "+").last.map(String.init) ?? ""
        let isEmpty =
            emptyNames.contains(last)
            || ["Utils", "Helpers", "Helper"].contains { last.hasSuffix($0) }
        return isEmpty ? [file.complaint(1, "the name `\(name)` does not say what is inside")] : []
    }

    static func ends(of file: SourceFile) -> [Complaint] {
        var found: [Complaint] = []
        if file.text.last != UInt8(ascii: "\n") {
            found.append(file.complaint(file.lineCount, "the file does not end with a newline"))
        } else if file.text.suffix(2) == [UInt8(ascii: "\n"), UInt8(ascii: "\n")] {
            found.append(file.complaint(file.lineCount, "the file ends with an empty line"))
        }
        for number in 1...max(1, file.lineCount) {
            if let last = file.line(number).last,
                [UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0D].contains(last)
            {
                found.append(file.complaint(number, "blanks at the end of the line"))
            }
        }
        return found
    }
}
