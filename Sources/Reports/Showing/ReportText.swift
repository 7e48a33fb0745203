import Domain
import Foundation

/// A report for a terminal, as wide as the terminal at most.
struct ReportText {
    let report: Report
    let language: ReportLanguage
    /// Columns of the terminal; nil is no limit.
    let width: Int?

    /// Two blanks stand between columns.
    private static let gap = "  "
    private static let nameWidthMin = 12

    var text: String {
        let (columns, leftOut) = fitting
        var lines = [title, ""]
        if report.rows.isEmpty {
            lines.append(language["nothing"])
        } else {
            lines += table(columns)
        }
        if !leftOut.isEmpty {
            let names = leftOut.map { language.title(report.columns[$0]) }
            lines += [
                "",
                language["left_out"].replacing {
                    $0 == "%" ? names.joined(separator: ", ") : nil
                },
            ]
        }
        return (lines + ["", ReportFooter(report, language).text]).joined(separator: "\n") + "\n"
    }

    private var title: String {
        let period = report.request.period
        return "\(language.title(report.request.name)): "
            + "\(language.day(period.from)) – \(language.day(period.to)), "
            + report.head.timeZone.identifier
    }

    // MARK: - The table

    private var all: [ReportRow] { report.rows + [report.total].compactMap(\.self) }

    private func name(_ row: ReportRow) -> String {
        row == report.total
            ? language["total"] : language.name(of: row, report.request.by).harmlessLine
    }

    private func cell(_ row: ReportRow, _ column: Int) -> String {
        language.text(row.cells[column], report.head.timeZone).harmlessLine
    }

    private func width(of column: Int) -> Int {
        let cells = all.map { cell($0, column).count }
        return max(language.title(report.columns[column]).count, cells.max() ?? 0)
    }

    /// Which columns have room, and which were left out: the least important ones.
    private var fitting: (columns: [Int], leftOut: [Int]) {
        let everything = Array(report.columns.indices)
        guard let width else { return (everything, []) }
        let widths = everything.map { self.width(of: $0) + Self.gap.count }
        var columns = everything
        while columns.count > 1,
            Self.nameWidthMin + columns.reduce(0, { $0 + widths[$1] }) > width,
            let least = columns.min(by: {
                (report.columns[$0].weight, -widths[$0]) < (report.columns[$1].weight, -widths[$1])
            })
        {
            columns.removeAll { $0 == least }
        }
        return (columns, everything.filter { !columns.contains($0) })
    }

    private func table(_ columns: [Int]) -> [String] {
        let widths = columns.map(width)
        let rest = widths.reduce(0) { $0 + $1 + Self.gap.count }
        let first = language.title(report.request.by)
        let wanted = (all.map { name($0).count } + [first.count]).max() ?? 0
        let room = width.map { max(Self.nameWidthMin, $0 - rest) } ?? wanted
        let nameWidth = min(wanted, room)
        func line(_ name: String, _ cells: [String]) -> String {
            let cells = zip(cells, widths).map { Self.gap + Self.padded($0, to: $1, right: true) }
            return Self.padded(Self.cut(name, nameWidth), to: nameWidth, right: false)
                + cells.joined()
        }
        let rule = String(repeating: "─", count: nameWidth + rest)
        let head = line(first, columns.map { language.title(report.columns[$0]) })
        let rows = report.rows.map { row in line(name(row), columns.map { cell(row, $0) }) }
        let total = report.total.map { row in
            [rule, line(name(row), columns.map { cell(row, $0) })]
        }
        return [head, rule] + rows + (total ?? [])
    }

    private static func padded(_ text: String, to width: Int, right: Bool) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return right ? blanks + text : text + blanks
    }

    private static func cut(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
    }
}

/// What every report says of itself below its figures.
struct ReportFooter {
    let report: Report
    let language: ReportLanguage

    init(_ report: Report, _ language: ReportLanguage) {
        self.report = report
        self.language = language
    }

    var text: String { "\(made)\n\(unprocessed)" }

    var made: String {
        let head = report.head
        return "\(language["made"]) \(language.moment(head.madeAt, head.timeZone)), "
            + "\(language["configuration"]) \(head.configuration)"
    }

    /// What is missing, and what may still change.
    var unprocessed: String { [missing, waiting].compactMap(\.self).joined(separator: ". ") }

    /// Nil where everything of the period was counted.
    private var missing: String? {
        guard let since = report.head.backlog.factsSince, since > report.start else { return nil }
        let moment = language.moment(since, report.head.timeZone)
        return language["facts_since"].replacing { $0 == "%" ? moment : nil }
    }

    private var waiting: String {
        let backlog = report.head.backlog
        let figures = [
            (backlog.waiting ?? 0, "waiting"), (backlog.deadLetters, "dead"),
            (backlog.unpublished, "unpublished"), (backlog.overdueTimers, "overdue"),
        ]
        let some = figures.filter { $0.0 > 0 }
            .map { "\(language["backlog.\($0.1)"]) \(language.count($0.0))" }
        let upTo = backlog.decidedUpTo.map {
            "; \(language["backlog.up_to"]) \(language.moment($0, report.head.timeZone))"
        }
        let head =
            some.isEmpty
            ? language["backlog.none"]
            : "\(language["backlog.some"]): \(some.joined(separator: ", "))"
        return head + (upTo ?? "")
    }
}

extension Report {
    /// The first instant of its period.
    fileprivate var start: Date {
        WorkCalendar(timeZone: head.timeZone).startOfDay(request.period.from)
    }

    /// The report in one of its forms.
    ///
    /// - Parameter width: Columns of the terminal; nil is no limit.
    package func text(_ language: ReportLanguage, width: Int? = nil) -> String {
        switch request.format {
        case .table: ReportText(report: self, language: language, width: width).text
        case .csv: ReportCSV(report: self).text
        case .excel: ReportCSV(report: self, for: language).text
        case .json: ReportJSON(report: self).text
        case .html: ReportPage(report: self, language: language).text
        }
    }

    /// Under which name it is saved.
    package var fileName: String {
        "\(request.name.rawValue)-\(request.period.from.text)-\(request.period.to.text)"
            + ".\(request.format.fileExtension)"
    }
}
