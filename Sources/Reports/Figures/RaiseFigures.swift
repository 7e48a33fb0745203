import Domain
package import Foundation

/// Raises of fees, and clients lost over them.
package struct RaiseTally: Equatable, Sendable, Countable {
    /// Clients whose raise is due and not proposed yet.
    package var due = 0
    /// Raises that wait for a decision.
    package var proposed = 0
    /// Raises that are held back because the client is unhappy, or stopped: clients at risk.
    package var atRisk = 0
    /// Raises that were decided; the client was told, or is about to be.
    package var agreed = 0
    package var applied = 0
    /// Refused, dropped, withdrawn or come to nothing.
    package var given = 0
    /// What all raises but those that came to nothing add to a month's revenue.
    package var added: Decimal = 0
    /// The fees before, of the same raises.
    package var before: Decimal = 0
    /// Clients who left within ninety days after they were told.
    package var lost = 0

    package init() {}
}

/// The report `indexation`: by month it is the calendar of raises.
extension ReportMaker {
    private static let raiseColumns = [
        ReportColumn("due", weight: 6), ReportColumn("proposed", weight: 8),
        ReportColumn("at_risk", weight: 8, isBurden: true), ReportColumn("agreed", weight: 7),
        ReportColumn("applied", weight: 7), ReportColumn("came_to_nothing", weight: 5),
        ReportColumn("added_revenue", weight: 9), ReportColumn("average_raise", weight: 6),
        ReportColumn("lost_clients", weight: 7, isBurden: true),
    ]

    func raises(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let tallies = try source.raises(request.period, by: request.by)
        return Body(
            columns: Self.raiseColumns,
            rows: rows(
                tallies.rows,
                request.by,
                names,
                size: { $0.due + $0.proposed + $0.agreed + $0.applied },
                cells: cells
            ),
            total: total(cells(tallies.total))
        )
    }

    private func cells(_ tally: RaiseTally) -> [ReportCell] {
        let average = tally.before > 0 ? tally.added.divided(by: tally.before, places: 4) : 0
        return [
            .count(tally.due), .count(tally.proposed), .count(tally.atRisk),
            .count(tally.agreed), .count(tally.applied), .count(tally.given),
            .money(Money(tally.added, terms.currency)),
            .share(average.nearestDouble), .count(tally.lost),
        ]
    }
}
