package import Domain
package import Foundation

/// Figures that were counted, by row and all together.
///
/// The total is counted on its own, as medians can't be summed.
package struct Tallies<Tally: Sendable>: Sendable {
    /// Under the keys of the rows; nothing known is an empty key.
    package var rows: [String: Tally]
    package var total: Tally

    package init(rows: [String: Tally], total: Tally) {
        self.rows = rows
        self.total = total
    }
}

extension Tallies: Equatable where Tally: Equatable {}

/// What became of leads.
package struct MarketingTally: Equatable, Sendable {
    package var arrived = 0
    /// How many were passed to sales at least once.
    package var passed = 0
    /// How often they were returned.
    package var returned = 0
    package var accepted = 0
    package var junkByStage: [String: Int] = [:]
    package var target = 0
    package var open = 0
    package var medianSecondsToAccept: Double?
    /// What the ledger booked in the period, whenever the leads arrived.
    package var pay: Decimal = 0

    package init() {}

    package var junk: Int { junkByStage.values.reduce(0, +) }
}

/// What became of the calls and leads of a channel.
package struct ChannelTally: Equatable, Sendable {
    package var calls = 0
    package var answered = 0
    package var missed = 0
    package var real = 0
    package var spam = 0
    /// Answered, and nobody has said what it was.
    package var unmarked = 0
    package var leads = 0
    package var deals = 0
    /// Leads of which at least one deal was won.
    package var leadsWon = 0

    package init() {}
}

/// How people reacted when it was their turn.
package struct TurnTally: Equatable, Sendable {
    package var turns = 0
    package var won = 0
    package var expired = 0
    package var declined = 0
    /// Of those who were asked; in tenths of a millisecond.
    package var medianSeconds: Double?

    package init() {}

    /// Instants are exact to the millisecond, their differences as doubles are not.
    static func rounded(_ seconds: Double) -> Double { (seconds * 10_000).rounded() / 10_000 }
}

/// What somebody sold.
package struct SalesTally: Equatable, Sendable {
    /// Sums by currency: money of two is never added up.
    package private(set) var amounts: [String: Decimal] = [:]
    package private(set) var count = 0
    package private(set) var firstAt: Date?

    package init() {}

    /// This number of deals, worth this together.
    package mutating func add(_ money: Money, deals: Int, firstAt instant: Date?) {
        amounts[money.currency, default: 0] += money.amount
        count += deals
        firstAt = [firstAt, instant].compactMap(\.self).min()
    }

    /// What was sold in the currency.
    func amount(in currency: String) -> Money { Money(amounts[currency] ?? 0, currency) }

    /// What was sold in others, such as `40000.00 USD`; nil where nothing was.
    func others(besides currency: String) -> String? {
        let others = amounts.filter { $0.key != currency && $0.value != 0 }
            .sorted { $0.key < $1.key }
        guard !others.isEmpty else { return nil }
        return others.map { "\(Money.text($0.value)) \($0.key)" }.joined(separator: ", ")
    }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.amounts.merge(right.amounts, uniquingKeysWith: +)
        sum.count += right.count
        return sum
    }
}

/// Figures that begin with nothing.
package protocol Countable: Sendable {
    init()
}

extension MarketingTally: Countable {}
extension ChannelTally: Countable {}
extension TurnTally: Countable {}

extension Tallies where Tally: Countable {
    init() {
        self.init(rows: [:], total: Tally())
    }

    /// Counts something in a row, and all together.
    mutating func count(_ key: String, _ body: (inout Tally) -> Void) {
        body(&rows[key, default: Tally()])
        body(&total)
    }
}

/// Quotients that are zero where there is nothing to divide by.
enum Ratio {
    /// A share from 0 to 1, in ten-thousandths.
    static func of(_ part: Int, _ whole: Int) -> Double {
        known(part, whole) ?? 0
    }

    /// The same; nil where there is nothing to divide by, so nothing can be said.
    static func known(_ part: Int, _ whole: Int) -> Double? {
        whole == 0 ? nil : (Double(part) / Double(whole) * 10_000).rounded() / 10_000
    }
}

/// The value in the middle; between two it is halfway.
enum Median {
    /// Of the values of all lists together, however many these are.
    ///
    /// Sorted are only those values that share the first bits with one in the middle.
    static func of(_ lists: some Sequence<[Double]>) -> Double? {
        let size = lists.reduce(0) { $0 + $1.count }
        guard size > few else { return of(lists.flatMap(\.self)) }
        var counts = [Int](repeating: 0, count: 1 << 16)
        for list in lists {
            for value in list { counts[place(of: value)] += 1 }
        }
        let low = value(at: (size - 1) / 2, in: lists, counts)
        let high = size % 2 == 1 ? low : value(at: size / 2, in: lists, counts)
        return (low + high) / 2
    }

    static func of(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// This many values are sorted sooner than told apart.
    private static let few = 10_000

    /// The value that would have the index if all were sorted.
    private static func value(
        at index: Int,
        in lists: some Sequence<[Double]>,
        _ counts: [Int]
    ) -> Double {
        var (rest, place) = (index, 0)
        while rest >= counts[place] {
            rest -= counts[place]
            place += 1
        }
        var near: [Double] = []
        near.reserveCapacity(counts[place])
        for list in lists {
            for value in list where self.place(of: value) == place { near.append(value) }
        }
        return near.sorted()[rest]
    }

    /// The first bits, in an order that is the order of the numbers.
    private static func place(of value: Double) -> Int {
        let bits = value.bitPattern
        let ordered = value.sign == .minus ? ~bits : bits | 1 << 63
        return Int(ordered >> 48)
    }
}
