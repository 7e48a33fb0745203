import Domain

/// A table of a report for a terminal, as wide as the terminal at most.
struct ReportTable {
    /// Nil for the first one, which needs none.
    private let title: String?
    private let by: ReportGrouping
    private let columns: [ReportColumn]
    private let rows: [ReportRow]
    private let total: ReportRow?
    private let report: Report
    private let language: ReportLanguage
    /// Columns of the terminal; nil is no limit.
    private let width: Int?

    /// Two blanks stand between columns.
    private static let gap = "  "
    private static let nameWidthMin = 12

    /// The first table of a report.
    init(_ report: Report, _ language: ReportLanguage, _ width: Int?) {
        title = nil
        by = report.request.by
        (columns, rows, total) = (report.columns, report.rows, report.total)
        (self.report, self.language, self.width) = (report, language, width)
    }

    /// A further one.
    init(
        _ section: ReportSection,
        _ report: Report,
        _ language: ReportLanguage,
        _ width: Int?
    ) {
        title = language["section.\(section.key)"]
        by = section.by
        (columns, rows, total) = (section.columns, section.rows, nil)
        (self.report, self.language, self.width) = (report, language, width)
    }

    var lines: [String] {
        let head = title.map { ["", $0, ""] } ?? []
        guard !rows.isEmpty else { return head + [language["nothing"]] }
        let (shown, leftOut) = fitting
        return head + table(shown) + note(leftOut)
    }

    private func note(_ leftOut: [Int]) -> [String] {
        guard !leftOut.isEmpty else { return [] }
        let names = leftOut.map { language.title(columns[$0]) }.joined(separator: ", ")
        return ["", language["left_out"].replacing { $0 == "%" ? names : nil }]
    }

    private var all: [ReportRow] { rows + [total].compactMap(\.self) }

    private func name(_ row: ReportRow) -> String {
        row == total ? language["total"] : language.name(of: row, by).harmlessLine
    }

    private func cell(_ row: ReportRow, _ column: Int) -> String {
        language.text(row.cells[column], report.head.timeZone).harmlessLine
    }

    private func width(of column: Int) -> Int {
        let cells = all.map { cell($0, column).count }
        return max(language.title(columns[column]).count, cells.max() ?? 0)
    }

    /// Which columns have room, and which were left out: the least important ones.
    private var fitting: (columns: [Int], leftOut: [Int]) {
        let everything = Array(columns.indices)
        guard let width else { return (everything, []) }
        let widths = everything.map { self.width(of: $0) + Self.gap.count }
        var shown = everything
        while shown.count > 1,
            Self.nameWidthMin + shown.reduce(0, { $0 + widths[$1] }) > width,
            let least = shown.min(by: {
                (columns[$0].weight, -widths[$0]) < (columns[$1].weight, -widths[$1])
            })
        {
            shown.removeAll { $0 == least }
        }
        return (shown, everything.filter { !shown.contains($0) })
    }

    private func table(_ shown: [Int]) -> [String] {
        let widths = shown.map(width)
        let rest = widths.reduce(0) { $0 + $1 + Self.gap.count }
        let first = language.title(by)
        let wanted = (all.map { name($0).count } + [first.count]).max() ?? 0
        let room = width.map { max(Self.nameWidthMin, $0 - rest) } ?? wanted
        let nameWidth = min(wanted, room)
        func line(_ name: String, _ cells: [String]) -> String {
            let cells = zip(cells, widths).map { Self.gap + Self.padded($0, to: $1, right: true) }
            return Self.padded(Self.cut(name, nameWidth), to: nameWidth, right: false)
                + cells.joined()
        }
        let rule = String(repeating: "─", count: nameWidth + rest)
        let head = line(first, shown.map { language.title(columns[$0]) })
        let body = rows.map { row in line(name(row), shown.map { cell(row, $0) }) }
        let foot = total.map { row in [rule, line(name(row), shown.map { cell(row, $0) })] }
        return [head, rule] + body + (foot ?? [])
    }

    private static func padded(_ text: String, to width: Int, right: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return right ? blanks + text : text + blanks
    }

    private static func cut(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
    }
}
