import Foundation

extension PositionSeriesReport {
    /// What an analysis says of the series.
    package var collected: CollectedFigures.Positions {
        CollectedFigures.Positions(
            site: key.site,
            engine: key.engine,
            region: key.region,
            date: figures.date,
            visibility: figures.visibility?.percent,
            top10: figures.tops[10]?.percent,
            coverage: figures.coverage.percent ?? 0,
            change: comparison(.month)?.change,
            trend: trend
        )
    }

    /// Visibility on every day from the first to the last; days that are not complete are gaps.
    private var trend: [FrozenChart.Point] {
        guard let first = days.first?.date, let last = days.last?.date else { return [] }
        let known = Dictionary(days.map { ($0.date, $0) }) { _, later in later }
        return (first.ordinal...max(first.ordinal, last.ordinal)).map { ordinal in
            let day = CalendarDay(ordinal: ordinal)
            let point = known[day]
            return FrozenChart.Point(
                date: day,
                value: point?.isComplete == true ? point?.visibility : nil
            )
        }
    }
}
