/// A series with the figures of its days, and what follows from several of them.
struct AnalysedSeries {
    private let history: PositionHistory
    private let days: [PositionDay]
    private let terms: PositionTerms
    /// What is expected on each day, in order.
    private let expectations: [PositionTracking.Expected]
    /// What is expected on the last day.
    private let expected: PositionTracking.Expected
    private let isWeighted: Bool
    /// Of each day, in order.
    let figures: [PositionFigures]

    /// - Parameter days: The oldest first, up to the one that is told about.
    init(_ history: PositionHistory, _ days: [PositionDay], _ terms: PositionTerms) {
        self.history = history
        self.days = days
        self.terms = terms
        var tracking = PositionTracking(history.keywords)
        let expected = days.map { tracking.expected(on: $0) }
        let last = expected.last ?? PositionTracking.Expected(ordinals: [], isDeclared: false)
        let frequencies = last.ordinals.map { history.keywords[$0].frequency }
        // Frequencies that are all nothing would weigh nothing.
        let isWeighted =
            !frequencies.contains(nil) && frequencies.contains { ($0 ?? 0) > 0 }
        expectations = expected
        self.expected = last
        self.isWeighted = isWeighted
        figures = zip(days, expected).map { day, expected in
            PositionFigures(
                day,
                expected,
                of: history.keywords,
                isWeighted: isWeighted,
                terms
            )
        }
    }

    /// The complete days with which the last one is compared.
    func earlierDays(of day: PositionDay) -> [PositionAnchor: PositionDay] {
        let complete = Set(figures.filter(\.isComplete).map(\.date))
        let found = PositionAnchor.allCases.map { anchor in
            let dates = anchor.candidates(before: day.date)
            let date = dates.first { $0 < day.date && complete.contains($0) }
            return (anchor, days.first { $0.date == date })
        }
        return Dictionary(uniqueKeysWithValues: found).compactMapValues(\.self)
    }

    func comparisons(
        of day: PositionDay,
        with earlier: [PositionAnchor: PositionDay]
    ) -> [PositionAnchor: Result<PositionComparison, PositionIncomparable>] {
        Dictionary(
            uniqueKeysWithValues: PositionAnchor.allCases.map { anchor in
                (anchor, comparison(of: day, with: earlier[anchor]))
            }
        )
    }

    private func comparison(
        of day: PositionDay,
        with before: PositionDay?
    ) -> Result<PositionComparison, PositionIncomparable> {
        guard figures.last?.isComplete == true else { return .failure(.incomplete) }
        guard let before else { return .failure(.noCompleteDay) }
        return Result { () throws(PositionIncomparable) in
            try PositionComparison(
                of: day,
                with: before,
                expected: expected.ordinals,
                keywords: history.keywords,
                isWeighted: isWeighted,
                terms.curve
            )
        }
    }

    // MARK: - Keywords

    /// The keywords, the most frequent first.
    func lines(
        of day: PositionDay,
        with earlier: [PositionAnchor: PositionDay]
    ) -> [PositionKeywordLine] {
        let isComparable = figures.last?.isComplete == true
        let usable = isComparable ? earlier : [:]
        let expectedThen = usable.mapValues { Set(ordinals(expectedOn: $0)) }
        let lines = expected.ordinals.map { line(of: $0, day, usable, expectedThen) }
        return lines.sorted { left, right in
            let (one, other) = (left.frequency ?? -1, right.frequency ?? -1)
            return one == other ? left.query < right.query : one > other
        }
    }

    private func line(
        of ordinal: Int,
        _ day: PositionDay,
        _ earlier: [PositionAnchor: PositionDay],
        _ expectedThen: [PositionAnchor: Set<Int>]
    ) -> PositionKeywordLine {
        let keyword = history.keywords[ordinal]
        let pages = pages(of: ordinal)
        let pair = earlier[.day].map { PositionComparison.readings(ordinal, $0, day) }
        let worth = pair.map { pair in
            terms.curve.worth(pair.new.code) - terms.curve.worth(pair.old.code)
        }
        let readings = earlier.map { anchor, day in
            let isExpected = expectedThen[anchor]?.contains(ordinal) == true
            return (anchor, Self.reading(ordinal, day, isExpected: isExpected))
        }
        return PositionKeywordLine(
            ordinal: ordinal,
            query: keyword.query,
            frequency: keyword.frequency,
            group: keyword.group,
            targetURL: keyword.targetURL,
            reading: Self.reading(ordinal, day, isExpected: true),
            earlier: Dictionary(uniqueKeysWithValues: readings),
            state: pair.map { PositionState(from: $0.old, to: $0.new) } ?? .notCompared,
            page: day.page(ordinal).flatMap { history.pages[$0] },
            lastPage: pages.last,
            findings: PositionPageFinding.findings(pages: pages, target: keyword.targetURL),
            weightOfChange: (worth ?? 0) * (isWeighted ? keyword.frequency ?? 0 : 1)
        )
    }

    /// A keyword that is expected and of which nothing came was not measured; only one that is not
    /// expected is not tracked.
    private static func reading(
        _ ordinal: Int,
        _ day: PositionDay,
        isExpected: Bool
    ) -> PositionReading {
        let reading = day.reading(ordinal)
        return isExpected && reading == .notTracked ? .notMeasured : reading
    }

    private func ordinals(expectedOn day: PositionDay) -> [Int] {
        zip(days, expectations).first { $0.0.date == day.date }?.1.ordinals ?? []
    }

    /// The pages found at the last measurements of a keyword, the oldest first.
    private func pages(of ordinal: Int) -> [String] {
        var found: [String] = []
        let measured = days.reversed().lazy.filter { $0.code(ordinal) >= 0 }
        for day in measured.prefix(PositionPageFinding.daysMax) {
            // Not found has no page, and is no switch either.
            if let page = day.page(ordinal).flatMap({ history.pages[$0] }) { found.append(page) }
        }
        return found.reversed()
    }

    /// What was read of a keyword over the last days.
    func trail(of line: PositionKeywordLine) -> [PositionTrailPoint] {
        days.suffix(Self.trailDays).map {
            PositionTrailPoint(date: $0.date, reading: $0.reading(line.ordinal))
        }
    }

    private static let trailDays = 35

    // MARK: - Alerts

    /// Keywords that were among the first ten and were not at this many measurements since.
    ///
    /// Each is told once: on the day of the last of these measurements.
    func alerts(on day: PositionDay) -> [PositionAlert] {
        expected.ordinals.compactMap { ordinal -> PositionAlert? in
            guard day.code(ordinal) >= 0 else { return nil }
            let measured = days.reversed().lazy.map { $0.reading(ordinal) }.filter(\.isMeasured)
            let last = Array(measured.prefix(terms.alertAfter + 1))
            guard last.count == terms.alertAfter + 1, let before = last.last, let now = last.first,
                isFirst(before), !last.dropLast().contains(where: isFirst)
            else { return nil }
            return PositionAlert(
                query: history.keywords[ordinal].query,
                before: before,
                now: now
            )
        }
    }

    private func isFirst(_ reading: PositionReading) -> Bool {
        if case .place(let place) = reading { place <= PositionAlert.limit } else { false }
    }
}
