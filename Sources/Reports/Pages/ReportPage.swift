import Domain
import Foundation
import Texts

/// A report as a page that is whole in itself: no pictures, styles or scripts from elsewhere.
struct ReportPage {
    let report: Report
    let language: ReportLanguage

    private var request: ReportRequest { report.request }

    var text: String {
        Page(
            title: "\(language.title(request.name)) · \(period)",
            language: language,
            place: .report(request.name, request.reader),
            query: "from=\(request.period.from.text)&to=\(request.period.to.text)"
        ).text(body)
    }

    private var period: String {
        "\(language.day(request.period.from)) – \(language.day(request.period.to))"
    }

    private var body: Markup {
        let note = report.head.backlog.isDone ? Markup.empty : backlogNote
        return .all([head, note, tiles, charts, table] + report.sections.map(section) + [footer])
    }

    // MARK: - Head

    private var head: Markup {
        """
        <header><div><h1>\(language.title(request.name))</h1>\
        <p class="lead">\(period) · \(report.head.timeZone.identifier)</p></div>\(form)</header>
        """
    }

    private var form: Markup {
        """
        <form method="get" action="/reports/\(request.name.rawValue)">\
        <label>\(language["from"])\
        <input type="date" name="from" value="\(request.period.from.text)" required></label>\
        <label>\(language["to"])\
        <input type="date" name="to" value="\(request.period.to.text)" required></label>\
        \(choice)\(hidden)<button>\(language["show"])</button></form>
        """
    }

    /// Keeps the reader's own navigation when another period is asked for.
    private var hidden: Markup {
        guard let reader = request.reader else { return .empty }
        return "<input type=\"hidden\" name=\"for\" value=\"\(reader.rawValue)\">"
    }

    private var choice: Markup {
        guard request.name.groupings.count > 1 else { return .empty }
        let options = request.name.groupings.map { by -> Markup in
            let mark: Markup = by == request.by ? " selected" : ""
            return "<option value=\"\(by.rawValue)\"\(mark)>\(language.title(by))</option>"
        }
        return """
            <label>\(language["by"])<select name="by">\(Markup.all(options))</select></label>
            """
    }

    private var backlogNote: Markup {
        "<p class=\"note\">\(ReportFooter(report, language).unprocessed)</p>"
    }

    // MARK: - Totals

    private static let tilesMax = 6

    private var tiles: Markup {
        guard let total = report.total, !report.rows.isEmpty else { return .empty }
        let wanted = report.columns.indices.filter { index in
            switch total.cells[index] {
            case .count, .share, .score, .seconds, .money, .points: true
            case .parts, .text, .instant: false
            }
        }
        let heaviest = wanted.sorted { left, right in
            (report.columns[right].weight, left) < (report.columns[left].weight, right)
        }.prefix(Self.tilesMax)
        return ReportTiles(report, language).markup(wanted.filter(heaviest.contains))
    }

    // MARK: - Drawings

    private var charts: Markup {
        let halves = report.charts.count { !$0.isWide }
        let drawing = ChartDrawing(language: language, isAlone: halves == 1)
        let wide = report.charts.filter(\.isWide).map { drawing.card($0) }
        let narrow = report.charts.filter { !$0.isWide }.map { drawing.card($0) }
        let pair: Markup =
            narrow.isEmpty ? .empty : "<div class=\"pair\">\(Markup.all(narrow))</div>"
        return .all(wide + [pair])
    }

    // MARK: - The table

    private var table: Markup {
        guard !report.rows.isEmpty else {
            return "<section class=\"card\"><p class=\"empty\">\(language["nothing"])</p></section>"
        }
        let heads = report.columns.map { head(of: $0.key, language.title($0), isWide($0)) }
        let first = head(of: "key", language.title(request.by), false)
        let rows = sortedRows.map { row in
            self.row(of: row, language.name(of: row, request.by), report.columns)
        }
        let total = report.total.map { row in
            let markup = self.row(of: row, language["total"], report.columns)
            return "<tfoot>\(markup)</tfoot>" as Markup
        }
        return """
            <section class="card long"><table><thead><tr>\(first)\(Markup.all(heads))</tr></thead>\
            <tbody>\(Markup.all(rows))</tbody>\(total ?? .empty)</table></section>
            """
    }

    /// A further table; its rows stay in their order.
    private func section(_ section: ReportSection) -> Markup {
        let title = language["section.\(section.key)"]
        guard !section.rows.isEmpty else {
            return """
                <section class="card"><h2>\(title)</h2>\
                <p class="empty">\(language["nothing"])</p></section>
                """
        }
        let heads = section.columns.map { column -> Markup in
            let style: Markup = isWide(column) ? " class=\"w\"" : ""
            return "<th scope=\"col\"\(style)>\(language.title(column))</th>"
        }
        let rows = section.rows.map { row in
            self.row(of: row, language.name(of: row, section.by), section.columns)
        }
        return """
            <section class="card long"><h2>\(title)</h2><table><thead><tr>\
            <th scope="col">\(language.title(section.by))</th>\(Markup.all(heads))</tr></thead>\
            <tbody>\(Markup.all(rows))</tbody></table></section>
            """
    }

    private func isWide(_ column: ReportColumn) -> Bool {
        column.key == "junk_by_stage" || column.key == "why"
    }

    private func head(of key: String, _ title: String, _ isWide: Bool) -> Markup {
        let isDown = request.sort == "-" + key
        let isUp = request.sort == key
        let state: Markup =
            isDown
            ? " aria-sort=\"descending\"" : isUp ? " aria-sort=\"ascending\"" : ""
        let next = isDown || (key == "key" && !isUp) ? key : "-" + key
        let style: Markup = isWide ? " class=\"w\"" : ""
        return """
            <th scope="col"\(style)\(state)>\
            <a href="\(link("html"))&amp;sort=\(next)">\(title)</a></th>
            """
    }

    private var sortedRows: [ReportRow] {
        guard let sort = request.sort else { return report.rows }
        let isDown = sort.hasPrefix("-")
        let key = isDown ? String(sort.dropFirst()) : sort
        if key == "key" {
            let rows = report.rows.sorted { $0.key < $1.key }
            return isDown ? rows.reversed() : rows
        }
        guard let column = report.columns.firstIndex(where: { $0.key == key }) else {
            return report.rows
        }
        return report.rows.enumerated().sorted { left, right in
            switch (left.element.cells[column].size, right.element.cells[column].size) {
            case (let one?, let other?) where one != other: isDown ? one > other : one < other
            case (.some, nil): true
            case (nil, .some): false
            default: left.offset < right.offset
            }
        }.map(\.element)
    }

    private func row(
        of row: ReportRow,
        _ name: String,
        _ columns: [ReportColumn]
    ) -> Markup {
        let cells = zip(columns, row.cells).map { column, cell -> Markup in
            let text = language.text(cell, report.head.timeZone)
            let style: Markup = isWide(column) ? " class=\"w\"" : ""
            guard let size = cell.size else { return "<td\(style)>\(text)</td>" }
            return "<td\(style) data-v=\"\("\(size)")\">\(text)</td>"
        }
        return "<tr><td data-v=\"\(row.key)\">\(name)</td>\(Markup.all(cells))</tr>"
    }

    // MARK: - Foot

    private var footer: Markup {
        let footer = ReportFooter(report, language)
        return """
            <footer><span>\(footer.made)<br>\(footer.unprocessed)</span>\
            <span class="export">\(language["export"]): <a href="\(link("excel"))">Excel</a>, \
            <a href="\(link("csv"))">CSV</a>, \
            <a href="\(link("json"))">JSON</a></span></footer>
            """
    }

    /// An id as part of an address.
    private func encoded(_ text: String) -> String {
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    private func link(_ format: String) -> String {
        "/reports/\(request.name.rawValue)?from=\(request.period.from.text)"
            + "&to=\(request.period.to.text)&by=\(request.by.rawValue)&format=\(format)"
            + (request.person.map { "&person=\(encoded($0))" } ?? "")
            + (request.reader.map { "&for=\($0.rawValue)" } ?? "")
    }
}

extension Backlog {
    /// Whether nothing waits that could change a figure.
    var isDone: Bool {
        (waiting ?? 0) == 0 && deadLetters == 0 && overdueTimers == 0
    }
}
