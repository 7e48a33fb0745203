import Domain
import Foundation
import Settings

/// The example file with everything that is commented out turned on, and what it refers to.
struct WholeExample {
    /// One line that gives a key.
    struct Line: CustomStringConvertible {
        /// Counted from 1.
        let number: Int
        /// In its brackets.
        let section: String
        let key: String
        let value: String

        var description: String { "\(section) \(key)" }
        /// Whether the company, not Baton, chooses the name of the key.
        var isNamedByCompany: Bool { key.hasPrefix("\"") }
    }

    let text: String
    private let folder: String

    /// The example as it is written, without the marks of comments before keys and sections.
    static var uncommented: String {
        let setting = /# (\[.+\]|("[^"]+"|[a-z_]+) = .+)/
        return Settings.example.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.wholeMatch(of: setting).map { String($0.1) } ?? String($0) }
            .joined(separator: "\n")
    }

    /// Gives the body an example that is valid, with all files that it names.
    static func use<Result>(_ body: (Self) throws -> Result) throws -> Result {
        try Given.folder { folder in
            let names = [
                "baton_secret", "baton_reports", "baton_positions", "ca.pem", "client.pem",
                "client.key",
            ]
            for name in names {
                try "not a secret, but long enough\n".write(
                    to: folder.appending(path: name),
                    atomically: true,
                    encoding: .utf8
                )
            }
            for name in ["logo.png", "sign.png"] {
                let head = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
                try head.write(to: folder.appending(path: name))
            }
            let text =
                uncommented
                .replacing("/etc/baton/templates", with: folder.path)
                .replacing("/etc/baton", with: folder.path)
                .replacing("amqp://", with: "amqps://")
                .replacing("action = \"voicemail\"", with: "action = \"queue\"")
            return try body(Self(text: text, folder: folder.path))
        }
    }

    func parsed() throws -> Settings {
        try Settings.parse(text, credentialsDirectory: folder)
    }

    /// Every line that gives a key.
    var lines: [Line] {
        var section = ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .compactMap { index, line in
                if let head = line.wholeMatch(of: /\[.+\]/) { section = String(head.output) }
                let pair = /("[^"]+"|[a-z_]+) = (.+?)( +# .*)?/
                guard let match = line.wholeMatch(of: pair) else { return nil }
                return Line(
                    number: index + 1,
                    section: section,
                    key: String(match.1),
                    value: String(match.2)
                )
            }
    }

    /// What is said of each of the lines once all of them stand there differently.
    func said(of changed: [Line], as setting: (Line) -> String) -> [(line: Line, said: [String])] {
        var text = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for line in changed { text[line.number - 1] = setting(line) }
        let problems = problems(of: text.joined(separator: "\n"))
        return changed.map { line in
            (line, problems.filter { $0.line == line.number }.map(\.message))
        }
    }

    /// What is said of each of the lines with another value.
    func said(of changed: [Line], with value: (Line) -> String) -> [(line: Line, said: [String])] {
        said(of: changed, as: { "\($0.key) = \(value($0))" })
    }

    private func problems(of text: String) -> [SettingsError.Problem] {
        do throws(SettingsError) {
            _ = try Settings.parse(text, credentialsDirectory: folder)
            return []
        } catch {
            return error.problems
        }
    }
}
