/// What is wrong with the company's own templates.
package struct TextsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One mistake.
    package struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
        /// Of which kind it is.
        package enum Code: String, Sendable {
            case unreadable, unknownTemplate, malformed, unsupportedTag, unknownPlaceholder, empty
            case unknownHelper, looseNumber
        }

        package let code: Code
        /// The file or folder at fault.
        package let file: String
        /// Counted from one; nil where the whole file is meant.
        package let line: Int?
        /// In characters, counted from one.
        package let column: Int?
        package let message: String

        init(
            _ code: Code,
            file: String,
            line: Int? = nil,
            column: Int? = nil,
            _ message: String
        ) {
            self.code = code
            self.file = file
            self.line = line
            self.column = column
            self.message = message
        }

        /// `file:line:column: message`, as compilers write it.
        package var description: String {
            let place = [line, column].compactMap(\.self).map { ":\($0)" }.joined()
            return "\(file)\(place): \(message)"
        }
    }

    /// Never empty; in the order of the files' names.
    package let problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
