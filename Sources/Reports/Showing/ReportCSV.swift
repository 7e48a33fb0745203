import Domain
import Foundation

/// A report for spreadsheets: RFC 4180, UTF-8 with a byte order mark, by which Excel knows it.
///
/// The total is left out: a spreadsheet sums by itself. Text that a spreadsheet would take for a
/// formula gets an apostrophe in front.
struct ReportCSV {
    let report: Report
    /// What stands in numbers before the fraction.
    private let decimalPoint: String
    /// What stands between cells.
    private let separator: String

    /// For programs: a comma between cells, a point in numbers.
    init(report: Report) {
        self.report = report
        (decimalPoint, separator) = (".", ",")
    }

    /// For Excel, which takes both from the language of the machine: where numbers have a comma,
    /// cells are separated by semicolons.
    init(report: Report, for language: ReportLanguage) {
        self.report = report
        decimalPoint = language.decimalPoint
        separator = decimalPoint == "," ? ";" : ","
    }

    var text: String {
        let hasNames = report.rows.contains { $0.name != nil }
        let head = ["key"] + (hasNames ? ["name"] : []) + report.columns.flatMap(Self.heads)
        let rows = report.rows.map { row in
            let name = hasNames ? [Self.safe(row.name ?? row.key)] : []
            let cells = zip(report.columns, row.cells).flatMap { fields($1, of: $0) }
            return [Self.safe(row.key)] + name + cells
        }
        let lines = ([head] + rows).map {
            $0.map { Self.quoted($0, separator) }.joined(separator: separator) + "\r\n"
        }
        return "\u{FEFF}" + lines.joined()
    }

    /// Money takes two columns, so that amounts are numbers.
    private static func heads(_ column: ReportColumn) -> [String] {
        column.isMoney ? [column.key, column.key + "_currency"] : [column.key]
    }

    /// A number as programs of the reader's language read it.
    private func number(_ text: String) -> String {
        text.replacing { $0 == "." ? decimalPoint : nil }
    }

    private func fields(_ cell: ReportCell, of column: ReportColumn) -> [String] {
        switch cell {
        case .count(let count): ["\(count)"]
        case .share(let share): [share.map { number("\($0)") } ?? ""]
        case .score(let score): [score.map { number("\($0)") } ?? ""]
        case .seconds(let seconds):
            [seconds.map { number("\(($0 * 1000).rounded() / 1000)") } ?? ""]
        case .money(let money) where column.isMoney:
            money.map { [number(Money.text($0.amount)), $0.currency] } ?? ["", ""]
        case .money(let money):
            [money.map { "\(number(Money.text($0.amount))) \($0.currency)" } ?? ""]
        case .points(let points): [points.map { number($0.twoPlaces) } ?? ""]
        case .parts(let parts):
            [
                Self.safe(
                    parts.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
                        .joined(separator: "; ")
                )
            ]
        case .text(let text): [Self.safe(text ?? "")]
        case .instant(let instant): [Instant.text(instant)]
        }
    }

    /// No spreadsheet takes it for a formula.
    static func safe(_ text: String) -> String {
        // A spreadsheet has no use for control characters, and a terminal would obey them.
        let text = text.harmless
        guard let first = text.unicodeScalars.first, "=+-@\t\r␍".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    /// A field in quotes, where it needs them.
    ///
    /// A semicolon does in any case: some programs take it for a separator too. A comma does only
    /// where it separates.
    static func quoted(_ field: String, _ separator: String = ",") -> String {
        let special: Set<Unicode.Scalar> = ["\"", "\r", "\n", ";"]
        let isSeparated = separator == "," && field.holds([","])
        guard isSeparated || field.holds(special) else { return field }
        return "\"" + field.replacing { $0 == "\"" ? "\"\"" : nil } + "\""
    }
}
