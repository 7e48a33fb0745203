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

/// What clients answered.
package struct SurveyTally: Equatable, Sendable {
    package var sent = 0
    package var excellent = 0
    package var good = 0
    package var bad = 0

    package init() {}

    package var answers: Int { excellent + good + bad }
}

/// What somebody sold.
package struct SalesTally: Equatable, Sendable {
    package var amount: Decimal = 0
    package var count = 0
    package var firstAt: Date?

    package init() {}
}

/// Quotients that are zero where there is nothing to divide by.
enum Ratio {
    /// A share from 0 to 1, in ten-thousandths.
    static func of(_ part: Int, _ whole: Int) -> Double {
        whole == 0 ? 0 : (Double(part) / Double(whole) * 10_000).rounded() / 10_000
    }
}

/// Looks for the value in the middle of many that were counted by class.
struct MedianSearch: Sendable {
    private var counts: [Int64: Int] = [:]
    private var values: [Int64: [Double]] = [:]

    /// So many values are in the class; a class with a greater number has greater values.
    mutating func count(_ number: Int64, _ count: Int) {
        counts[number, default: 0] += count
    }

    /// The classes whose values must be known: those of the middle, or of the two around it.
    var classes: Set<Int64> { Set(places.map(\.number)) }

    /// A value of a class.
    mutating func add(_ value: Double, _ number: Int64) {
        values[number, default: []].append(value)
    }

    /// The median; nil where nothing was counted, or values are missing.
    var median: Double? {
        let middle = places.compactMap { place -> Double? in
            let sorted = values[place.number, default: []].sorted()
            return sorted.indices.contains(place.index) ? sorted[place.index] : nil
        }
        return middle.isEmpty ? nil : middle.reduce(0, +) / Double(middle.count)
    }

    /// Where the middle values are: which class, and which place in it.
    private var places: [(number: Int64, index: Int)] {
        let whole = counts.values.reduce(0, +)
        guard whole > 0 else { return [] }
        return whole % 2 == 1 ? [place(whole / 2)] : [place(whole / 2 - 1), place(whole / 2)]
    }

    private func place(_ index: Int) -> (number: Int64, index: Int) {
        var rest = index
        for (number, count) in counts.sorted(by: { $0.key < $1.key }) {
            if rest < count { return (number, rest) }
            rest -= count
        }
        return (0, rest)
    }
}

/// The value in the middle; between two it is halfway.
enum Median {
    static func of(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
