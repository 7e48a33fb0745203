package import Foundation

/// The figures of a series on one day, over the keywords that were measured.
package struct PositionFigures: Sendable {
    /// The places up to which shares are given.
    package static let topLimits = [3, 10, 30, 50, 100]

    /// The middle of all places, with what was not found behind the last one.
    package enum Median: Equatable, Sendable {
        case place(Decimal)
        /// Half of the keywords or more are not found.
        case notFound
    }

    /// How well a group of keywords is covered.
    package struct GroupCoverage: Equatable, Sendable {
        package let group: String
        package let coverage: ExactShare
    }

    package let date: CalendarDay
    /// How many keywords are expected.
    package let tracked: Int
    /// Whether somebody announced them; else they are those that were tried lately.
    package let isDeclared: Bool
    /// How many of those were measured.
    package let measured: Int
    /// To which place was looked at least.
    package let depth: Int
    package let coverage: ExactShare
    /// The same, each keyword with its frequency; nil where one is missing.
    package let coverageByFrequency: ExactShare?
    package let groups: [GroupCoverage]
    /// Shares of the measured by place; nil where nobody looked so deep.
    package let tops: [Int: ExactShare]
    /// Nil where nothing was measured, or a frequency is missing that the others have.
    package let visibility: ExactShare?
    /// Whether frequencies count in it.
    package let isWeighted: Bool
    package let median: Median?
    /// The mean place of what was found, with two digits.
    package let mean: Decimal?
    /// How many keywords that mean is of.
    package let found: Int
    /// Keywords by where they stand.
    package let bands: PositionBands
    /// Whether the day may be compared with others.
    package let isComplete: Bool
    package let measuredAt: Date?
    package let arrivedAt: Date
}

/// How many keywords stand where.
package struct PositionBands: Equatable, Sendable {
    /// The last place of each band.
    package static let limits: [Int] = [3, 10, 30, 50, 100]

    /// By band; one more for what is found beyond the last limit.
    package private(set) var found = [Int](repeating: 0, count: limits.count + 1)
    package private(set) var notFound = 0
    package private(set) var notMeasured = 0

    mutating func count(_ code: Int16) {
        switch code {
        case 1...: found[Self.limits.firstIndex { code <= $0 } ?? Self.limits.count] += 1
        case 0: notFound += 1
        default: notMeasured += 1
        }
    }

    /// All of them.
    package var total: Int { found.reduce(notFound + notMeasured, +) }
}

extension PositionFigures {
    /// What was measured of what is expected.
    private struct Measured {
        var ordinals: [Int] = []
        var codes: [Int16] = []
        var bands = PositionBands()
        var depth = Int.max

        init(_ day: PositionDay, _ expected: [Int]) {
            for ordinal in expected {
                let code = day.code(ordinal)
                bands.count(code)
                guard code >= 0 else { continue }
                ordinals.append(ordinal)
                codes.append(code)
                depth = min(depth, day.depth(ordinal))
            }
        }
    }

    /// The figures of a day.
    ///
    /// - Parameter isWeighted: Whether frequencies count; decided once for all days of a report, so
    ///   that they are never mixed.
    init(
        _ day: PositionDay,
        _ expected: PositionTracking.Expected,
        of keywords: [PositionKeyword],
        isWeighted: Bool,
        _ terms: PositionTerms
    ) {
        let measured = Measured(day, expected.ordinals)
        date = day.date
        tracked = expected.ordinals.count
        isDeclared = expected.isDeclared
        self.measured = measured.codes.count
        depth = measured.codes.isEmpty ? day.depths.map(Int.init).min() ?? 0 : measured.depth
        coverage = ExactShare(measured.codes.count, of: tracked)
        coverageByFrequency = Self.coverage(measured.ordinals, expected.ordinals, keywords)
        groups = Self.groups(measured.ordinals, expected.ordinals, keywords)
        tops = Self.tops(measured.codes, depth: depth)
        self.isWeighted = isWeighted
        visibility = Self.visibility(
            measured.ordinals,
            measured.codes,
            keywords,
            isWeighted,
            terms.curve
        )
        median = Self.median(measured.codes)
        let places = measured.codes.filter { $0 > 0 }
        found = places.count
        mean = Self.mean(places)
        bands = measured.bands
        isComplete = terms.isSettled(day) && coverage.isAtLeast(terms.coverageMin)
        measuredAt = day.measuredAt
        arrivedAt = day.arrivedAt
    }

    /// Σ f·c(p) / Σ f; with equal weights where frequencies don't count.
    static func visibility(
        _ ordinals: [Int],
        _ codes: [Int16],
        _ keywords: [PositionKeyword],
        _ isWeighted: Bool,
        _ curve: PositionCurve
    ) -> ExactShare? {
        var (worth, whole) = (0, 0)
        for (ordinal, code) in zip(ordinals, codes) {
            guard let weight = isWeighted ? keywords[ordinal].frequency : 1 else { return nil }
            worth += weight * curve.worth(code)
            whole += weight
        }
        return whole > 0 ? ExactShare(worth, of: whole * PositionCurve.unit) : nil
    }

    private static func coverage(
        _ measured: [Int],
        _ expected: [Int],
        _ keywords: [PositionKeyword]
    ) -> ExactShare? {
        guard expected.allSatisfy({ keywords[$0].frequency != nil }) else { return nil }
        func sum(_ ordinals: [Int]) -> Int {
            ordinals.reduce(0) { $0 + (keywords[$1].frequency ?? 0) }
        }
        let whole = sum(expected)
        return whole > 0 ? ExactShare(sum(measured), of: whole) : nil
    }

    private static func groups(
        _ measured: [Int],
        _ expected: [Int],
        _ keywords: [PositionKeyword]
    ) -> [GroupCoverage] {
        func counts(_ ordinals: [Int]) -> [String: Int] {
            ordinals.reduce(into: [:]) { counts, ordinal in
                if let group = keywords[ordinal].group { counts[group, default: 0] += 1 }
            }
        }
        let (parts, wholes) = (counts(measured), counts(expected))
        return wholes.keys.sorted().map { group in
            GroupCoverage(
                group: group,
                coverage: ExactShare(parts[group] ?? 0, of: wholes[group] ?? 0)
            )
        }
    }

    private static func tops(_ codes: [Int16], depth: Int) -> [Int: ExactShare] {
        guard !codes.isEmpty else { return [:] }
        let limits = topLimits.filter { $0 <= depth }
        return Dictionary(
            uniqueKeysWithValues: limits.map { limit in
                let within = codes.count { $0 > 0 && $0 <= limit }
                return (limit, ExactShare(within, of: codes.count))
            }
        )
    }

    private static func median(_ codes: [Int16]) -> Median? {
        guard !codes.isEmpty else { return nil }
        let sorted = codes.map { $0 == 0 ? Int.max : Int($0) }.sorted()
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        guard high != .max else { return .notFound }
        return .place(
            Decimal(sign: .plus, exponent: -1, significand: Decimal((low + high) * 5))
        )
    }

    private static func mean(_ places: [Int16]) -> Decimal? {
        guard !places.isEmpty else { return nil }
        let sum = places.reduce(0) { $0 + Int($1) }
        let hundredths = (200 * sum + places.count) / (2 * places.count)
        return Decimal(sign: .plus, exponent: -2, significand: Decimal(hundredths))
    }
}
