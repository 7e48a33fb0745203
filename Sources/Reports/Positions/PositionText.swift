import Domain
import Foundation

/// The report for a terminal: the figures of each series, and its keywords.
struct PositionText {
    private let document: PositionDocument
    private let language: PositionLanguage

    init(_ document: PositionDocument, _ language: PositionLanguage) {
        self.document = document
        self.language = language
    }

    var text: String {
        let name = document.clientName ?? document.clientID
        var lines = ["\(language["title"]): \(name), \(language.day(document.date))", ""]
        if document.series.isEmpty { lines.append(language["nothing"]) }
        for series in document.series { lines += self.lines(series) + [""] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ series: PositionSeriesReport) -> [String] {
        let figures = series.figures
        let tops = PositionFigures.topLimits.map { limit in
            language.filled("top", "\(limit)") + " "
                + language.percent(figures.tops[limit]?.percent)
        }
        let measured = language.filled("of", "\(figures.measured)", "\(figures.tracked)")
        return [
            "\(series.key.site) · \(language.name(series.key)) · \(language.day(figures.date))",
            language.headline(series),
            "\(language["visibility"]) \(language.percent(figures.visibility?.percent))  "
                + tops.joined(separator: "  "),
            "\(language["coverage"]) \(measured) "
                + "(\(language.percent(figures.coverage.percent)))  \(language["median"]) "
                + language.median(figures.median, depth: figures.depth),
            "",
        ] + table(series.keywords)
    }

    private func table(_ lines: [PositionKeywordLine]) -> [String] {
        let head = ["query", "today", "day", "week", "month", "change", "frequency"]
            .map { language[$0] }
        let rows = lines.map { line in
            [
                line.query, language.reading(line.reading),
                language.reading(line.earlier[.day]), language.reading(line.earlier[.week]),
                language.reading(line.earlier[.month]), language.change(line),
                line.frequency.map { language.report.count($0) } ?? "—",
            ]
        }
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([head] + rows).map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 ? cell + padding : padding + cell
            }
            .joined(separator: "  ")
        }
    }
}
