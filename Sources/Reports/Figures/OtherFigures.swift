import Domain
import Foundation

/// The reports `channels`, `race`, `heads` and `ranking`.
extension ReportMaker {
    // MARK: - Channels

    private static let channelColumns = [
        ReportColumn("calls", weight: 8), ReportColumn("answered", weight: 6),
        ReportColumn("missed", weight: 6, isBurden: true), ReportColumn("real", weight: 5),
        ReportColumn("spam", weight: 4, isBurden: true),
        ReportColumn("unmarked", weight: 3, isBurden: true), ReportColumn("leads", weight: 8),
        ReportColumn("deals", weight: 8), ReportColumn("conversion", weight: 9),
    ]

    func channels(_ request: ReportRequest) throws(ReportProblem) -> Body {
        let tallies = try source.channels(range(request.period), by: request.by)
        var body = Body(
            columns: Self.channelColumns,
            rows: rows(
                tallies.rows,
                request.by,
                [:],
                size: { $0.calls + $0.leads },
                cells: Self.cells
            ),
            total: total(Self.cells(tallies.total))
        )
        guard isPage(request) else { return body }
        let before = try source.channels(range(before(request.period)), by: .month)
        body.totalBefore = total(Self.cells(before.total))
        let isWhole = request.by == .channel
        let channels =
            isWhole ? tallies : try source.channels(range(request.period), by: .channel)
        let largest = channels.rows.filter { $0.value.leads > 0 }
            .sorted { ($1.value.leads, $0.key) < ($0.value.leads, $1.key) }.prefix(8)
        let shares = largest.map { key, tally in
            ChartRow(
                key: key,
                name: nil,
                values: [Ratio.of(tally.leadsWon, tally.leads), Double(tally.leads)]
            )
        }
        body.charts = [.shares(title: "conversion_by_channel", rows: shares)]
        return body
    }

    private static func cells(_ tally: ChannelTally) -> [ReportCell] {
        [
            .count(tally.calls), .count(tally.answered), .count(tally.missed),
            .count(tally.real), .count(tally.spam), .count(tally.unmarked), .count(tally.leads),
            .count(tally.deals), .share(Ratio.of(tally.leadsWon, tally.leads)),
        ]
    }

    // MARK: - People whose turn it is

    private static let raceColumns = [
        ReportColumn("offers", weight: 8), ReportColumn("won", weight: 9),
        ReportColumn("expired", weight: 7, isBurden: true),
        ReportColumn("declined", weight: 6, isBurden: true),
        ReportColumn("median_seconds_to_react", weight: 5, isBurden: true),
    ]
    private static let headColumns = [
        ReportColumn("rings", weight: 8), ReportColumn("answered", weight: 9),
        ReportColumn("expired", weight: 7, isBurden: true),
        ReportColumn("declined", weight: 6, isBurden: true),
        ReportColumn("answer_rate", weight: 8),
        ReportColumn("median_seconds_to_answer", weight: 5, isBurden: true),
    ]

    func turns(
        _ kind: TurnFact.Kind,
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let tallies = try source.turns(kind, range(request.period))
        let cells: (TurnTally) -> [ReportCell] =
            switch kind {
            case .offer: Self.raceCells
            case .ring: Self.headCells
            }
        var body = Body(
            columns: kind == .offer ? Self.raceColumns : Self.headColumns,
            rows: rows(tallies.rows, .person, names, size: \.won, cells: cells),
            total: total(cells(tallies.total))
        )
        guard isPage(request) else { return body }
        let before = try source.turns(kind, range(before(request.period)))
        body.totalBefore = total(cells(before.total))
        let shares = body.rows.prefix(8).map { row in
            let tally = tallies.rows[row.key] ?? TurnTally()
            return ChartRow(
                key: row.key,
                name: row.name,
                values: [Ratio.of(tally.won, max(tally.turns, tally.won)), Double(tally.turns)]
            )
        }
        let title = kind == .offer ? "won_by_person" : "answered_by_person"
        body.charts = [.shares(title: title, rows: Array(shares))]
        return body
    }

    private static func raceCells(_ tally: TurnTally) -> [ReportCell] {
        [
            .count(tally.turns), .count(tally.won), .count(tally.expired),
            .count(tally.declined), .seconds(tally.medianSeconds),
        ]
    }

    private static func headCells(_ tally: TurnTally) -> [ReportCell] {
        [
            .count(tally.turns), .count(tally.won), .count(tally.expired),
            .count(tally.declined), .share(Ratio.of(tally.won, tally.turns)),
            .seconds(tally.medianSeconds),
        ]
    }

    // MARK: - Sellers

    func ranking(
        _ request: ReportRequest,
        _ names: [String: String]
    ) throws(ReportProblem) -> Body {
        let now = try source.sales(range(request.period))
        let before = try source.sales(range(request.period.previous))
        let (places, placesBefore) = (places(now), places(before))
        let people = Set(now.keys).union(before.keys).sorted { left, right in
            let (one, other) = (places[left] ?? .max, places[right] ?? .max)
            if one != other { return one < other }
            return (placesBefore[left] ?? .max) < (placesBefore[right] ?? .max)
        }
        let rows = people.map { person in
            ReportRow(
                key: person,
                name: names[person],
                cells: cells(places[person], now[person])
                    + cells(placesBefore[person], before[person])
                    + [others(now[person])]
            )
        }
        return Body(
            columns: [
                ReportColumn("place", weight: 9), ReportColumn("amount", weight: 9, isMoney: true),
                ReportColumn("count", weight: 7), ReportColumn("place_before", weight: 5),
                ReportColumn("amount_before", weight: 6, isMoney: true),
                ReportColumn("count_before", weight: 4),
                ReportColumn("other_amounts", weight: 3),
            ],
            rows: rows,
            total: total(cells(nil, sum(now)) + cells(nil, sum(before)) + [others(sum(now))])
        )
    }

    private func cells(_ place: Int?, _ tally: SalesTally?) -> [ReportCell] {
        [
            place.map { .count($0) } ?? .text(nil),
            .money(tally?.amount(in: terms.salesCurrency) ?? Money(0, terms.salesCurrency)),
            .count(tally?.count ?? 0),
        ]
    }

    /// Money that gives no place is named all the same.
    private func others(_ tally: SalesTally?) -> ReportCell {
        .text(tally?.others(besides: terms.salesCurrency))
    }

    private func sum(_ tallies: [String: SalesTally]) -> SalesTally {
        tallies.values.reduce(SalesTally(), +)
    }

    /// As the race ranks them: by amount or count, then count, then the earlier first deal.
    private func places(_ tallies: [String: SalesTally]) -> [String: Int] {
        let ordered = tallies.sorted { left, right in
            let (one, other) = (left.value, right.value)
            let (sum, otherSum) = (
                one.amount(in: terms.salesCurrency).amount,
                other.amount(in: terms.salesCurrency).amount
            )
            if terms.rankBy == .amount, sum != otherSum { return sum > otherSum }
            if one.count != other.count { return one.count > other.count }
            let (first, second) = (
                one.firstAt ?? .distantFuture, other.firstAt ?? .distantFuture
            )
            return first == second ? left.key < right.key : first < second
        }
        return Dictionary(
            uniqueKeysWithValues: ordered.enumerated().map { ($1.key, $0 + 1) }
        )
    }
}
