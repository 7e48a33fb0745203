import Domain
import Foundation

/// The tables of one series: what moved, what is to be said of pages, and all keywords.
struct PositionTables {
    private let series: PositionSeriesReport
    private let language: PositionLanguage

    init(_ series: PositionSeriesReport, _ language: PositionLanguage) {
        self.series = series
        self.language = language
    }

    var markup: Markup {
        .all([movers, pages, keywords])
    }

    // MARK: - Movers

    private var movers: Markup {
        guard !series.movers.isEmpty else { return .empty }
        let lists = [
            ("movers.up", series.movers.up), ("movers.down", series.movers.down),
            ("movers.entered", series.movers.entered), ("movers.left", series.movers.left),
        ]
        let cards = lists.filter { !$0.1.isEmpty }.map { self.movers($0.0, $0.1) }
        return "<div class=\"pair\">\(Markup.all(cards))</div>"
    }

    private func movers(_ title: String, _ movers: [PositionMovers.Mover]) -> Markup {
        let rows = movers.map { mover -> Markup in
            let line = mover.line
            let before = language.reading(line.earlier[.day])
            return """
                <tr><td>\(line.query)</td><td>\(change(line))</td>\
                <td>\(before) → \(language.reading(line.reading))</td>\
                <td>\(PositionTrail(points: mover.trail, language: language).markup)</td></tr>
                """
        }
        return """
            <section class="card"><h3>\(language[title])</h3><table class="movers"><tbody>\
            \(Markup.all(rows))</tbody></table></section>
            """
    }

    /// Colour says nothing alone: the sign and the word say it too.
    private func change(_ line: PositionKeywordLine) -> Markup {
        let style =
            switch line.state {
            case .up, .entered: "up"
            case .down, .left: "down"
            case .same, .notCompared: "quiet"
            }
        return "<em class=\"\(style)\">\(language.change(line))</em>"
    }

    // MARK: - Pages

    /// More lines would be a list that nobody reads.
    private static let pagesMax = 30

    private var pages: Markup {
        let kinds: [PositionPageFinding] = [.competing, .notTarget, .changed]
        let cards = kinds.compactMap { kind -> Markup? in
            let lines = series.keywords.filter { $0.findings.contains(kind) }
            guard !lines.isEmpty else { return nil }
            let rows = lines.prefix(Self.pagesMax).map { line -> Markup in
                let target =
                    kind == .notTarget
                    ? line.targetURL.map { " (\(language["pages.target"]) \(shortened($0)))" } : nil
                return """
                    <tr><td>\(line.query)</td><td class="url">\(shortened(line.lastPage))\
                    \(target ?? "")</td></tr>
                    """
            }
            let count = language.report.count(lines.count)
            return """
                <section class="card"><h3>\(language["pages.\(kind.rawValue)"]) · \(count)</h3>\
                <table><tbody>\(Markup.all(Array(rows)))</tbody></table></section>
                """
        }
        return cards.isEmpty ? .empty : "<div class=\"pair\">\(Markup.all(cards))</div>"
    }

    // MARK: - Keywords

    private var keywords: Markup {
        let hasGroups = series.keywords.contains { $0.group != nil }
        let names =
            ["query"] + (hasGroups ? ["group"] : [])
            + ["frequency", "today", "change", "day", "week", "month", "page"]
        let head = names.map { name -> Markup in
            let style: Markup = name == "group" ? " class=\"text\"" : .empty
            return "<th scope=\"col\"\(style)>\(heading(name))</th>"
        }
        let rows = series.keywords.map { row($0, hasGroups: hasGroups) }
        return """
            <section class="card long"><h3>\(language["keywords"]) · \
            \(language.report.count(series.keywords.count))</h3><table class="keywords"><thead><tr>\
            \(Markup.all(head))</tr></thead><tbody>\(Markup.all(rows))</tbody></table></section>
            """
    }

    /// The days that are compared with stand in the headings.
    private func heading(_ name: String) -> String {
        guard let anchor = PositionAnchor(rawValue: name),
            let day = series.comparison(anchor)?.date
        else { return language[name] }
        return language[name] + "\u{A0}\(Self.two(day.day)).\(Self.two(day.month))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func row(_ line: PositionKeywordLine, hasGroups: Bool) -> Markup {
        let frequency = line.frequency.map { language.report.count($0) } ?? "—"
        let group: Markup = hasGroups ? "<td class=\"text\">\(line.group ?? "")</td>" : .empty
        let earlier = PositionAnchor.allCases.map { anchor -> Markup in
            "<td class=\"quiet\">\(short(line.earlier[anchor]))</td>"
        }
        return """
            <tr><td>\(line.query)</td>\(group)<td>\(frequency)</td>\
            <td><b>\(short(line.reading))</b></td><td>\(change(line))</td>\
            \(Markup.all(earlier))<td class="url">\(shortened(line.page))</td></tr>
            """
    }

    private func short(_ reading: PositionReading?) -> String {
        reading == .notFound ? ">\(max(series.figures.depth, 1))" : language.reading(reading)
    }

    /// The page without its host where that is the site's, as it is for nearly all.
    private func shortened(_ page: String?) -> String {
        guard let page else { return "" }
        let name = PageAddress.normalized(page)
        let site = PageAddress.normalized(series.key.site)
        guard name.hasPrefix(site) || name.hasPrefix("/") else { return name }
        let slash = name.unicodeScalars.firstIndex(of: "/") ?? name.endIndex
        let path = String(name[slash...])
        return path.isEmpty ? "/" : path
    }
}
