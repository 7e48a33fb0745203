import Domain
import Foundation
import Texts

/// Totals of a report, large, each with how it differs from that of the period before.
struct ReportTiles {
    private let report: Report
    private let language: ReportLanguage

    init(_ report: Report, _ language: ReportLanguage) {
        self.report = report
        self.language = language
    }

    /// The totals of these columns; nothing where there are none.
    func markup(_ columns: [Int]) -> Markup {
        guard let total = report.total, !columns.isEmpty else { return .empty }
        return "<section class=\"tiles\">\(Markup.all(columns.map { tile(total, $0) }))</section>"
    }

    private func tile(_ total: ReportRow, _ index: Int) -> Markup {
        let (column, cell) = (report.columns[index], total.cells[index])
        let before = report.totalBefore?.cells[index]
        let note = before.map { change(from: $0, to: cell, column) } ?? .empty
        return """
            <div class="tile"><span>\(language.title(column))</span>\
            <b>\(language.text(cell, report.head.timeZone))</b>\(note)</div>
            """
    }

    private func change(
        from before: ReportCell,
        to now: ReportCell,
        _ column: ReportColumn
    ) -> Markup {
        guard let change = Change(from: before, to: now, language) else { return .empty }
        let was = language.text(before, report.head.timeZone)
        let mark: Markup =
            switch (change.direction, column.isBurden) {
            case (0, _): "<span>\(change.text)</span>"
            case (1, false), (-1, true): "<span class=\"up\">\(change.text)</span>"
            case (_, _): "<span class=\"down\">\(change.text)</span>"
            }
        return "<small>\(mark), \(language["was"])\u{A0}\(was)</small>"
    }
}

/// How a figure differs from that of the period before.
struct Change {
    let text: String
    /// 1 more, −1 less, 0 the same.
    let direction: Int

    init?(from before: ReportCell, to now: ReportCell, _ language: ReportLanguage) {
        guard let old = before.size, let new = now.size else { return nil }
        let difference = new - old
        direction = difference > 0 ? 1 : difference < 0 ? -1 : 0
        let sign = difference > 0 ? "▲ +" : difference < 0 ? "▼ −" : "= "
        switch now {
        case .share:
            let points = language.decimal(abs(difference) * 100, digits: 1)
            text = sign + points + (language.locale == .ru ? "\u{A0}п.п." : "\u{A0}pp")
        case .score:
            text = sign + language.decimal(abs(difference), digits: 1)
        case .count, .seconds, .money, .points, .parts, .text, .instant:
            guard old != 0 else { return nil }
            text = sign + language.share(abs(difference / old))
        }
    }
}
