import Domain
import Foundation

/// A text made of the period's numbers; each of them stands out, none is written by hand.
struct AnalysisPaper {
    let set: FrozenSet
    let analysis: FrozenAnalysis
    let words: PaperWords

    /// So many numbers are seen at once.
    private static let tilesMax = 4
    private static let seenFirst = [
        "leads.count", "calls.incoming", "balance.charged", "balance.closing",
    ]

    var paper: Paper {
        let title = words(.analysis, ["period": words.period(set.period)])
        return set.paper(
            analysis.head,
            title: title,
            [.title(title, under: under)]
                + tiles + analysis.sections.flatMap(section) + chart + missing
                + words.note(.analysis)
                + [.space(10), .text(Paper.Text(set.seller.name, .fine))]
        )
    }

    private var under: String {
        let numbered = words(
            .numbered,
            ["number": String(analysis.head.number), "date": words.long(analysis.head.date)]
        )
        return [set.client.name, numbered, words.replaces(analysis.head)].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    private var tiles: [Paper.Block] {
        // What a client looks for first; where that is not there, what is there.
        let seen = Self.seenFirst.compactMap { id in analysis.metrics.first { $0.id == id } }
        let others = analysis.metrics.filter { !Self.seenFirst.contains($0.id) }
        let tiles = (seen + others).prefix(Self.tilesMax).map { Paper.Tile($0.title, $0.text) }
        return tiles.isEmpty ? [] : [.tiles(Array(tiles))]
    }

    private func section(_ section: FrozenAnalysis.Section) -> [Paper.Block] {
        [.heading(section.title)]
            + section.sentences.map { sentence in
                .text(
                    Paper.Text(
                        sentence.map { piece in
                            Paper.Run(
                                analysis.text(of: [piece]),
                                isStrong: piece.metric != nil
                            )
                        }
                    )
                )
            }
    }

    private var chart: [Paper.Block] {
        guard let chart = analysis.chart, !chart.points.isEmpty else { return [] }
        return [
            .chart(
                Paper.Chart(
                    title: chart.title,
                    points: chart.points.map { point in
                        Paper.Chart.Point(
                            date: point.date,
                            label: words.short(point.date),
                            value: point.value.map { NSDecimalNumber(decimal: $0).doubleValue }
                        )
                    }
                )
            )
        ]
    }

    /// What was asked for and is not there must be said.
    private var missing: [Paper.Block] {
        guard !set.missing.isEmpty else { return [] }
        return [.heading(words(.missing))] + set.missing.map { .text(Paper.Text($0.sentence)) }
    }
}
