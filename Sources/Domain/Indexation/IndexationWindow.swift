package import Foundation

/// Which months are compared with which.
package struct IndexationWindow: Codable, Equatable, Sendable {
    /// The last month of what is known now.
    package let currentEnd: CalendarMonth
    /// The last month of what it is compared with.
    package let baseEnd: CalendarMonth
    /// How many months end with each, 1…12.
    package let length: Int

    private enum CodingKeys: String, CodingKey {
        case currentEnd = "current_end"
        case baseEnd = "base_end"
        case length
    }

    package init(currentEnd: CalendarMonth, baseEnd: CalendarMonth, length: Int) {
        self.currentEnd = currentEnd
        self.baseEnd = baseEnd
        self.length = min(max(length, 1), 12)
    }

    /// Two months of the same name.
    package struct Pair: Equatable, Sendable {
        package let current: CalendarMonth
        package let base: CalendarMonth
    }

    /// Months that have a value in both windows, each beside the one of the same name: pay has
    /// seasons, and a December is compared with a December only.
    package func pairs(where isKnown: (CalendarMonth) -> Bool) -> [Pair] {
        let base = baseEnd.ending(length).filter(isKnown)
        return currentEnd.ending(length).filter(isKnown).compactMap { month in
            base.first { $0.month == month.month }.map { Pair(current: month, base: $0) }
        }
    }
}

/// How much something grew, as a share: 0.12 is twelve percent.
package struct Growth: Codable, Equatable, Sendable {
    package let value: Decimal
    /// The months of now that were compared.
    package let months: [CalendarMonth]
    /// The months that they were compared with.
    package let baseMonths: [CalendarMonth]

    private enum CodingKeys: String, CodingKey {
        case value, months
        case baseMonths = "base_months"
    }

    init(_ value: Decimal, _ pairs: [IndexationWindow.Pair]) {
        self.value = value
        months = pairs.map(\.current)
        baseMonths = pairs.map(\.base)
    }

    /// Why growth is not known.
    package enum Missing: Error, Equatable, Sendable {
        /// So few months are known of both windows.
        case months(Int)
        /// Two versions of the series have no month in common by which one could be converted.
        case broken
    }
}

/// An index by month, in all versions in which it was ever published.
package struct IndexVersions: Codable, Equatable, Sendable {
    /// One version, such as the one before the method of counting changed.
    package struct Version: Codable, Equatable, Sendable {
        /// Nil where it has no name.
        package let name: String?
        package internal(set) var months: [CalendarMonth: Decimal]

        package init(name: String?, months: [CalendarMonth: Decimal] = [:]) {
            self.name = name
            self.months = months
        }
    }

    /// In the order in which they were first heard of.
    package private(set) var versions: [Version]

    package init(_ versions: [Version] = []) {
        self.versions = versions
    }

    /// A value, or a correction of one; the oldest are forgotten.
    mutating func observe(_ value: Decimal, in month: CalendarMonth, of name: String?) {
        let known = versions.firstIndex { $0.name == name }
        if known == nil { versions.append(Version(name: name)) }
        let index = known ?? versions.count - 1
        versions[index].months[month] = value
        if versions[index].months.count > Limits.seriesMonthsMax,
            let oldest = versions[index].months.keys.min()
        {
            versions[index].months[oldest] = nil
        }
        if versions.count > Limits.indexSeriesMax { versions.removeFirst() }
    }

    /// How much the index grew between the windows.
    package func growth(
        in window: IndexationWindow,
        atLeast monthsMin: Int
    ) throws(Growth.Missing) -> Growth {
        let factors = factors(for: window)
        func value(_ month: CalendarMonth) -> Decimal? {
            zip(versions, factors).lazy.compactMap { version, factor in
                factor.flatMap { factor in version.months[month].map { ($0 * factor, factor) } }
            }
            // Of several versions the one that needs no conversion.
            .min { ($0.1 == 1 ? 0 : 1) < ($1.1 == 1 ? 0 : 1) }?.0
        }
        let pairs = window.pairs { value($0) != nil }
        guard pairs.count >= monthsMin else {
            let isKnown = { (month: CalendarMonth) in
                versions.contains { $0.months[month] != nil }
            }
            let isBroken = window.pairs(where: isKnown).count >= monthsMin
            throw isBroken ? .broken : .months(pairs.count)
        }
        func sum(_ months: [CalendarMonth]) -> Decimal {
            months.reduce(0) { $0 + (value($1) ?? 0) }
        }
        let (current, base) = (sum(pairs.map(\.current)), sum(pairs.map(\.base)))
        guard base > 0 else { throw .months(0) }
        return Growth(current.divided(by: base) - 1, pairs)
    }

    /// What values of each version are multiplied by to be values of the newest one; nil for those
    /// that no month links to it.
    private func factors(for window: IndexationWindow) -> [Decimal?] {
        var factors = [Decimal?](repeating: nil, count: versions.count)
        let newest = versions.indices.max { left, right in
            last(left, window) < last(right, window)
        }
        guard let newest else { return factors }
        factors[newest] = 1
        var grows = true
        while grows {
            grows = false
            for index in versions.indices where factors[index] == nil {
                guard let factor = linked(index, factors) else { continue }
                factors[index] = factor
                grows = true
            }
        }
        return factors
    }

    /// The last month of the present window that the version knows, as something to sort by.
    private func last(_ index: Int, _ window: IndexationWindow) -> String {
        let months = window.currentEnd.ending(window.length)
        return months.last { versions[index].months[$0] != nil }?.rawValue ?? ""
    }

    private func linked(_ index: Int, _ factors: [Decimal?]) -> Decimal? {
        let links = versions.indices.compactMap { other -> (CalendarMonth, Decimal)? in
            guard let factor = factors[other] else { return nil }
            let common = versions[index].months.filter {
                $0.value > 0 && versions[other].months[$0.key] != nil
            }
            guard let month = common.keys.max(), let own = common[month],
                let value = versions[other].months[month]
            else { return nil }
            return (month, (value * factor).divided(by: own))
        }
        return links.max { $0.0 < $1.0 }?.1
    }
}

/// What a department is paid by month, and how many people that is.
package struct PayrollMonths: Codable, Equatable, Sendable {
    /// One month.
    package struct Month: Codable, Equatable, Sendable {
        package let total: Decimal
        package let headcount: Decimal

        package init(total: Decimal, headcount: Decimal) {
            self.total = total
            self.headcount = headcount
        }
    }

    package private(set) var months: [CalendarMonth: Month]

    package init(_ months: [CalendarMonth: Month] = [:]) {
        self.months = months
    }

    /// A value, or a correction of one; the oldest are forgotten.
    mutating func observe(_ value: Month, in month: CalendarMonth) {
        months[month] = value
        if months.count > Limits.seriesMonthsMax, let oldest = months.keys.min() {
            months[oldest] = nil
        }
    }

    /// Pay per head in both windows, and how much it grew.
    package struct Comparison: Equatable, Sendable {
        package let growth: Growth
        /// A month's pay of one person in the window that is compared with.
        package let basePerHead: Decimal
        /// The same now.
        package let perHead: Decimal
    }

    /// How much pay per head grew between the windows.
    package func comparison(
        in window: IndexationWindow,
        atLeast monthsMin: Int
    ) throws(Growth.Missing) -> Comparison {
        let pairs = window.pairs { (months[$0]?.headcount ?? 0) > 0 }
        guard pairs.count >= monthsMin else { throw .months(pairs.count) }
        func perHead(_ months: [CalendarMonth]) -> Decimal {
            let known = months.compactMap { self.months[$0] }
            let total = known.reduce(0) { $0 + $1.total }
            return total.divided(by: known.reduce(0) { $0 + $1.headcount })
        }
        let (now, base) = (perHead(pairs.map(\.current)), perHead(pairs.map(\.base)))
        guard base > 0 else { throw .months(0) }
        return Comparison(
            growth: Growth(now.divided(by: base) - 1, pairs),
            basePerHead: base,
            perHead: now
        )
    }
}
