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

    /// Leads of the client in the period.
    package struct Leads: Codable, Equatable, Sendable {
        package let count: Int
        /// Those of which a deal was made.
        package let deals: Int

        package init(count: Int, deals: Int) {
            self.count = count
            self.deals = deals
        }
    }

    /// Calls between the client and the company in the period; spam is none.
    package struct Calls: Codable, Equatable, Sendable {
        /// From the client.
        package let incoming: Int
        /// Those of them that nobody answered.
        package let missed: Int
        /// To the client.
        package let outgoing: Int

        package init(incoming: Int, missed: Int, outgoing: Int) {
            self.incoming = incoming
            self.missed = missed
            self.outgoing = outgoing
        }
    }

    /// Nil where nobody counted, as for a set without an analysis.
    package var leads: Leads?
    package var calls: Calls?
    package var positions: [Positions]

    package init(leads: Leads? = nil, calls: Calls? = nil, positions: [Positions] = []) {
        self.leads = leads
        self.calls = calls
        self.positions = positions
    }
}
