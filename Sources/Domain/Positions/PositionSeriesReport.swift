package import Foundation

/// What a report says of one series on one day.
package struct PositionSeriesReport: Sendable {
    package let key: PositionSeriesKey
    /// The day that is told about: the last one with readings, at the latest the one asked for.
    package let figures: PositionFigures
    /// The day compared with earlier ones, or why it is not.
    package let comparisons: [PositionAnchor: Result<PositionComparison, PositionIncomparable>]
    /// All expected keywords, by what they are worth, the most frequent first.
    package let keywords: [PositionKeywordLine]
    /// The figures of all days that are kept, the oldest first.
    package let days: [PositionPoint]
    /// Keywords that left the first ten for good enough reason to tell.
    package let alerts: [PositionAlert]
    /// The keywords that moved most.
    package let movers: PositionMovers

    /// The usual comparison: with the previous complete day.
    package var previous: PositionComparison? { comparison(.day) }

    /// A comparison, where there is one.
    package func comparison(_ anchor: PositionAnchor) -> PositionComparison? {
        guard case .success(let comparison) = comparisons[anchor] else { return nil }
        return comparison
    }

    /// Nil where nothing was read on the day or before it.
    ///
    /// - Parameter first: The first day on the line over time; nil is all that is kept.
    package init?(
        _ history: PositionHistory,
        at date: CalendarDay,
        from first: CalendarDay? = nil,
        _ terms: PositionTerms
    ) {
        let days = history.days.filter { $0.date <= date }
        guard let last = days.last else { return nil }
        let series = AnalysedSeries(history, days, terms)
        guard let figures = series.figures.last else { return nil }
        key = history.key
        self.figures = figures
        let earlier = series.earlierDays(of: last)
        comparisons = series.comparisons(of: last, with: earlier)
        keywords = series.lines(of: last, with: earlier)
        movers = PositionMovers(keywords) { series.trail(of: $0) }
        // Of days whose readings were let go the figures remain, also between days that were kept.
        let read = Set(days.map(\.date))
        let summed = history.summaries.filter { $0.date < last.date && !read.contains($0.date) }
        let points = summed.map(PositionPoint.init) + series.figures.map(PositionPoint.init)
        self.days = points.filter { point in first.map { $0 <= point.date } ?? true }
            .sorted { $0.date < $1.date }
        alerts = series.alerts(on: last)
    }
}

/// One keyword in the report.
package struct PositionKeywordLine: Sendable {
    let ordinal: Int
    package let query: String
    package let frequency: Int?
    package let group: String?
    package let targetURL: String?
    package let reading: PositionReading
    /// What was read on the days that are compared with; nothing where there is none.
    package let earlier: [PositionAnchor: PositionReading]
    /// From the previous complete day to this one.
    package let state: PositionState
    /// The page that is found.
    package let page: String?
    /// The page that was found last within the measurements that pages are watched over.
    package let lastPage: String?
    package let findings: Set<PositionPageFinding>
    /// By how much its part of visibility changed, to order the movers by.
    package let weightOfChange: Int

    /// How many places it rose, where that is a number.
    package var placesGained: Int? {
        guard case .place(let now) = reading, case .place(let then) = earlier[.day],
            state == .up || state == .down
        else { return nil }
        return then - now
    }
}

/// The keywords that moved most, those first whose movement counts most.
package struct PositionMovers: Sendable {
    /// A keyword with its last readings.
    package struct Mover: Sendable {
        package let line: PositionKeywordLine
        package let trail: [PositionTrailPoint]
    }

    /// How many of each kind are shown.
    package static let countMax = 10

    package let up: [Mover]
    package let down: [Mover]
    package let entered: [Mover]
    package let left: [Mover]

    package var isEmpty: Bool { up.isEmpty && down.isEmpty && entered.isEmpty && left.isEmpty }

    init(
        _ lines: [PositionKeywordLine],
        trail: (PositionKeywordLine) -> [PositionTrailPoint]
    ) {
        func movers(_ state: PositionState) -> [Mover] {
            lines.filter { $0.state == state }.sorted(by: Self.counts).prefix(Self.countMax)
                .map { Mover(line: $0, trail: trail($0)) }
        }
        up = movers(.up)
        down = movers(.down)
        entered = movers(.entered)
        left = movers(.left)
    }

    private static func counts(
        _ one: PositionKeywordLine,
        before other: PositionKeywordLine
    ) -> Bool {
        let (left, right) = (key(one), key(other))
        return left == right ? one.query < other.query : left > right
    }

    /// By what it did to visibility, then by how often it is searched for, then by places.
    private static func key(_ line: PositionKeywordLine) -> (Int, Int, Int) {
        (abs(line.weightOfChange), line.frequency ?? 0, abs(line.placesGained ?? 0))
    }
}

/// What was read of a keyword on one day.
package struct PositionTrailPoint: Equatable, Sendable {
    package let date: CalendarDay
    package let reading: PositionReading
}

/// A day on the line over time.
package struct PositionPoint: Sendable {
    package let date: CalendarDay
    package let tracked: Int
    package let measured: Int
    /// In per cent with two digits.
    package let visibility: Decimal?
    package let isWeighted: Bool
    package let tops: [Int: Decimal]
    /// Nil for days of which only sums are kept.
    package let bands: PositionBands?
    package let median: PositionFigures.Median?
    package let depth: Int?
    package let isComplete: Bool

    init(_ figures: PositionFigures) {
        date = figures.date
        tracked = figures.tracked
        measured = figures.measured
        visibility = figures.visibility?.percent
        isWeighted = figures.isWeighted
        tops = figures.tops.compactMapValues(\.percent)
        bands = figures.bands
        median = figures.median
        depth = figures.depth
        isComplete = figures.isComplete
    }

    init(_ summary: PositionSummary) {
        date = summary.date
        tracked = summary.tracked
        measured = summary.measured
        visibility = summary.visibility
        isWeighted = summary.isWeighted
        tops = summary.tops
        bands = nil
        median = nil
        depth = nil
        isComplete = summary.isComplete
    }
}

/// A keyword that left the first places and stayed away over several measurements.
package struct PositionAlert: Equatable, Sendable {
    /// Up to which place it was found before.
    package static let limit = 10

    package let query: String
    /// Where it was.
    package let before: PositionReading
    package let now: PositionReading
}

extension PositionSeriesReport {
    /// The sums of a day that are kept for ever.
    package var summary: PositionSummary {
        PositionSummary(
            date: figures.date,
            tracked: figures.tracked,
            measured: figures.measured,
            isComplete: figures.isComplete,
            visibility: figures.visibility?.percent,
            isWeighted: figures.isWeighted,
            tops: figures.tops.compactMapValues(\.percent),
            notFound: figures.bands.notFound
        )
    }
}
