import Domain
import Foundation

/// The report as JSON, by the contract's keys.
struct PositionJSON {
    let document: PositionDocument

    var text: String {
        var writer = JSONWriter()
        writer.write(
            .object([
                ("client_id", .text(document.clientID)), ("date", .text(document.date.text)),
                ("made_at", .text(Instant.text(document.madeAt))),
                ("series", .list(document.series.map(Self.object))),
            ]),
            depth: 0
        )
        return writer.text + "\n"
    }

    private static func object(_ series: PositionSeriesReport) -> JSON {
        let (key, figures) = (series.key, series.figures)
        return .object(
            [
                ("site_id", .text(key.site)), ("engine", .text(key.engine)),
                ("region", text(key.region)), ("device", text(key.device)),
                ("source", .text(key.source)), ("date", .text(figures.date.text)),
                ("is_complete", .flag(figures.isComplete)),
                ("coverage", number(figures.coverage.percent)),
                ("coverage_by_frequency", number(figures.coverageByFrequency?.percent)),
                ("tracked", .whole(figures.tracked)), ("measured", .whole(figures.measured)),
                ("depth", .whole(figures.depth)),
                ("visibility", number(figures.visibility?.percent)),
                ("visibility_change", number(series.previous?.change)),
                ("is_weighted", .flag(figures.isWeighted)),
            ]
                + PositionFigures.topLimits.map { limit in
                    ("top\(limit)", number(figures.tops[limit]?.percent))
                }
                + [
                    ("median", median(figures)), ("mean", number(figures.mean)),
                    ("found", .whole(figures.found)),
                    ("compared_with", text(series.previous?.date.text)),
                    ("keywords", .list(series.keywords.map(keyword))),
                ]
        )
    }

    private static func keyword(_ line: PositionKeywordLine) -> JSON {
        .object([
            ("query", .text(line.query)), ("position", reading(line.reading)),
            ("previous", line.earlier[.day].map(reading) ?? .null),
            ("state", .text(line.state.rawValue)),
            ("week_ago", line.earlier[.week].map(reading) ?? .null),
            ("month_ago", line.earlier[.month].map(reading) ?? .null),
            ("frequency", line.frequency.map(JSON.whole) ?? .null), ("group", text(line.group)),
            ("page", text(line.page)), ("target_page", text(line.targetURL)),
            ("findings", .list(line.findings.map(\.rawValue).sorted().map(JSON.text))),
        ])
    }

    private static func reading(_ reading: PositionReading) -> JSON {
        switch reading {
        case .place(let place): .whole(place)
        case .notFound: .text("not_found")
        case .notMeasured: .text("not_measured")
        case .notTracked: .text("not_tracked")
        }
    }

    /// Behind the last place that was looked at it is no number: `>100`.
    private static func median(_ figures: PositionFigures) -> JSON {
        switch figures.median {
        case nil: .null
        case .notFound: .text(">\(figures.depth)")
        case .place(let place): number(place)
        }
    }

    private static func text(_ text: String?) -> JSON { text.map(JSON.text) ?? .null }

    private static func number(_ number: Decimal?) -> JSON {
        number.map { .number($0.nearestDouble) } ?? .null
    }
}
