import Domain
import Foundation

/// The drawings of one series.
struct PositionCharts {
    private let chart: PositionChart
    private let language: PositionLanguage
    private let days: [PositionPoint]

    /// More bars than this can't be told apart.
    private static let barsMax = 92

    init(_ series: PositionSeriesReport, _ language: PositionLanguage) {
        self.language = language
        days = series.days
        chart = PositionChart(language: language, days: series.days)
    }

    var cards: Markup {
        .all([visibility, tops, bands, median])
    }

    // MARK: - Shares

    private var visibility: Markup {
        let values = days.compactMap { day in day.visibility.map { (day, $0) } }
        let most = values.map { Self.double($0.1) }.max() ?? 0
        let scale = Self.scale(most)
        let marks = days.map { day in
            PositionChart.Mark(
                day: day.date.ordinal,
                level: day.visibility.map { Self.double($0) / scale },
                isHollow: !day.isComplete
            )
        }
        let described = values.map { ($0.0.date, language.percent($0.1)) }
        return chart.card(
            language["chart.visibility"],
            chart.description(described) + ". " + language["chart.hint"],
            percentGrid(scale) + chart.line(marks, "s2")
        )
    }

    private var tops: Markup {
        let styles = ["s1", "s2", "s3", "s4", "s5"]
        let limits = PositionFigures.topLimits.filter { limit in
            days.contains { $0.tops[limit] != nil }
        }
        let lines = zip(limits, styles).map { limit, style in
            chart.line(
                days.map { day in
                    PositionChart.Mark(
                        day: day.date.ordinal,
                        level: day.tops[limit].map { Self.double($0) / 100 },
                        isHollow: !day.isComplete
                    )
                },
                style
            )
        }
        let last = zip(limits, styles).map { limit, style -> (String, String) in
            let value = days.last?.tops[limit]
            return (language.filled("top", "\(limit)") + " " + language.percent(value), style)
        }
        let described = days.last.map { day in
            chart.description([(day.date, last.map(\.0).joined(separator: ", "))])
        }
        return chart.card(
            language["chart.tops"],
            described ?? "",
            legend: legend(last),
            percentGrid(100) + .all(lines)
        )
    }

    private func percentGrid(_ scale: Double) -> Markup {
        .all(
            [0, 0.25, 0.5, 0.75, 1].map { level in
                chart.grid(level, language.number(Decimal(level * scale), digits: 1))
            }
        )
    }

    /// The top of an axis of per cent: a round number that holds the most.
    private static func scale(_ most: Double) -> Double {
        [4.0, 10, 20, 40, 60, 80, 100].first { $0 >= most } ?? 100
    }

    private static func double(_ number: Decimal) -> Double {
        number.nearestDouble
    }

    // MARK: - Bands

    private struct Band {
        let name: String
        let style: String
        let count: (PositionBands) -> Int
    }

    private var bandKinds: [Band] {
        let limits = PositionBands.limits.map { "band.\($0)" } + ["band.more"]
        let found = limits.enumerated().map { index, name in
            Band(name: language[name], style: "b\(index + 1)") { $0.found[index] }
        }
        return found + [
            Band(name: language["not_found"], style: "b7", count: \.notFound),
            Band(name: language["not_measured"], style: "b8", count: \.notMeasured),
        ]
    }

    private var bands: Markup {
        let shown = days.filter { $0.bands != nil }.suffix(Self.barsMax)
        let kinds = bandKinds.filter { kind in
            shown.contains { day in day.bands.map { kind.count($0) > 0 } ?? false }
        }
        let drawing = PositionChart(language: language, days: Array(shown))
        let most = shown.compactMap { $0.bands?.total }.max() ?? 0
        guard let last = shown.last, let lastBands = last.bands, most > 0 else { return .empty }
        let room = (PositionChart.width - PositionChart.left) / Double(shown.count)
        let bars = shown.map { bar($0, kinds, most, width: min(room * 0.8, 26), drawing) }
        let names = kinds.map { ("\($0.name): \($0.count(lastBands))", $0.style) }
        let grid = [0, 0.5, 1].map { level in
            drawing.grid(level, language.report.count(Int((level * Double(most)).rounded())))
        }
        return drawing.card(
            language["chart.bands"],
            language.day(last.date) + ": " + names.map(\.0).joined(separator: ", "),
            legend: legend(names),
            .all(grid + bars)
        )
    }

    private func bar(
        _ day: PositionPoint,
        _ kinds: [Band],
        _ most: Int,
        width: Double,
        _ drawing: PositionChart
    ) -> Markup {
        guard let bands = day.bands else { return .empty }
        let unit = PositionChart.height / Double(most)
        let edge = drawing.x(day.date.ordinal) - width / 2
        // The outermost bars stay inside.
        let x = min(
            max(edge, PositionChart.left),
            PositionChart.width - PositionChart.right - width
        )
        var y = PositionChart.top + PositionChart.height
        let parts = kinds.map { kind -> Markup in
            let height = Double(kind.count(bands)) * unit
            guard height > 0 else { return .empty }
            y -= height
            return """
                <rect class="\(kind.style)" x="\(x)" y="\(y)" width="\(width)" \
                height="\(height)"/>
                """
        }
        return .all(parts)
    }

    private func legend(_ names: [(String, String)]) -> Markup {
        let marks = names.map { name, style -> Markup in
            "<span><i class=\"\(style)\"></i>\(name)</span>"
        }
        return "<p class=\"legend\">\(Markup.all(marks))</p>"
    }

    // MARK: - Places

    private var median: Markup {
        let marks = days.map { day in
            PositionChart.Mark(
                day: day.date.ordinal,
                level: level(day.median),
                isHollow: !day.isComplete
            )
        }
        let described = days.compactMap { day in
            day.median.map { (day.date, language.median($0, depth: day.depth ?? 100)) }
        }
        return chart.card(
            language["chart.median"],
            chart.description(described) + ". " + language["how.median_rail"],
            chart.placeGrid + chart.line(marks, "s2")
        )
    }

    private func level(_ median: PositionFigures.Median?) -> Double? {
        switch median {
        case nil: nil
        case .notFound: PositionChart.railLevel
        case .place(let place): PositionChart.level(ofPlace: Self.double(place))
        }
    }
}

extension Markup {
    static func + (left: Markup, right: Markup) -> Markup { .all([left, right]) }
}
