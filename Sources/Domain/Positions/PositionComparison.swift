package import Foundation

/// How far back a day is compared.
package enum PositionAnchor: String, CaseIterable, Sendable {
    /// The last complete day, at most three days back.
    case day
    /// A week ago, a day more or less.
    case week
    /// The same day of last month, three days more or less.
    case month

    /// Days that will do, the best first.
    func candidates(before date: CalendarDay) -> [CalendarDay] {
        switch self {
        case .day: (1...3).map { date.adding(days: -$0) }
        case .week: [-7, -6, -8].map { date.adding(days: $0) }
        case .month: Self.around(date.adding(months: -1), days: 3)
        }
    }

    private static func around(_ date: CalendarDay, days: Int) -> [CalendarDay] {
        [date] + (1...days).flatMap { [date.adding(days: $0), date.adding(days: -$0)] }
    }
}

/// Why there is nothing to compare a day with.
package enum PositionIncomparable: String, CaseIterable, Error, Sendable {
    /// The day itself is not complete.
    case incomplete
    /// No complete day lies where it is looked for.
    case noCompleteDay = "no_complete_day"
    /// No keyword was measured on both days.
    case noCommonKeywords = "no_common_keywords"
}

/// Two days, only over the keywords that were measured on both, at the depth that both share.
package struct PositionComparison: Sendable {
    /// The earlier day.
    package let date: CalendarDay
    /// Keywords by what happened to them.
    package let counts: [PositionState: Int]
    /// How many were measured on both days.
    package let compared: Int
    /// Over these keywords.
    package let visibility: ExactShare?
    package let visibilityBefore: ExactShare?

    /// By how many percentage points visibility changed, like for like.
    package var change: Decimal? {
        guard let visibility, let visibilityBefore else { return nil }
        return visibility.points(above: visibilityBefore)
    }

    init(
        of day: PositionDay,
        with before: PositionDay,
        expected: [Int],
        keywords: [PositionKeyword],
        isWeighted: Bool,
        _ curve: PositionCurve
    ) throws(PositionIncomparable) {
        var counts: [PositionState: Int] = [:]
        var (ordinals, now, then) = ([Int](), [Int16](), [Int16]())
        for ordinal in expected {
            let (old, new) = Self.readings(ordinal, before, day)
            counts[PositionState(from: old, to: new), default: 0] += 1
            guard old.isMeasured, new.isMeasured else { continue }
            ordinals.append(ordinal)
            now.append(new.code)
            then.append(old.code)
        }
        guard !ordinals.isEmpty else { throw .noCommonKeywords }
        date = before.date
        self.counts = counts
        compared = ordinals.count
        visibility = PositionFigures.visibility(ordinals, now, keywords, isWeighted, curve)
        visibilityBefore = PositionFigures.visibility(ordinals, then, keywords, isWeighted, curve)
    }

    /// What was read on both days, as if only the depth that both share had been looked at.
    static func readings(
        _ ordinal: Int,
        _ before: PositionDay,
        _ day: PositionDay
    ) -> (old: PositionReading, new: PositionReading) {
        let depth = min(before.depth(ordinal), day.depth(ordinal))
        return (
            before.reading(ordinal).within(depth: depth), day.reading(ordinal).within(depth: depth)
        )
    }
}
