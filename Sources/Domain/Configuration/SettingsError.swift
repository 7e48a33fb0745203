/// Everything that is wrong with the settings, all at once.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    package struct Problem: Equatable, Sendable, CustomStringConvertible {
        /// Where the value came from: the file's name, or the name of the variable.
        package let place: String
        /// The line in the file, from 1; nil for a variable and for the file as a whole.
        package let line: Int?
        /// The key, such as `amqp.prefetch`; nil for the file as a whole.
        package let key: String?
        /// What is wrong and what is allowed; never shows a secret.
        package let message: String

        /// `file:line: key: what is wrong, what is allowed`.
        package var description: String {
            [line.map { "\(place):\($0)" } ?? place, key, message].compactMap(\.self)
                .joined(separator: ": ")
        }
    }

    /// In the order of the file, variables of the environment last; never empty.
    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    package init(file: String, line: Int?, _ message: String) {
        problems = [Problem(place: file, line: line, key: nil, message: message)]
    }

    /// One line a problem.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
