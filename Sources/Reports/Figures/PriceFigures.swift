import Domain
package import Foundation

/// Prices that were given, and what came of them; all but `services` and `prices` count quotes.
package struct PriceTally: Equatable, Sendable, Countable {
    /// Requests that were answered with a price.
    package var quoted = 0
    /// Requests that could not be answered.
    package var declined = 0
    /// Services that have a price in these quotes.
    package var services = 0
    /// How many quotes have the floor for at least one price.
    package var floorHits = 0
    /// The sum of the prices of a piece, a summand a service, without VAT.
    package var prices: Decimal = 0
    /// The sum of pay in the region over pay in the reference region.
    package var ratios: Decimal = 0
    /// The sum of how hard competition was.
    package var competition: Decimal = 0
    /// Quotes whose lead has a deal that was won.
    package var won = 0
    /// Quotes whose lead has deals, all of them lost.
    package var lost = 0

    package init() {}

    /// The mean of a sum over all quotes, in ten-thousandths; nil where there are none.
    func mean(_ sum: Decimal) -> Double? {
        quoted > 0 ? sum.divided(by: Decimal(quoted), places: 4).nearestDouble : nil
    }
}

/// The report `prices`: by region it is the map of the company's prices.
extension ReportMaker {
    private static let priceColumns = [
        ReportColumn("quoted", weight: 8), ReportColumn("declined", weight: 5, isBurden: true),
        ReportColumn("services", weight: 3), ReportColumn("salary_ratio", weight: 7),
        ReportColumn("competition", weight: 6),
        ReportColumn("average_price", weight: 9, isMoney: true),
        ReportColumn("floor_hits", weight: 4),
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
            tally.services > 0
            ? tally.prices.divided(by: Decimal(tally.services), places: 2) : nil
        return [
            .count(tally.quoted), .count(tally.declined), .count(tally.services),
            .share(tally.mean(tally.ratios)), .share(tally.mean(tally.competition)),
            .money(average.map { Money($0, terms.priceCurrency) }), .count(tally.floorHits),
            .share(Ratio.known(tally.floorHits, tally.quoted)), .count(tally.won),
            .count(tally.lost), .share(Ratio.known(tally.won, tally.won + tally.lost)),
        ]
    }
}
