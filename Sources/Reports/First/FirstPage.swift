package import Domain
package import Foundation

/// Somebody's first page: the few figures that matter to him, each with the way to its report.
package struct FirstPage {
    private let language: ReportLanguage
    private let reader: Reader
    /// The reports behind its blocks, in their order.
    private let reports: [Report]
    /// Nil for those who don't look at it.
    private let present: Present?
    private let now: Date
    private let zone: TimeZone

    /// How many days are looked back on.
    private static let days = 30

    /// - Parameter reports: Those of `requests`, in the same order.
    package init(
        _ language: ReportLanguage,
        for reader: Reader,
        reports: [Report],
        present: Present?,
        now: Date,
        zone: TimeZone
    ) {
        (self.language, self.reader, self.reports) = (language, reader, reports)
        (self.present, self.now, self.zone) = (present, now, zone)
    }

    /// What must be counted for the page: the last thirty days, where a report has no other period
    /// than a month, as on the first of a month there would be nothing to see.
    package static func requests(
        of reader: Reader,
        now: Date,
        calendar: WorkCalendar
    ) throws(ReportProblem) -> [ReportRequest] {
        let today = calendar.day(of: now)
        var requests: [ReportRequest] = []
        for block in reader.blocks {
            let isMonthly = block.report.usualLength == .month
            let words = ReportWords(
                name: block.report.rawValue,
                from: isMonthly ? today.adding(days: 1 - days).text : nil,
                to: isMonthly ? today.text : nil,
                by: block.by.rawValue,
                reader: reader.rawValue
            )
            requests.append(try words.request(now: now, calendar: calendar, format: .html))
        }
        return requests
    }

    package var text: String {
        Page(
            title: "\(language.title(reader)) · Baton",
            language: language,
            place: .reader(reader)
        ).text(.all([head, urgent] + zip(reader.blocks, reports).map(card)))
    }

    private var head: Markup {
        """
        <header><div><h1>\(language.title(reader))</h1>\
        <p class="lead">\(language.moment(now, zone)) · \(zone.identifier)</p></div></header>
        """
    }

    /// What goes on now comes first: a client who waits is more than a figure.
    private var urgent: Markup {
        guard let present else { return .empty }
        let cards = PresentCards(language: language, present: present, now: now, zone: zone)
        return .all([cards.turns, cards.urgent])
    }

    // MARK: - One report

    private func card(_ block: FirstBlock, _ report: Report) -> Markup {
        .all([
            title(block, report), tiles(block, report), drawing(block, report),
            table(block, report),
        ])
    }

    private func title(_ block: FirstBlock, _ report: Report) -> Markup {
        let period = report.request.period
        return """
            <h2 class="first"><a href="\(link(block, report))">\(language.title(block.report))\
            </a> <span>\(language.day(period.from)) – \(language.day(period.to))</span></h2>
            """
    }

    private func link(_ block: FirstBlock, _ report: Report) -> String {
        let period = report.request.period
        return "/reports/\(block.report.rawValue)?from=\(period.from.text)&to=\(period.to.text)"
            + "&by=\(block.by.rawValue)&for=\(reader.rawValue)"
    }

    private func tiles(_ block: FirstBlock, _ report: Report) -> Markup {
        guard !report.rows.isEmpty else { return .empty }
        return ReportTiles(report, language).markup(places(block.tiles, report))
    }

    private func places(_ keys: [String], _ report: Report) -> [Int] {
        keys.compactMap { key in report.columns.firstIndex { $0.key == key } }
    }

    private func drawing(_ block: FirstBlock, _ report: Report) -> Markup {
        guard block.isDrawn, let chart = report.charts.first else { return .empty }
        return ChartDrawing(language: language, isAlone: true).card(chart)
    }

    private func table(_ block: FirstBlock, _ report: Report) -> Markup {
        guard !report.rows.isEmpty else {
            return "<section class=\"card\"><p class=\"empty\">\(language["nothing"])</p></section>"
        }
        let columns = places(block.columns, report)
        guard !columns.isEmpty else { return .empty }
        let heads = columns.map { index -> Markup in
            "<th scope=\"col\">\(language.title(report.columns[index]))</th>"
        }
        let rows = report.rows.prefix(block.rows).map { row -> Markup in
            let cells = columns.map { index -> Markup in
                "<td>\(language.text(row.cells[index], report.head.timeZone))</td>"
            }
            return "<tr><td>\(language.name(of: row, block.by))</td>\(Markup.all(cells))</tr>"
        }
        return """
            <section class="card"><table><thead><tr><th scope="col">\(language.title(block.by))\
            </th>\(Markup.all(heads))</tr></thead><tbody>\(Markup.all(rows))</tbody></table>\
            \(more(block, report))</section>
            """
    }

    private func more(_ block: FirstBlock, _ report: Report) -> Markup {
        let left = report.rows.count - block.rows
        guard left > 0 else { return .empty }
        let text = language["first.more"].replacing { $0 == "%" ? language.count(left) : nil }
        return "<p class=\"lead\"><a href=\"\(link(block, report))\">\(text)</a></p>"
    }
}
