import Foundation

/// The project on disk, found from the place of this very file, wherever the tests are run.
enum Project {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let contract = root.appending(path: "docs/contract")

    static func json(_ file: URL) throws -> JSON {
        try JSON(bytes: [UInt8](try Data(contentsOf: file)))
    }

    /// The files of a folder that end so, in the order of their names.
    static func files(in folder: URL, ending: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(ending) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
