import Domain
import Foundation
import Settings

/// Short ways to give a file and to see what is said of it.
enum Given {
    /// What is said of a text, one line a problem; empty where nothing is wrong.
    static func problems(
        _ text: String,
        environment: [String: String] = [:],
        program: Program = Program()
    ) -> [String] {
        do {
            _ = try Settings.parse(text, name: "f", environment: environment, program: program)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// Runs the body with a new folder that is gone afterwards.
    static func folder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
