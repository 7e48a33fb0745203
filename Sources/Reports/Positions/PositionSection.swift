import Domain
import Foundation

/// One series of the report.
struct PositionSection {
    private let series: PositionSeriesReport
    private let language: PositionLanguage

    init(_ series: PositionSeriesReport, _ language: PositionLanguage) {
        self.series = series
        self.language = language
    }

    private var figures: PositionFigures { series.figures }

    var markup: Markup {
        """
        <section class="series"><h2>\(series.key.site) <small>\(language.name(series.key))</small>\
        </h2><p class="headline">\(language.headline(series))</p>\(notes)\(tiles)\(groups)\
        <div class="charts">\(PositionCharts(series, language).cards)</div>\
        \(PositionTables(series, language).markup)</section>
        """
    }

    private var notes: Markup {
        let notes = [
            figures.isComplete ? nil : language["day_is_incomplete"],
            figures.isDeclared ? nil : language["seen_only"],
        ]
        return .all(
            notes.compactMap(\.self).map { note in "<p class=\"note\">\(note)</p>" }
        )
    }

    // MARK: - Figures at a glance

    private var tiles: Markup {
        let tiles = [visibility] + tops + [median, coverage, depth, fresh]
        return "<div class=\"tiles\">\(Markup.all(tiles))</div>"
    }

    private func tile(_ name: String, _ value: String, _ notes: [Markup]) -> Markup {
        """
        <div class="tile"><span>\(name)</span><b>\(value)</b>\
        \(Markup.all(notes.map { "<small>\($0)</small>" }))</div>
        """
    }

    private var visibility: Markup {
        let changes = PositionAnchor.allCases.compactMap { anchor -> Markup? in
            guard let change = series.comparison(anchor)?.change else { return nil }
            let style = change > 0 ? "up" : change < 0 ? "down" : ""
            return """
                <em class="\(style)">\(language.points(change))</em> \
                \(language["against.\(anchor.rawValue)"])
                """
        }
        let basis: Markup = "\(language[figures.isWeighted ? "weighted" : "unweighted"])"
        return tile(
            language["visibility"],
            language.percent(figures.visibility?.percent),
            changes + [basis]
        )
    }

    private var tops: [Markup] {
        [3, 10, 30].map { limit in
            tile(
                language.filled("top", "\(limit)"),
                language.percent(figures.tops[limit]?.percent),
                []
            )
        }
    }

    private var median: Markup {
        let mean = figures.mean.map { mean -> Markup in
            let found = language.filled("of_found", "\(figures.found)")
            return "\(language["mean"]): \(language.number(mean)) (\(found))"
        }
        return tile(
            language["median"],
            language.median(figures.median, depth: figures.depth),
            [mean].compactMap(\.self)
        )
    }

    private var coverage: Markup {
        let count = language.filled(
            "of",
            language.report.count(figures.measured),
            language.report.count(figures.tracked)
        )
        let byFrequency = figures.coverageByFrequency.map { share -> Markup in
            "\(language["by_frequency"]): \(language.percent(share.percent))"
        }
        return tile(
            language["coverage"],
            language.percent(figures.coverage.percent),
            ["\(count)"] + [byFrequency].compactMap(\.self)
        )
    }

    private var depth: Markup {
        tile(language["depth"], "\(figures.depth)", ["\(language["depth.note"])"])
    }

    private var fresh: Markup {
        tile(
            language["fresh"],
            language.day(figures.date),
            ["\(language.source(of: series.key))"]
        )
    }

    private var groups: Markup {
        guard !figures.groups.isEmpty else { return .empty }
        let items = figures.groups.prefix(40).map { group -> Markup in
            "<span>\(group.group): \(language.percent(group.coverage.percent))</span>"
        }
        return """
            <p class="groups"><b>\(language["groups"]):</b> \(Markup.all(Array(items)))</p>
            """
    }
}
