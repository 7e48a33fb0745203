import Domain
import Foundation

/// The report `marketing`, and the ledger behind its pay.
extension ReportMaker {
    private static let columns = [
        ReportColumn("arrived", weight: 9), ReportColumn("passed", weight: 6),
        ReportColumn("returned", weight: 4, isBurden: true), ReportColumn("accepted", weight: 9),
        ReportColumn("junk", weight: 6, isBurden: true),
        ReportColumn("junk_by_stage", weight: 1, isBurden: true),
        ReportColumn("target", weight: 7), ReportColumn("open", weight: 5, isBurden: true),
        ReportColumn("acceptance_rate", weight: 8),
        ReportColumn("median_seconds_to_accept", weight: 3, isBurden: true),
        ReportColumn("pay", weight: 7, isMoney: true),
    ]

    func marketing(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let tallies = try marketing(request.period, by: request.by)
        var body = Body(
            columns: Self.columns,
            rows: rows(tallies.rows, request.by, names, size: \.arrived, cells: cells),
            total: total(cells(tallies.total))
        )
        guard isPage(request) else { return body }
        let before = try marketing(before(request.period), by: .month)
        body.totalBefore = total(cells(before.total))
        body.charts = try charts(request, tallies)
        return body
    }

    private func marketing(
        _ period: ReportPeriod,
        by: ReportGrouping
    ) throws(ReportProblem) -> Tallies<MarketingTally> {
        try source.marketing(range(period), by: by, currency: terms.currency)
    }

    private func cells(_ tally: MarketingTally) -> [ReportCell] {
        [
            .count(tally.arrived), .count(tally.passed), .count(tally.returned),
            .count(tally.accepted), .count(tally.junk), .parts(tally.junkByStage),
            .count(tally.target), .count(tally.open),
            .share(Ratio.of(tally.accepted, tally.arrived)),
            .seconds(tally.medianSecondsToAccept),
            .money(terms.pay == nil ? nil : Money(tally.pay, terms.currency)),
        ]
    }

    // MARK: - Drawings

    private func charts(
        _ request: ReportRequest,
        _ tallies: Tallies<MarketingTally>
    ) throws(ReportProblem) -> [ReportChart] {
        func rows(_ by: ReportGrouping) throws(ReportProblem) -> [String: MarketingTally] {
            by == request.by
                ? tallies.rows : try source.leads(range(request.period), by: by).rows
        }
        let (days, campaigns, sources) = (
            try rows(.day), try rows(.campaign), try rows(.source)
        )
        let period = request.period.everyDay
        func series(_ key: String, _ figure: (MarketingTally) -> Int) -> ChartSeries {
            ChartSeries(
                key: key,
                values: period.map { days[$0.text].map(figure) ?? 0 }
            )
        }
        let funnel = largest(campaigns).map { key, tally in
            ChartRow(
                key: key,
                name: nil,
                values: [tally.arrived, tally.passed, tally.accepted].map(
                    Double.init
                )
            )
        }
        let shares = largest(sources).map { key, tally in
            ChartRow(
                key: key,
                name: nil,
                values: [Ratio.of(tally.accepted, tally.arrived), Double(tally.arrived)]
            )
        }
        return [
            .lines(
                days: period,
                first: series("arrived", \.arrived),
                second: series("accepted", \.accepted)
            ),
            .funnel(stages: ["arrived", "passed", "accepted"], rows: funnel),
            .shares(title: "acceptance_by_source", rows: shares),
        ]
    }

    private func largest(
        _ tallies: [String: MarketingTally]
    ) -> [(key: String, value: MarketingTally)] {
        let ordered = tallies.filter { $0.value.arrived > 0 }.sorted { left, right in
            left.value.arrived == right.value.arrived
                ? left.key < right.key : left.value.arrived > right.value.arrived
        }
        return Array(ordered.prefix(8))
    }

    // MARK: - The ledger

    /// Above this many lines nobody reads a ledger.
    private static let linesMax = 100_000

    func ledger(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let lines = try source.payLines(range(request.period), limit: Self.linesMax + 1)
        guard lines.count <= Self.linesMax else {
            throw ReportProblem(
                .badRequest,
                "the ledger has more than \(Self.linesMax) lines in this period; ask for a shorter "
                    + "one"
            )
        }
        let rows = lines.map { line in
            ReportRow(
                key: line.id,
                name: nil,
                cells: [
                    .instant(line.bookedAt),
                    .text(names[line.marketerID.rawValue] ?? line.marketerID.rawValue),
                    .text(line.kind.rawValue), .text(line.leadID?.rawValue),
                    .text(line.campaign), .money(line.rate), .money(line.amount),
                ]
            )
        }
        let sum = lines.filter { $0.rate.currency == terms.currency }
            .reduce(Decimal(0)) { $0 + $1.amount.amount }
        let columns =
            ["booked_at", "marketer", "kind", "lead", "campaign"].map { ReportColumn($0) }
            + ["rate", "amount"].map { ReportColumn($0, isMoney: true) }
        let nothing = Array(repeating: ReportCell.text(nil), count: columns.count - 1)
        return Body(
            columns: columns,
            rows: rows,
            total: total(nothing + [.money(Money(sum, terms.currency))])
        )
    }
}
