import Domain
package import Foundation

/// Prices that were given, and what came of them.
package struct PriceTally: Equatable, Sendable, Countable {
    /// Services of requests that were answered with a price.
    package var quoted = 0
    /// Requests that could not be answered.
    package var declined = 0
    /// How many of the services have the floor for a price.
    package var floorHits = 0
    /// The sum of all prices, without VAT.
    package var amount: Decimal = 0
    /// The sum of pay in the region over pay in the reference region, a summand a service.
    package var ratios: Decimal = 0
    /// The sum of how hard competition was.
    package var competition: Decimal = 0
    /// Services whose lead has a deal that was won.
    package var won = 0
    /// Services whose lead has deals, all of them lost.
    package var lost = 0

    package init() {}

    /// The mean of a sum over all services, in ten-thousandths.
    func mean(_ sum: Decimal) -> Double {
        guard quoted > 0 else { return 0 }
        let mean = sum.divided(by: Decimal(quoted), places: 4)
        return mean.nearestDouble
    }
}

/// The report `prices`: by region it is the map of the company's prices.
extension ReportMaker {
    private static let priceColumns = [
        ReportColumn("quoted", weight: 8), ReportColumn("declined", weight: 5, isBurden: true),
        ReportColumn("salary_ratio", weight: 7), ReportColumn("competition", weight: 6),
        ReportColumn("average_price", weight: 9), ReportColumn("floor_hits", weight: 4),
        ReportColumn("floor_share", weight: 8, isBurden: true),
        ReportColumn("deals_won", weight: 7),
        ReportColumn("deals_lost", weight: 5, isBurden: true), ReportColumn("win_rate", weight: 7),
    ]

    func prices(_ request: ReportRequest) throws(ReportProblem) -> Body {
        let tallies = try source.prices(range(request.period), by: request.by)
        var body = Body(
            columns: Self.priceColumns,
            rows: rows(
                tallies.rows,
                request.by,
                [:],
                size: { $0.quoted + $0.declined },
                cells: cells
            ),
            total: total(cells(tallies.total))
        )
        guard isPage(request) else { return body }
        let before = try source.prices(range(before(request.period)), by: .month)
        body.totalBefore = total(cells(before.total))
        let hits = body.rows.prefix(8).map { row in
            let tally = tallies.rows[row.key] ?? PriceTally()
            return ChartRow(
                key: row.key,
                name: row.name,
                values: [Ratio.of(tally.floorHits, tally.quoted), Double(tally.quoted)]
            )
        }
        body.charts = [.shares(title: "floor_by_row", rows: Array(hits))]
        return body
    }

    private func cells(_ tally: PriceTally) -> [ReportCell] {
        let average =
            tally.quoted > 0
            ? tally.amount.divided(by: Decimal(tally.quoted), places: 2) : nil
        return [
            .count(tally.quoted), .count(tally.declined), .share(tally.mean(tally.ratios)),
            .share(tally.mean(tally.competition)),
            .money(average.map { Money($0, terms.currency) }), .count(tally.floorHits),
            .share(Ratio.of(tally.floorHits, tally.quoted)), .count(tally.won),
            .count(tally.lost), .share(Ratio.of(tally.won, tally.won + tally.lost)),
        ]
    }
}
