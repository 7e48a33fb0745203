import Foundation
import Testing

/// The project on disk, found from the place of this very file, wherever the tests are run.
struct SourceTree: Sendable {
    static let project = SourceTree()

    let root: URL
    /// The names at the top of the project.
    let topLevel: [String]
    /// Every folder below `Sources` (the benchmarks' too) and `Tests`, as a path from the root.
    let folders: [String]
    let files: [SourceFile]

    private init() {
        root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var folders: [String] = []
        var files: [SourceFile] = []
        for top in ["Sources", "Tests", "Benchmarks/Sources"] {
            for path in Self.paths(below: root.appending(path: top)).sorted() {
                let url = root.appending(path: top).appending(path: path)
                if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
                    folders.append("\(top)/\(path)")
                } else if path.hasSuffix(".swift"), let data = try? Data(contentsOf: url) {
                    files.append(SourceFile(path: "\(top)/\(path)", bytes: [UInt8](data)))
                }
            }
        }
        self.folders = folders
        self.files = files
        topLevel = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
    }

    private static func paths(below folder: URL) -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
    }

    /// What a rule has against the files, and nothing when it is content.
    func complaints(_ rule: (SourceFile) -> [Complaint]) -> [Complaint] {
        files.flatMap(rule)
    }
}

/// Fails with one line a complaint.
func expectNone(_ complaints: [Complaint], sourceLocation: SourceLocation = #_sourceLocation) {
    guard !complaints.isEmpty else { return }
    let text = complaints.map(\.description).joined(separator: "\n")
    Issue.record("\(complaints.count) to mend:\n\(text)", sourceLocation: sourceLocation)
}
