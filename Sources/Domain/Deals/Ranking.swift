package import Foundation

/// Who sold how much in which quarter, and who is ranked how by it.
package enum Ranking: BusinessProcess {
    /// What one person sold in one quarter.
    package struct Total: Codable, Equatable, Sendable {
        /// What an earlier version summed, whatever the currency.
        package private(set) var amount: Decimal = 0
        /// Sums by currency: money of two is never added up.
        package private(set) var amounts: [String: Decimal]?
        @Counted package var count: Int = 0
        /// When the first of the deals was won.
        package var firstAt: Date?

        private enum CodingKeys: String, CodingKey {
            case amount, amounts, count
            case firstAt = "first_at"
        }

        package init() {}

        /// What was sold in a currency.
        package func amount(in currency: String) -> Decimal {
            amount + (amounts?[currency] ?? 0)
        }

        /// What was sold in other currencies, in the order of their names.
        package func amounts(besides currency: String) -> [Money] {
            (amounts ?? [:]).filter { $0.key != currency }
                .sorted { $0.key < $1.key }
                .map { Money($0.value, $0.key) }
        }

        fileprivate mutating func add(_ money: Money, _ times: Int) {
            let sum = (amounts?[money.currency] ?? 0) + money.amount * Decimal(times)
            var sums = amounts ?? [:]
            sums[money.currency] = sum == 0 ? nil : sum
            amounts = sums.isEmpty ? nil : sums
        }
    }

    /// The ledger of sales.
    package struct State: ProcessState {
        /// Totals by quarter (`2026-Q3`) and person.
        package var quarters: [String: [String: Total]]
        /// The rankings that hold or held, by the quarter in which they do.
        package var frozen: [String: [RankedSeller]]?
        /// The quarter at whose end the timer is set.
        package var turn: Quarter?

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

        /// The ranking that was frozen for the quarter.
        package func frozen(for quarter: Quarter) -> [RankedSeller]? {
            frozen?[quarter.description]
        }
    }

    /// What can happen to the ledger.
    package enum Input: Sendable {
        case saleChanged(SaleChanged)
        case asked(Quarter)
        case quarterTurned(generation: Int)
    }

    /// Why nothing changed.
    package enum Ignored: String, Reason {
        case alreadyFrozen = "ranking_already_frozen"
        case nothingSold = "nothing_sold"
        case lateTimer = "late_timer"
    }

    package static let name = "ranking"
    package static let subject = SubjectKind.company
    package static let residence = Residence.allLanes
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [SaleChanged.self, RankingAsked.self]
    package static let publishes: [any Message.Type] = [RankingPublished.self, ChatNotify.self]

    /// The timer that fires when a quarter is over.
    package static let timer = "quarter"
    /// Every quarter ends.
    package static let perpetualTimers: Set = [timer]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        switch event.body {
        case let body as SaleChanged: [Concern(name, .saleChanged(body))]
        case let body as RankingAsked: [Concern(name, .asked(body.quarter))]
        default: []
        }
    }

    /// What it waits for.
    package static let timers = [timer]

    /// The turn of the quarter.
    package static func input(of timer: TimerFiring) -> Input? {
        timer.name == Self.timer ? .quarterTurned(generation: timer.generation) : nil
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
            let alarm = state.awaitTurn(context)
            return .changed(to: state, effects: alarm)
        case .asked(let quarter):
            guard state.frozen(for: quarter) == nil else {
                return .ignored(Ignored.alreadyFrozen)
            }
            let effects = state.freeze(quarter, context)
            guard !effects.isEmpty else { return .ignored(Ignored.nothingSold) }
            let alarm = state.awaitTurn(context)
            return .changed(to: state, effects: effects + alarm)
        case .quarterTurned(let generation):
            guard state.turn?.generation == generation else {
                return .ignored(Ignored.lateTimer)
            }
            let quarter = context.policies.calendar.quarter(of: context.now)
            let isFrozen = state.frozen(for: quarter) != nil
            let effects = isFrozen ? [] : state.freeze(quarter, context)
            let alarm = state.awaitTurn(context)
            return .changed(to: state, effects: effects + alarm)
        }
    }
}

extension Ranking.State {
    fileprivate mutating func count(_ sale: Sale, _ times: Int, _ calendar: WorkCalendar) {
        let quarter = calendar.quarter(of: sale.closedAt).description
        let person = sale.managerID.rawValue
        var total = quarters[quarter]?[person] ?? .init()
        total.add(sale.amount, times)
        total.count += times
        if times > 0 { total.firstAt = min(total.firstAt ?? sale.closedAt, sale.closedAt) }
        quarters[quarter, default: [:]][person] = total.count > 0 ? total : nil
    }

    /// Sets the timer to the end of the present quarter, unless it is.
    fileprivate mutating func awaitTurn(_ context: Context) -> [Effect] {
        let calendar = context.policies.calendar
        let quarter = calendar.quarter(of: context.now)
        guard turn != quarter else { return [] }
        turn = quarter
        return [
            .arm(
                timer: Ranking.timer,
                generation: quarter.generation,
                due: calendar.end(of: quarter)
            )
        ]
    }

    /// The ranking holds from now on, whatever is still changed in the quarter before.
    ///
    /// Where nothing was sold there is nothing to freeze: a sale that is told late still counts.
    fileprivate mutating func freeze(_ quarter: Quarter, _ context: Context) -> [Effect] {
        let sellers = context.sellers(of: quarter.previous, in: self)
        guard !sellers.isEmpty else { return [] }
        frozen = (frozen ?? [:]).merging([quarter.description: sellers]) { _, new in new }
        let policy = context.policies.leadDistribution
        let top = sellers.prefix(policy?.topSize ?? 0)
        let fact = RankingPublished(
            quarter: quarter,
            soldIn: quarter.previous,
            rankBy: policy?.rankBy ?? .amount,
            currency: context.policies.salesCurrency,
            ranking: sellers,
            top: top.map(\.personID)
        )
        return [.publish(fact)] + top.compactMap { tell($0, quarter, context) }
    }

    private func tell(_ seller: RankedSeller, _ quarter: Quarter, _ context: Context) -> Effect? {
        guard let person = context.company.people[seller.personID] else { return nil }
        let phrase = Phrase(
            "ranking.in_top",
            ["place": .number(Decimal(seller.place)), "quarter": .text(quarter.description)]
        )
        return context.notify(person, .info, phrase)
    }
}

extension Quarter {
    /// A number that grows with time, for the timer at its end.
    fileprivate var generation: Int { year * 4 + number }
}

extension Context {
    /// The people by what they sold in the previous quarter, the best first.
    ///
    /// By amount in the configured currency, or by count where that is configured; ties by count,
    /// then by the earlier first deal, then by id.
    package func ranked(_ people: [Person]) -> [Person] {
        let places = Dictionary(
            uniqueKeysWithValues: presentRanking.map { ($0.personID, $0.place) }
        )
        return people.sorted { left, right in
            let (one, other) = (places[left.id] ?? Int.max, places[right.id] ?? Int.max)
            return one == other ? left.id < right.id : one < other
        }
    }

    /// The ranking that holds now: the frozen one, else what it would be.
    package var presentRanking: [RankedSeller] {
        let quarter = policies.calendar.quarter(of: now)
        return company.sales.frozen(for: quarter)
            ?? sellers(of: quarter.previous, in: company.sales)
    }

    /// Whoever sold anything in the quarter, still works here and sells, the best first.
    func sellers(of quarter: Quarter, in ledger: Ranking.State) -> [RankedSeller] {
        let rankBy = policies.leadDistribution?.rankBy ?? .amount
        let currency = policies.salesCurrency
        let totals = ledger.totals(of: quarter).filter { id, _ in
            guard let person = company.people[id], person.active else { return false }
            return !person.roles.isDisjoint(with: [.salesManager, .salesHead])
        }
        let ordered = totals.sorted { left, right in
            let (one, other) = (left.value, right.value)
            let (sum, otherSum) = (one.amount(in: currency), other.amount(in: currency))
            if rankBy == .amount, sum != otherSum { return sum > otherSum }
            if one.count != other.count { return one.count > other.count }
            if let one = one.firstAt, let other = other.firstAt, one != other {
                return one < other
            }
            return left.key < right.key
        }
        return ordered.enumerated().map { index, seller in
            let others = seller.value.amounts(besides: currency)
            return RankedSeller(
                place: index + 1,
                personID: seller.key,
                amount: seller.value.amount(in: currency),
                count: seller.value.count,
                otherAmounts: others.isEmpty ? nil : others
            )
        }
    }
}

extension Company {
    /// What everybody sold, by quarter.
    package var sales: Ranking.State {
        get { state(of: Ranking.self) ?? Ranking.State() }
        set { set(newValue, of: Ranking.name) }
    }
}
