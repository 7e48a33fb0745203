import Domain
import Foundation
import Postgres

/// Table `report_change`: tells that days which were summed must be summed again.
///
/// Each batch appends what it has written of. Whoever sums days sees facts and changes in one
/// snapshot, so a change that is committed later is never lost with those that are taken away.
enum FactChangeStatements {
    /// What a batch changes; the first reads what is to be replaced, so it goes before the facts.
    static func keep(_ changes: [FactChange]) -> [Query] {
        var distinct = FactChanges()
        for change in changes { distinct.add(change) }
        return distinct.queries
    }
}

/// What changes, each thing once.
private struct FactChanges {
    /// A part of the reports and a quarter of an hour: no day of any zone begins within one.
    private struct Quarter: Hashable {
        let part: String
        let number: Int

        static let length: TimeInterval = 900
    }

    private var quarters: Set<Quarter> = []
    private var leads: Set<String> = []
    private var deals: Set<String> = []
    /// Of these the lead may be another than before.
    private var calls: Set<String> = []

    mutating func add(_ change: FactChange) {
        switch change {
        case .day(let part, let instant): add(part, instant)
        case .lead(let lead): leads.insert(lead.rawValue)
        case .deal(let deal): deals.insert(deal.rawValue)
        case .call(let call): calls.insert(call.rawValue)
        }
    }

    private mutating func add(_ part: String, _ instant: Date) {
        let number = (instant.timeIntervalSince1970 / Quarter.length).rounded(.down)
        quarters.insert(Quarter(part: part, number: Int(number)))
    }

    var queries: [Query] { [keepBefore, keep].compactMap(\.self) }

    private static let before = Statement(
        """
        INSERT INTO report_change (lead_id)
        SELECT lead_id FROM report_deal WHERE deal_id = ANY ($1) AND lead_id IS NOT NULL
        UNION
        SELECT lead_id FROM report_call WHERE call_id = ANY ($2) AND lead_id IS NOT NULL
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO report_change (part, at, lead_id, deal_id) SELECT * FROM unnest($1, $2, $3, $4)
        """
    )

    private var keepBefore: Query? {
        guard !deals.isEmpty || !calls.isEmpty else { return nil }
        return Query(Self.before, [.texts(deals.sorted()), .texts(calls.sorted())])
    }

    private var keep: Query? {
        guard !quarters.isEmpty || !leads.isEmpty || !deals.isEmpty else { return nil }
        let none = { (count: Int) in [String?](repeating: nil, count: count) }
        let rest = leads.count + deals.count
        return Query(
            Self.insert,
            [
                .texts(quarters.map(\.part) + none(rest)),
                .timestamps(
                    quarters.map {
                        Date(timeIntervalSince1970: Double($0.number) * Quarter.length)
                    } + [Date?](repeating: nil, count: rest)
                ),
                .texts(none(quarters.count) + Array(leads) + none(deals.count)),
                .texts(none(quarters.count + leads.count) + Array(deals)),
            ]
        )
    }
}
