package import Foundation

/// What people are paid in one region by month, as one source says of one segment.
package struct SalarySeries: Codable, Equatable, Sendable {
    /// Who counted; nil where nobody is named.
    package let source: String?
    /// Of which trade, such as `marketing`.
    package let segment: String
    /// Medians by month.
    package private(set) var months: [CalendarMonth: Decimal]

    /// The trade of observations that name none.
    package static let segmentStandard = "marketing"

    package init(source: String?, segment: String, months: [CalendarMonth: Decimal] = [:]) {
        self.source = source
        self.segment = segment
        self.months = months
    }

    /// The last month that is known.
    package var newest: CalendarMonth? { months.keys.max() }

    /// A value, or a correction of one; the oldest months are forgotten.
    mutating func observe(_ median: Decimal, in month: CalendarMonth) {
        months[month] = median
        if months.count > Limits.seriesMonthsMax, let oldest = months.keys.min() {
            months[oldest] = nil
        }
    }

    fileprivate func isLike(_ other: SalarySeries) -> Bool {
        source == other.source && segment == other.segment
    }
}

/// Pay in one region over pay in another.
package struct SalaryRatio: Codable, Equatable, Sendable {
    /// Which months were compared, the earliest first.
    package let months: [CalendarMonth]
    package let value: Decimal
    package let source: String?
    package let segment: String

    /// Why pay can't be compared.
    package enum Missing: Error, Equatable, Sendable {
        /// Nothing is known of the region, or of the reference.
        case salaries(ofRegion: Bool, ofReference: Bool)
        /// No month is known of both, from the same source and segment.
        case commonMonth
    }

    /// Compares the last months that are known of both: the same segment, the same source.
    ///
    /// Marketing is what prices are of, so another segment counts only where nobody tells of that
    /// one; of several sources the one that knows the newest such month.
    package init(
        of region: [SalarySeries],
        to reference: [SalarySeries],
        monthsMax: Int
    ) throws(Missing) {
        guard !region.isEmpty, !reference.isEmpty else {
            throw .salaries(ofRegion: region.isEmpty, ofReference: reference.isEmpty)
        }
        let pairs = region.compactMap { own in
            reference.first { $0.isLike(own) }.map { Pair(own, $0) }
        }
        guard let best = pairs.filter({ !$0.common.isEmpty }).max(by: Pair.isWorse) else {
            throw .commonMonth
        }
        let months = Array(best.common.suffix(max(monthsMax, 1)))
        func sum(_ series: SalarySeries) -> Decimal {
            months.reduce(0) { $0 + (series.months[$1] ?? 0) }
        }
        self.months = months
        value = sum(best.region).divided(by: sum(best.reference))
        source = best.region.source
        segment = best.region.segment
    }

    private enum CodingKeys: String, CodingKey { case months, value, source, segment }

    /// The same series of both regions.
    private struct Pair {
        let region: SalarySeries
        let reference: SalarySeries
        let common: [CalendarMonth]

        init(_ region: SalarySeries, _ reference: SalarySeries) {
            self.region = region
            self.reference = reference
            common = region.months.keys.filter { reference.months[$0] != nil }.sorted()
        }

        /// The trade at hand, then the newest month, then more of them, then the name.
        static func isWorse(_ left: Pair, _ right: Pair) -> Bool {
            func rank(_ pair: Pair) -> (Int, CalendarMonth, Int) {
                let last = pair.common.last ?? CalendarMonth(of: .init(year: 1, month: 1, day: 1))
                let isStandard = pair.region.segment == SalarySeries.segmentStandard
                return (isStandard ? 1 : 0, last, pair.common.count)
            }
            let (one, other) = (rank(left), rank(right))
            return one == other ? left.name > right.name : one < other
        }

        private var name: String { "\(region.source ?? "") \(region.segment)" }
    }
}
