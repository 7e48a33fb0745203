import Domain
import Foundation
import Testing
import Texts

@testable import Reports

/// Every figure of a quarter, counted twice: by the reports, and from the journal alone.
@Suite struct `A simulated quarter` {
    private static let quarter = Result { try SimulatedQuarter(seed: 7, leads: 900) }

    private let quarter: SimulatedQuarter
    private let journal: JournalFigures
    private let range: Range<Date>

    init() throws {
        quarter = try Self.quarter.get()
        journal = try JournalFigures(quarter)
        let calendar = SimulatedQuarter.calendar
        range = ReportPeriod.quarter(of: CalendarDay(year: 2026, month: 7, day: 1)).range(calendar)
    }

    private func json(_ name: String, by: String? = nil) throws -> [String: [String: Any]] {
        let words = ReportWords(
            name: name,
            from: "2026-07-01",
            to: "2026-09-30",
            by: by,
            format: "json"
        )
        let calendar = SimulatedQuarter.calendar
        let request = try words.request(
            now: range.upperBound,
            calendar: calendar,
            format: .json
        )
        let terms = ReportMaker.Terms(
            calendar: calendar,
            configuration: "test",
            pay: SimulatedQuarter.pay
        )
        let source = FactSource(quarter.facts, ledger: quarter.ledger, calendar: calendar)
        let report = try ReportMaker(source, terms: terms, now: range.upperBound)
            .report(request)
        let text = report.text(ReportLanguage(.en) { $0 })
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        var rows = try #require(object?["rows"] as? [[String: Any]])
        rows.append(try #require(object?["total"] as? [String: Any]))
        return Dictionary(rows.map { ($0["key"] as? String ?? "", $0) }) { first, _ in first }
    }

    private func same(_ row: [String: Any]?, _ expected: [String: Double?], _ what: String) {
        for (key, value) in expected {
            let found = (row?[key] as? NSNumber)?.doubleValue
            #expect(found == value, "\(what) \(key)")
        }
    }

    @Test func `is about something`() {
        #expect(journal.items.count > 400 && journal.offers.count > 200)
        #expect(journal.rings.count > 150 && journal.calls.count > 150)
        #expect(journal.items.contains { $0.returned > 1 })
        #expect(journal.pay.contains { $0.amount < 0 })
        #expect(journal.sales.count > 50 && !journal.wins.isEmpty)
    }

    @Test func `has only facts whose processes name them, with values as their tables say`() {
        let tables = Set(Registry.factTables.map(\.name))
        for fact in quarter.facts {
            let table = type(of: fact).table
            #expect(tables.contains(table.name))
            #expect(fact.values.map(\.type) == table.columns.map(\.type), "\(table.name)")
        }
        #expect(Set(quarter.facts.map { type(of: $0).table.name }).count > 4)
    }

    // MARK: - Marketing

    @Test(arguments: ["campaign", "source", "marketer", "day", "week", "month"])
    func `has every figure of marketing right`(by: String) throws {
        let rows = try json("marketing", by: by)
        let items = Dictionary(grouping: journal.items) { key($0, by) }
        for (key, items) in items {
            try check(rows[key], items, key)
        }
        try check(rows["total"], journal.items, "total")
        let paid = Dictionary(grouping: journal.pay) { line in
            by == "marketer" ? line.marketer : day(line.at, by)
        }
        if !["campaign", "source"].contains(by) {
            for (key, lines) in paid { checkPay(rows[key], lines.map(\.amount), key) }
            #expect(rows.count == Set(items.keys).union(paid.keys).count + 1)
        }
        checkPay(rows["total"], journal.pay.map(\.amount), "total")
    }

    private func key(_ item: JournalFigures.Item, _ by: String) -> String {
        switch by {
        case "campaign": item.campaign
        case "source": item.source
        case "marketer": item.marketer
        default: day(item.openedAt, by)
        }
    }

    private func day(_ instant: Date, _ by: String) -> String {
        // By other means than the reports: the calendar of Foundation.
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = SimulatedQuarter.calendar.timeZone
        let parts = calendar.dateComponents(
            [.year, .month, .day, .weekOfYear, .yearForWeekOfYear],
            from: instant
        )
        func two(_ number: Int?) -> String {
            (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)"
        }
        switch by {
        case "week": return "\(parts.yearForWeekOfYear ?? 0)-W\(two(parts.weekOfYear))"
        case "month": return "\(parts.year ?? 0)-\(two(parts.month))"
        default: return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
        }
    }

    private func check(
        _ row: [String: Any]?,
        _ items: [JournalFigures.Item],
        _ what: String
    ) throws {
        let accepted = items.filter { $0.outcome == "accepted_by_sales" }
        let times = accepted.compactMap { item in
            item.firstPassedAt.flatMap { item.closedAt?.timeIntervalSince($0) }
        }.sorted()
        let middle = times.count / 2
        let median: Double? =
            times.isEmpty
            ? nil
            : times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
        let rate = Double(accepted.count) / Double(items.count)
        same(
            row,
            [
                "arrived": Double(items.count),
                "passed": Double(items.count { $0.firstPassedAt != nil }),
                "returned": Double(items.reduce(0) { $0 + $1.returned }),
                "accepted": Double(accepted.count),
                "junk": Double(items.count { $0.outcome == "junk" }),
                "target": Double(items.count { $0.outcome == "target_lead" }),
                "open": Double(items.count { $0.closedAt == nil }),
                "acceptance_rate": (rate * 10_000).rounded() / 10_000,
                "median_seconds_to_accept": median.map { ($0 * 1000).rounded() / 1000 },
            ],
            what
        )
        let stages = Dictionary(grouping: items.compactMap(\.junkStage)) { $0 }
        #expect(row?["junk_by_stage"] as? [String: Int] == stages.mapValues(\.count), "\(what)")
    }

    private func checkPay(_ row: [String: Any]?, _ amounts: [Decimal], _ what: String) {
        let pay = row?["pay"] as? [String: Any]
        #expect(pay?["amount"] as? String == Money.text(amounts.reduce(0, +)), "pay of \(what)")
    }

    @Test func `has a ledger that sums up to the pay`() throws {
        let rows = try json("pay")
        let total = rows["total"]?["amount"] as? [String: Any]
        let sum = journal.pay.reduce(Decimal(0)) { $0 + $1.amount }
        #expect(total?["amount"] as? String == Money.text(sum))
        #expect(rows.count == journal.pay.count + 1)
    }

    // MARK: - The rest

    @Test func `has every figure of the race right`() throws {
        let rows = try json("race")
        for person in Set(journal.offers.map(\.person)).union(journal.wins.keys) {
            let own = journal.offers.filter { $0.person == person }
            same(rows[person], figures(own, "offers", "react"), person)
            same(rows[person], ["won": Double(journal.wins[person] ?? 0)], person)
        }
        same(rows["total"], figures(journal.offers, "offers", "react"), "total")
        same(rows["total"], ["won": Double(journal.wins.values.reduce(0, +))], "total")
    }

    @Test func `has every figure of the heads right`() throws {
        let rows = try json("heads")
        for person in Set(journal.rings.map(\.person)) {
            let own = journal.rings.filter { $0.person == person }
            same(rows[person], figures(own, "rings", "answer"), person)
            let answered = own.count { $0.reactedAt != nil && $0.ending != "declined" }
            let rate = (Double(answered) / Double(own.count) * 10_000).rounded() / 10_000
            same(
                rows[person],
                ["answered": Double(answered), "answer_rate": rate],
                person
            )
        }
    }

    private func figures(
        _ turns: [JournalFigures.Turn],
        _ count: String,
        _ react: String
    ) -> [String: Double?] {
        let times = turns.compactMap { turn in
            turn.reactedAt.map { Self.milliseconds($0.timeIntervalSince(turn.startedAt)) }
        }.sorted()
        let middle = times.count / 2
        let median: Double? =
            times.isEmpty
            ? nil
            : times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
        let exact = median.map { ($0 * 10_000).rounded() / 10_000 }
        return [
            count: Double(turns.count),
            "expired": Double(turns.count { $0.ending == "expired" }),
            "declined": Double(turns.count { $0.ending == "declined" }),
            "median_seconds_to_\(react)": exact.map(Self.milliseconds),
        ]
    }

    private static func milliseconds(_ seconds: Double) -> Double {
        (seconds * 1000).rounded() / 1000
    }

    @Test func `has every figure of the channels right`() throws {
        let rows = try json("channels")
        let deals = Dictionary(grouping: journal.sales.values, by: \.lead)
        let leads = Dictionary(grouping: journal.leads) { $0.value.channel }
        for (channel, leads) in leads {
            let won = leads.compactMap { deals[$0.key] }
            same(
                rows[channel],
                [
                    "leads": Double(leads.count), "deals": Double(won.reduce(0) { $0 + $1.count }),
                    "conversion": (Double(won.count) / Double(leads.count) * 10_000).rounded()
                        / 10_000,
                ],
                channel
            )
        }
        let marks = Dictionary(grouping: journal.verdicts.values) { $0 }
        same(
            rows["total"],
            [
                "calls": Double(journal.calls.count),
                "answered": Double(journal.callsAnswered.count),
                "missed": Double(journal.callsMissed.count),
                "real": Double(marks["real"]?.count ?? 0),
                "spam": Double(marks["spam"]?.count ?? 0),
                "unmarked": Double(
                    journal.callsAnswered.subtracting(journal.verdicts.keys).count
                ),
                "leads": Double(journal.leads.count + journal.leadsOfCalls),
                "deals": Double(journal.sales.count),
            ],
            "total"
        )
    }

    @Test func `ranks by what was sold`() throws {
        let rows = try json("ranking")
        let sellers = Dictionary(grouping: journal.sales.values, by: \.manager)
        let sums = sellers.mapValues { $0.reduce(Decimal(0)) { $0 + $1.amount } }
        for (place, seller) in sums.sorted(by: { $0.value > $1.value }).enumerated() {
            let amount = rows[seller.key]?["amount"] as? [String: Any]
            #expect(amount?["amount"] as? String == Money.text(seller.value))
            same(
                rows[seller.key],
                [
                    "place": Double(place + 1),
                    "count": Double(sellers[seller.key]?.count ?? 0),
                ],
                seller.key
            )
        }
    }
}
