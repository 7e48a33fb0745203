package import Reports

/// Whoever makes the pages behind the password.
package protocol ReportDesk: Sendable {
    /// Of the user `baton`; nil while no password is configured.
    var password: String? { get }
    /// The report that the words ask for.
    func report(_ words: ReportWords) async throws(ReportProblem) -> ReportAnswer
    /// The first page of one who looks, by the name that stands in its address.
    func firstPage(for reader: String) async throws(ReportProblem) -> String
    /// The page of the present; a stranger sees the state alone.
    func home(isStranger: Bool) async throws(ReportProblem) -> String
}

/// A report in the form that was asked for.
package struct ReportAnswer: Sendable {
    package let text: String
    package let format: ReportFormat
    /// Under which name a browser saves it.
    package let fileName: String

    package init(text: String, format: ReportFormat, fileName: String) {
        self.text = text
        self.format = format
        self.fileName = fileName
    }
}
