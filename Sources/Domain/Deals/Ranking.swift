package import Foundation

/// Who sold how much in which quarter.
package enum Ranking: BusinessProcess {
    /// What one person sold in one quarter.
    package struct Total: Codable, Equatable, Sendable {
        package var amount: Decimal
        package var count: Int
        /// When the first of the deals was won.
        package var firstAt: Date?

        private enum CodingKeys: String, CodingKey {
            case amount, count
            case firstAt = "first_at"
        }
    }

    /// The ledger of sales.
    package struct State: ProcessState {
        /// Totals by quarter (`2026-Q3`) and person.
        package var quarters: [String: [String: Total]]

        package init(quarters: [String: [String: Total]] = [:]) {
            self.quarters = quarters
        }

        /// What everybody sold in the quarter.
        package func totals(of quarter: Quarter) -> [PersonID: Total] {
            let totals = quarters[quarter.description] ?? [:]
            return Dictionary(
                uniqueKeysWithValues: totals.map { (PersonID(trusted: $0), $1) }
            )
        }
    }

    /// What can happen to the ledger.
    package enum Input: Sendable {
        case saleChanged(SaleChanged)
    }

    package static let name = "ranking"
    package static let subject = SubjectKind.company
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [SaleChanged.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? SaleChanged else { return [] }
        return [Concern(Subject.company.id, .saleChanged(body))]
    }

    package static func decide(
        _ state: State?,
        _ input: Input,
        _ context: Context
    ) -> Decision<State> {
        var state = state ?? State()
        switch input {
        case .saleChanged(let change):
            let calendar = context.policies.calendar
            if let sale = change.before { state.count(sale, -1, calendar) }
            if let sale = change.after { state.count(sale, 1, calendar) }
            return .changed(to: state)
        }
    }
}

extension Ranking.State {
    fileprivate mutating func count(_ sale: Sale, _ times: Int, _ calendar: WorkCalendar) {
        let quarter = calendar.quarter(of: sale.closedAt).description
        let person = sale.managerID.rawValue
        var total = quarters[quarter]?[person] ?? .init(amount: 0, count: 0)
        total.amount += sale.amount.amount * Decimal(times)
        total.count += times
        if times > 0 { total.firstAt = min(total.firstAt ?? sale.closedAt, sale.closedAt) }
        quarters[quarter, default: [:]][person] = total.count > 0 ? total : nil
    }
}

extension Context {
    /// The people by what they sold in the previous quarter, the best first.
    ///
    /// By amount; ties by count, then by the earlier first deal, then by id.
    package func ranked(_ people: [Person]) -> [Person] {
        let last = policies.calendar.quarter(of: now).previous
        let totals = company.sales.totals(of: last)
        return people.sorted { left, right in
            let (one, other) = (totals[left.id], totals[right.id])
            if one?.amount != other?.amount { return one?.amount ?? 0 > other?.amount ?? 0 }
            if one?.count != other?.count { return one?.count ?? 0 > other?.count ?? 0 }
            if let one = one?.firstAt, let other = other?.firstAt, one != other {
                return one < other
            }
            return left.id < right.id
        }
    }
}
