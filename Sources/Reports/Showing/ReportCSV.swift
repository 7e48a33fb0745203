import Domain
import Foundation

/// A report for spreadsheets: RFC 4180, UTF-8 with a byte order mark, by which Excel knows it.
///
/// The total is left out: a spreadsheet sums by itself. Text that a spreadsheet would take for a
/// formula gets an apostrophe in front.
struct ReportCSV {
    let report: Report

    var text: String {
        let hasNames = report.rows.contains { $0.name != nil }
        let head = ["key"] + (hasNames ? ["name"] : []) + report.columns.flatMap(Self.heads)
        let rows = report.rows.map { row in
            let name = hasNames ? [Self.safe(row.name ?? row.key)] : []
            let cells = zip(report.columns, row.cells).flatMap { Self.fields($1) }
            return [Self.safe(row.key)] + name + cells
        }
        let lines = ([head] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }
        return "\u{FEFF}" + lines.joined()
    }

    /// Money takes two columns, so that amounts are numbers.
    private static func heads(_ column: ReportColumn) -> [String] {
        moneyColumns.contains(column.key) ? [column.key, column.key + "_currency"] : [column.key]
    }

    private static let moneyColumns: Set = ["pay", "rate", "amount", "amount_before"]

    private static func fields(_ cell: ReportCell) -> [String] {
        switch cell {
        case .count(let count): ["\(count)"]
        case .share(let share): ["\(share)"]
        case .score(let score): [score.map { "\($0)" } ?? ""]
        case .seconds(let seconds): [seconds.map { "\(($0 * 1000).rounded() / 1000)" } ?? ""]
        case .money(let money):
            money.map { [Money.text($0.amount), $0.currency] } ?? ["", ""]
        case .parts(let parts):
            [
                safe(
                    parts.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
                        .joined(separator: "; ")
                )
            ]
        case .text(let text): [safe(text ?? "")]
        case .instant(let instant): [Instant.text(instant)]
        }
    }

    /// No spreadsheet takes it for a formula.
    static func safe(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    static func quoted(_ field: String) -> String {
        let special: Set<Unicode.Scalar> = ["\"", ",", "\r", "\n", ";"]
        guard field.unicodeScalars.contains(where: special.contains) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
