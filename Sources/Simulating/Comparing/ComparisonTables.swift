import Domain
import Foundation
import Reports

/// Puts the figures of two runs side by side.
struct ComparisonTables {
    let before: RunFigures
    let after: RunFigures
    let knobs: [Comparison.Knob]

    /// The tables that say anything, the most important first.
    var all: [Comparison.Table] {
        [settings, summary, people, leads, requests, raises, quotes]
            .filter { !$0.rows.isEmpty || $0.key == "summary" }
    }

    private var settings: Comparison.Table {
        Comparison.Table(
            key: "settings",
            columns: ["key", "before", "after"],
            rows: knobs.map { [.text($0.key), .text($0.before), .text($0.after)] }
        )
    }

    // MARK: - The whole

    private var summary: Comparison.Table {
        let rows = [
            row("leads_given", count: \.leads.count), moved(count: movedLeads.count),
            waits("wait_median", Self.median), waits("wait_sum") { $0.reduce(0, +) },
            row("offers", count: { $0.people.values.reduce(0) { $0 + $1.offers } }),
            row("expired", count: { $0.people.values.reduce(0) { $0 + $1.expired } }),
            row("final", count: { $0.leads.values.count(where: \.isFinal) }), movedMoney,
            row("requests", count: \.requests.count),
            only("requests_moved", .count(requestsMoved.count), requestsMoved.isEmpty),
            row("raises", count: \.raises.count), row("raise_gain", money: Self.gain),
            row("raises_skipped", count: { $0.skippedRaises.values.reduce(0, +) }),
            row("quotes", count: \.quotes.count), row("quoted", money: Self.quoted),
            row("pay", money: \.pay),
        ]
        let counts = Registry.commandCounts.map { count in
            row(count.name) { $0.counts[count.name]?.count ?? 0 }
        }
        let all = [
            row("notices", count: { $0.people.values.reduce(0) { $0 + $1.notices } }),
            row("commands", count: { $0.commands.values.reduce(0, +) }),
        ]
        return Comparison.Table(
            key: "summary",
            columns: ["figure", "before", "after", "difference"],
            rows: (rows + counts + all).compactMap(\.self)
        )
    }

    private func row(_ key: String, count: (RunFigures) -> Int) -> [ReportCell]? {
        let (one, other) = (count(before), count(after))
        guard one != 0 || other != 0 else { return nil }
        return [.text(key), .count(one), .count(other), .count(other - one)]
    }

    private func row(_ key: String, money: (RunFigures) -> Money?) -> [ReportCell]? {
        let (one, other) = (money(before), money(after))
        guard let currency = (one ?? other)?.currency else { return nil }
        let difference = (other?.amount ?? 0) - (one?.amount ?? 0)
        return [.text(key), .money(one), .money(other), .money(Money(difference, currency))]
    }

    private func only(_ key: String, _ cell: ReportCell, _ isNothing: Bool) -> [ReportCell]? {
        isNothing ? nil : [.text(key), .text(nil), .text(nil), cell]
    }

    private func moved(count: Int) -> [ReportCell]? {
        only("leads_moved", .count(count), before.leads.isEmpty && after.leads.isEmpty)
    }

    /// What deals brought whose leads would have been another's.
    private var movedMoney: [ReportCell]? {
        let sums = movedLeads.compactMap { before.deals[$0] }
        guard let currency = sums.first?.currency else { return nil }
        let sum = sums.reduce(Decimal(0)) { $0 + $1.amount }
        return only("deals_moved", .money(Money(sum, currency)), false)
    }

    private func waits(_ key: String, _ figure: ([Double]) -> Double?) -> [ReportCell]? {
        let both = before.leads.compactMap { id, lead -> (Double, Double)? in
            guard let one = lead.wait, let other = after.leads[id]?.wait else { return nil }
            return (one, other)
        }
        guard !both.isEmpty, let one = figure(both.map(\.0)), let other = figure(both.map(\.1))
        else { return nil }
        return [.text(key), .seconds(one), .seconds(other), .seconds(other - one)]
    }

    private static func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1
            ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private static func gain(_ run: RunFigures) -> Money? {
        sum(run.raises.values.map(\.gain))
    }

    private static func quoted(_ run: RunFigures) -> Money? { sum(Array(run.quotes.values)) }

    private static func sum(_ amounts: [Money]) -> Money? {
        amounts.first.map { first in
            Money(amounts.reduce(0) { $0 + $1.amount }, first.currency)
        }
    }

    // MARK: - One by one

    /// Leads whom another would have got, or nobody.
    private var movedLeads: [String] {
        Set(before.leads.keys).union(after.leads.keys)
            .filter { before.leads[$0]?.owner != after.leads[$0]?.owner }.sorted()
    }

    private var requestsMoved: [String] {
        Set(before.requests.keys).union(after.requests.keys)
            .filter { before.requests[$0] != after.requests[$0] }.sorted()
    }

    private var leads: Comparison.Table {
        Comparison.Table(
            key: "leads",
            columns: ["lead", "owner_before", "owner_after", "wait_before", "wait_after", "deal"],
            rows: movedLeads.map { id in
                let (one, other) = (before.leads[id], after.leads[id])
                return [
                    .text(id), person(one?.owner), person(other?.owner), .seconds(one?.wait),
                    .seconds(other?.wait), .money(before.deals[id]),
                ]
            }
        )
    }

    private var requests: Comparison.Table {
        Comparison.Table(
            key: "requests",
            columns: ["request", "manager_before", "manager_after"],
            rows: requestsMoved.map { id in
                [.text(id), person(before.requests[id]), person(after.requests[id])]
            }
        )
    }

    private var raises: Comparison.Table {
        let ids = Set(before.raises.keys).union(after.raises.keys)
            .filter { before.raises[$0] != after.raises[$0] }.sorted()
        return Comparison.Table(
            key: "raises",
            columns: ["client", "effective_on", "fee", "raised_before", "raised_after"],
            rows: ids.compactMap { id in
                let (one, other) = (before.raises[id], after.raises[id])
                guard let any = one ?? other else { return nil }
                return [
                    .text(before.clients[any.client] ?? after.clients[any.client] ?? any.client),
                    .text((other ?? any).effectiveOn), .money(any.fee), .money(one?.raised),
                    .money(other?.raised),
                ]
            }
        )
    }

    private var quotes: Comparison.Table {
        let ids = Set(before.quotes.keys).union(after.quotes.keys)
            .filter { before.quotes[$0] != after.quotes[$0] }.sorted()
        return Comparison.Table(
            key: "quotes",
            columns: ["request", "before", "after"],
            rows: ids.map { [.text($0), .money(before.quotes[$0]), .money(after.quotes[$0])] }
        )
    }

    // MARK: - People

    /// One pair of columns.
    private struct Pair: Sendable {
        let key: String
        let cell: @Sendable (RunFigures.Share) -> ReportCell
    }

    private static let pairs = [
        Pair(key: "leads") { .count($0.leads) }, Pair(key: "offers") { .count($0.offers) },
        Pair(key: "expired") { .count($0.expired) }, Pair(key: "requests") { .count($0.requests) },
        Pair(key: "rating") { .points($0.rating) }, Pair(key: "balance") { .points($0.balance) },
        Pair(key: "notices") { .count($0.notices) },
    ]

    /// Only what is different for somebody: most knobs concern few of these figures.
    private var people: Comparison.Table {
        let ids = Set(before.people.keys).union(after.people.keys).sorted()
        let none = RunFigures.Share()
        let pairs = Self.pairs.filter { pair in
            ids.contains {
                pair.cell(before.people[$0] ?? none) != pair.cell(after.people[$0] ?? none)
            }
        }
        let rows = ids.map { id -> [ReportCell] in
            let (one, other) = (before.people[id] ?? none, after.people[id] ?? none)
            return [person(id)] + pairs.flatMap { [$0.cell(one), $0.cell(other)] }
        }
        return Comparison.Table(
            key: "people",
            columns: ["person"] + pairs.flatMap { ["\($0.key)_before", "\($0.key)_after"] },
            rows: pairs.isEmpty
                ? []
                : rows.filter { row in
                    stride(from: 1, to: row.count, by: 2).contains { row[$0] != row[$0 + 1] }
                }
        )
    }

    private func person(_ id: String?) -> ReportCell {
        .text(id.map { before.names[$0] ?? after.names[$0] ?? $0 })
    }
}
