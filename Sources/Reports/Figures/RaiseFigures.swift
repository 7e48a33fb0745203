import Domain
package import Foundation

/// Raises of fees, and clients lost over them.
package struct RaiseTally: Equatable, Sendable, Countable {
    /// Clients whose raise is due and not proposed yet.
    package var due = 0
    /// What these clients pay a month now.
    package var dueFees: Decimal = 0
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
    /// Clients who were told by a letter that counts.
    package var told = 0
    /// Of them, those who left within ninety days after it.
    package var lost = 0

    package init() {}
}

/// The report `indexation`: by month it is the calendar of raises.
extension ReportMaker {
    private static let raiseColumns = [
        ReportColumn("due", weight: 6), ReportColumn("fees_due", weight: 4, isMoney: true),
        ReportColumn("proposed", weight: 8),
        ReportColumn("at_risk", weight: 8, isBurden: true), ReportColumn("agreed", weight: 7),
        ReportColumn("applied", weight: 7), ReportColumn("came_to_nothing", weight: 5),
        ReportColumn("added_revenue", weight: 9, isMoney: true),
        ReportColumn("average_raise", weight: 6), ReportColumn("told", weight: 4),
        ReportColumn("lost_clients", weight: 7, isBurden: true),
    ]

    func raises(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        var tallies = try source.raises(
            request.period,
            by: request.by,
            currency: terms.priceCurrency
        )
        if request.by == .month, !tallies.rows.isEmpty {
            // A calendar has all its months, also those in which nothing is due.
            for month in request.period.months where tallies.rows[month] == nil {
                tallies.rows[month] = RaiseTally()
            }
        }
        var body = Body(
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
        if request.by == .month { body.sections = try sections(request.period, names) }
        return body
    }

    private func cells(_ tally: RaiseTally) -> [ReportCell] {
        let average: Double? =
            tally.before > 0
            ? tally.added.divided(by: tally.before, places: 4).nearestDouble : nil
        return [
            .count(tally.due), .money(Money(tally.dueFees, terms.priceCurrency)),
            .count(tally.proposed), .count(tally.atRisk),
            .count(tally.agreed), .count(tally.applied), .count(tally.given),
            .money(Money(tally.added, terms.priceCurrency)),
            .share(average), .count(tally.told), .count(tally.lost),
        ]
    }

    // MARK: - Beside the calendar

    /// Who is held and why, what was decided, and what raises cost in clients.
    private func sections(
        _ period: ReportPeriod,
        _ names: [String: String]
    ) throws(ReportProblem) -> [ReportSection] {
        let lines = try raiseLines(of: period)
        let held = lines.filter(\.isHeld)
        let decisions = lines.filter { $0.decision != nil }
            .sorted { ($1.decidedAt ?? now, $0.clientID) < ($0.decidedAt ?? now, $1.clientID) }
        return [
            section("held", held, Self.heldColumns) { line in
                [
                    .text(line.state), .text(line.dueOn), .text(names[line.headID ?? ""]),
                    .money(line.fee), .money(line.newFee), .text(line.why),
                ]
            },
            section("decisions", decisions, Self.decisionColumns) { line in
                [
                    .text(line.decision), .text(line.decidedBy.map { names[$0] ?? $0 }),
                    .text(line.decidedAt.map(day)), .text(line.state),
                    .text(line.effectiveOn), .money(line.fee), .money(line.newFee),
                    .score(line.percent.map(\.nearestDouble)), .text(line.why),
                ]
            },
            try bands(period),
        ]
    }

    private static let heldColumns = [
        ReportColumn("state", weight: 8), ReportColumn("due_on", weight: 6),
        ReportColumn("sales_head", weight: 5), ReportColumn("fee", weight: 6, isMoney: true),
        ReportColumn("new_fee", weight: 6, isMoney: true), ReportColumn("why", weight: 9),
    ]
    private static let decisionColumns = [
        ReportColumn("decision", weight: 9), ReportColumn("decided_by", weight: 8),
        ReportColumn("decided_on", weight: 7), ReportColumn("state", weight: 6),
        ReportColumn("effective_on", weight: 6), ReportColumn("fee", weight: 5, isMoney: true),
        ReportColumn("new_fee", weight: 7, isMoney: true), ReportColumn("percent", weight: 6),
        ReportColumn("why", weight: 3),
    ]

    private func section(
        _ key: String,
        _ lines: [RaiseLine],
        _ columns: [ReportColumn],
        cells: (RaiseLine) -> [ReportCell]
    ) -> ReportSection {
        let rows = lines.map { line in
            ReportRow(key: line.clientID, name: line.clientName, cells: cells(line))
        }
        return ReportSection(key: key, by: .client, columns: columns, rows: rows)
    }

    /// Clients who were told within the year before the calendar or in it, and those who left.
    private func bands(_ period: ReportPeriod) throws(ReportProblem) -> ReportSection {
        let range = range(period)
        let start = terms.calendar.startOfDay(period.yearBefore)
        let tallies = try source.raisesTold(start..<range.upperBound)
        let rows = tallies.sorted { $0.key < $1.key }.map { band, tally in
            ReportRow(
                key: band,
                name: nil,
                cells: [
                    .count(tally.told), .count(tally.lost),
                    .share(Ratio.known(tally.lost, tally.told)),
                ]
            )
        }
        return ReportSection(
            key: "lost_by_band",
            by: .band,
            columns: [
                ReportColumn("told"), ReportColumn("lost_clients", isBurden: true),
                ReportColumn("lost_share", isBurden: true),
            ],
            rows: rows
        )
    }

    private func day(_ instant: Date) -> String { terms.calendar.day(of: instant).text }
}
