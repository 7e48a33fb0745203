import Domain
import Foundation
import Reports

/// A comparison as a page that is whole in itself, with a bar beside each other for everybody.
package struct ComparisonPage {
    private let comparison: Comparison
    private let language: ComparisonLanguage

    /// As many rows of a table as a page shows; all of them are in JSON.
    private static let rowsMax = 200
    private static let tiles = [
        "leads_moved", "wait_sum", "deals_moved", "requests_moved", "raise_gain", "quoted", "pay",
        "expired",
    ]
    private static let charts = ["leads", "expired", "requests", "rating", "balance"]

    package init(_ comparison: Comparison, _ language: ComparisonLanguage) {
        self.comparison = comparison
        self.language = language
    }

    /// The whole document.
    package var text: String {
        Page(
            title: language["title"],
            language: language.page,
            place: .alone
        ).text(body)
    }

    private var body: Markup {
        .all([head, summaryTiles, drawings] + comparison.tables.map(card) + [foot])
    }

    private var head: Markup {
        let (from, to) = (moment(comparison.from), moment(comparison.to))
        return """
            <header><div><h1>\(language["title"])</h1>\
            <p class="lead">\(language["lead"])<br>\(from) – \(to) · \
            \(comparison.zone.identifier)</p></div></header>
            """
    }

    private func moment(_ instant: Date) -> String {
        language.page.moment(instant, comparison.zone)
    }

    private var foot: Markup {
        let guessed = language.page.count(comparison.guessed)
        return """
            <footer><span>\(language["configuration"]): \(comparison.versions.before) → \
            \(comparison.versions.after)</span><span>\(language["guessed"]): \(guessed)</span>\
            </footer>
            """
    }

    // MARK: - Tiles

    private var summaryTiles: Markup {
        guard let table = comparison.tables.first(where: { $0.key == "summary" }) else {
            return .empty
        }
        let tiles = Self.tiles.compactMap { key in
            table.rows.first { $0.first == .text(key) }.map { tile(key, $0) }
        }
        guard !tiles.isEmpty else { return "<p class=\"note\">\(language["nothing"])</p>" }
        return "<section class=\"tiles\">\(Markup.all(tiles))</section>"
    }

    private func tile(_ key: String, _ row: [ReportCell]) -> Markup {
        func text(_ column: Int, _ name: String) -> String {
            language.text(row[column], column: name, comparison.zone)
        }
        let name = text(0, "figure")
        guard row[1] != .text(nil) else {
            return "<div class=\"tile\"><span>\(name)</span><b>\(text(3, "after"))</b></div>"
        }
        return """
            <div class="tile"><span>\(name)</span><b>\(text(3, "difference"))</b>\
            <small>\(text(1, "before")) → \(text(2, "after"))</small></div>
            """
    }

    // MARK: - Drawings

    private var drawings: Markup {
        guard let people = comparison.tables.first(where: { $0.key == "people" }) else {
            return .empty
        }
        let cards = Self.charts.compactMap { key -> Markup? in
            guard let column = people.columns.firstIndex(of: "\(key)_before") else { return nil }
            return chart(key, people, column)
        }
        return cards.isEmpty ? .empty : "<div class=\"pair\">\(Markup.all(cards))</div>"
    }

    private func chart(_ key: String, _ table: Comparison.Table, _ column: Int) -> Markup? {
        let rows = table.rows.filter { $0[column] != $0[column + 1] }
        let sizes = rows.map { [Self.size($0[column]), Self.size($0[column + 1])] }
        guard let most = sizes.flatMap(\.self).max(), most > 0 else { return nil }
        let bars = zip(rows, sizes).enumerated().map { index, pair -> Markup in
            let y = Double(index) * 46
            let texts = [pair.0[column], pair.0[column + 1]].map {
                language.text($0, column: key, comparison.zone)
            }
            let drawn = zip(pair.1, ["s1", "s2"]).enumerated().map { place, bar -> Markup in
                """
                <rect class="\(bar.1)" x="0" y="\(y + 20 + Double(place) * 9)" height="8" \
                rx="3" width="\(540 * max(0, bar.0) / most)"/>
                """
            }
            return """
                <text class="name" x="0" y="\(y + 13)">\
                \(language.text(pair.0[0], column: "person", comparison.zone))</text>\
                <text class="strong" x="540" y="\(y + 13)" text-anchor="end">\
                \(texts.joined(separator: " → "))</text>\(Markup.all(drawn))
                """
        }
        let title = language["chart.\(key)"]
        return """
            <section class="card"><h2>\(title)</h2><p class="legend">\
            <span><i class="s1"></i>\(language["before"])</span>\
            <span><i class="s2"></i>\(language["after"])</span></p>\
            <svg viewBox="0 0 540 \(Double(rows.count) * 46)" role="img" aria-label="\(title)">\
            \(Markup.all(bars))</svg></section>
            """
    }

    private static func size(_ cell: ReportCell) -> Double {
        switch cell {
        case .count(let count): Double(count)
        case .points(let points): points?.nearestDouble ?? 0
        case .seconds(let seconds): seconds ?? 0
        case .money(let money): money?.amount.nearestDouble ?? 0
        case .share(let share): share ?? 0
        case .score(let score): score ?? 0
        case .parts, .text, .instant: 0
        }
    }

    // MARK: - Tables

    private func card(_ table: Comparison.Table) -> Markup {
        guard !table.rows.isEmpty else { return .empty }
        let heads = table.columns.map { "<th scope=\"col\">\(language.head($0))</th>" as Markup }
        let rows = table.rows.prefix(Self.rowsMax).map { row -> Markup in
            let cells = zip(table.columns, row).map { column, cell -> Markup in
                "<td>\(language.text(cell, column: column, comparison.zone))</td>"
            }
            return "<tr>\(Markup.all(cells))</tr>"
        }
        let left = table.rows.count - rows.count
        let more: Markup =
            left > 0
            ? "<p class=\"lead\">\(language["more"]) \(language.page.count(left))</p>" : .empty
        return """
            <section class="card long"><h2>\(language[table.key])</h2><table><thead><tr>\
            \(Markup.all(heads))</tr></thead><tbody>\(Markup.all(Array(rows)))</tbody></table>\
            \(more)</section>
            """
    }
}
