package import Foundation

/// Numbers of a client's period that the lanes don't know: looked up by the job that draws a set
/// on trial.
package struct CollectedFigures: Codable, Equatable, Sendable {
    /// What was measured of one series of positions.
    package struct Positions: Codable, Equatable, Sendable {
        package let site: String
        package let engine: String
        package let region: String?
        /// The day that the figures are of.
        package let date: CalendarDay
        /// Shares in per cent.
        package let visibility: Decimal?
        package let top10: Decimal?
        package let coverage: Decimal
        /// Against the period before, in points; nil where there is nothing to compare with.
        package let change: Decimal?
        /// Visibility by day; a day without a value is a gap.
        package let trend: [FrozenChart.Point]

        package init(
            site: String,
            engine: String,
            region: String?,
            date: CalendarDay,
            visibility: Decimal?,
            top10: Decimal?,
            coverage: Decimal,
            change: Decimal?,
            trend: [FrozenChart.Point]
        ) {
            self.site = site
            self.engine = engine
            self.region = region
            self.date = date
            self.visibility = visibility
            self.top10 = top10
            self.coverage = coverage
            self.change = change
            self.trend = trend
        }
    }

    package var positions: [Positions]

    package init(positions: [Positions] = []) {
        self.positions = positions
    }
}
