package import Domain
import Foundation
import Texts

/// All clients at a glance, for heads: how fresh, how well measured, what moved most.
package struct PositionOverview: Sendable {
    /// One series of one client.
    package struct Row: Sendable {
        package let clientID: String
        package let clientName: String?
        package let report: PositionSeriesReport

        package init(clientID: String, clientName: String?, report: PositionSeriesReport) {
            self.clientID = clientID
            self.clientName = clientName
            self.report = report
        }
    }

    package let date: CalendarDay
    package let rows: [Row]

    /// - Parameter rows: In any order; those whose visibility changed most come first.
    package init(date: CalendarDay, rows: [Row]) {
        self.date = date
        self.rows = rows.sorted { left, right in
            let (one, other) = (Self.weight(left), Self.weight(right))
            return one == other ? left.clientID < right.clientID : one > other
        }
    }

    private static func weight(_ row: Row) -> Decimal {
        row.report.previous?.change.map(abs) ?? -1
    }

    /// The overview in a form.
    package func text(_ format: ReportFormat, _ language: ReportLanguage) -> String {
        let table = PositionOverviewTable(self, PositionLanguage(language))
        switch format {
        case .table: return table.plain
        case .csv, .excel: return table.csv
        case .json: return table.json
        case .html: return table.page
        }
    }
}

/// The overview as lines of a table, in whatever form.
struct PositionOverviewTable {
    private let overview: PositionOverview
    private let language: PositionLanguage

    init(_ overview: PositionOverview, _ language: PositionLanguage) {
        self.overview = overview
        self.language = language
    }

    private static let keys = [
        "overview.client", "overview.series", "overview.fresh", "coverage", "visibility",
        "change", "overview.up", "overview.down",
    ]

    private var head: [String] { Self.keys.map { language[$0] } }

    private func cells(_ row: PositionOverview.Row) -> [String] {
        let report = row.report
        let age = overview.date.ordinal - report.figures.date.ordinal
        let change = report.previous?.change.map { language.points($0) } ?? "—"
        return [
            row.clientName ?? row.clientID,
            "\(report.key.site) · \(language.name(report.key))",
            language.day(report.figures.date) + (age > 0 ? " (−\(age))" : ""),
            language.percent(report.figures.coverage.percent),
            language.percent(report.figures.visibility?.percent), change,
            moved(report.movers.up.first), moved(report.movers.down.first),
        ]
    }

    private func moved(_ mover: PositionMovers.Mover?) -> String {
        mover.map { "\($0.line.query) \(language.change($0.line))" } ?? "—"
    }

    var plain: String {
        let lines = [head] + overview.rows.map(cells)
        let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            .joined(separator: "  ")
        }
        .joined(separator: "\n") + "\n"
    }

    var csv: String {
        let lines = [head] + overview.rows.map { cells($0).map(ReportCSV.safe) }
        return "\u{FEFF}"
            + lines.map { $0.map { ReportCSV.quoted($0) }.joined(separator: ",") + "\r\n" }.joined()
    }

    var json: String {
        var writer = JSONWriter()
        let rows = overview.rows.map { row -> JSON in
            let (key, figures) = (row.report.key, row.report.figures)
            return .object([
                ("client_id", .text(row.clientID)), ("site_id", .text(key.site)),
                ("engine", .text(key.engine)), ("region", key.region.map(JSON.text) ?? .null),
                ("device", key.device.map(JSON.text) ?? .null), ("source", .text(key.source)),
                ("date", .text(figures.date.text)),
                ("days_old", .whole(overview.date.ordinal - figures.date.ordinal)),
                ("is_complete", .flag(figures.isComplete)),
                ("coverage", Self.number(figures.coverage.percent)),
                ("visibility", Self.number(figures.visibility?.percent)),
                ("visibility_change", Self.number(row.report.previous?.change)),
            ])
        }
        writer.write(
            .object([("date", .text(overview.date.text)), ("series", .list(rows))]),
            depth: 0
        )
        return writer.text + "\n"
    }

    private static func number(_ number: Decimal?) -> JSON {
        number.map { .number($0.nearestDouble) } ?? .null
    }

    var page: String {
        let heads = head.map { name -> Markup in "<th scope=\"col\">\(name)</th>" }
        let rows = overview.rows.map { row -> Markup in
            let cells = cells(row).map { cell -> Markup in "<td>\(cell)</td>" }
            return "<tr>\(Markup.all(cells))</tr>"
        }
        let title = "\(language["overview.title"]), \(language.day(overview.date))"
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="\(language.report.locale.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex, nofollow">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title><style>\(Markup(html: PositionStyle.sheet))</style></head>
            <body><main><header><h1>\(title)</h1></header>
            <section class="card long"><table><thead><tr>\(Markup.all(heads))</tr></thead>\
            <tbody>\(Markup.all(rows))</tbody></table></section></main></body></html>

            """
        return page.html
    }
}

extension PositionDocument {
    /// A sentence a series, for a mail.
    package func headlines(_ language: ReportLanguage) -> [String] {
        let words = PositionLanguage(language)
        return series.map { "\($0.key.site), \(words.name($0.key)): \(words.headline($0))" }
    }
}
