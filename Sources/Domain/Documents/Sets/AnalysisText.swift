import Foundation

/// Writes the analysis of a period: sentences whose every number is a metric.
struct AnalysisText {
    let draft: SetDraft
    private let openingDay: CalendarDay
    private let words: AnalysisWords
    private var metrics: [FrozenMetric] = []
    private var sections: [FrozenAnalysis.Section] = []

    init(_ draft: SetDraft, opening day: CalendarDay) {
        self.draft = draft
        openingDay = day
        words = AnalysisWords(language: draft.language)
    }

    func analysis(_ head: FrozenHead) -> FrozenAnalysis {
        var text = self
        text.tellBalance()
        text.tellAnswers()
        for (index, series) in draft.figures.positions.enumerated() {
            text.tell(series, "positions.\(index + 1)")
        }
        let trend = draft.figures.positions.first.flatMap { series in
            series.trend.isEmpty
                ? nil : FrozenChart(title: words.visibility(series), points: series.trend)
        }
        return FrozenAnalysis(
            head: head,
            metrics: text.metrics,
            sections: text.sections,
            chart: trend
        )
    }

    // MARK: - Money

    private mutating func tellBalance() {
        let (entity, period) = (draft.order.legalEntity, draft.order.period)
        let entries = draft.account.entries.filter {
            $0.legalEntity == entity && period.contains($0.date)
        }
        let opening = draft.account.balance(entity, through: openingDay)
        let closing = draft.account.balance(entity, through: period.to)
        add("balance.opening", words.opening, opening)
        add("balance.charged", words.charged, entries.map(\.debit).total)
        add("balance.paid", words.paid, entries.map(\.credit).total)
        add("balance.closing", words.closing, closing)
        section(
            words.money,
            [
                words.atBeginning(opening), words.turnover, words.atEnd(closing),
            ]
        )
    }

    private mutating func add(_ id: String, _ title: String, _ amount: Kopecks) {
        metrics.append(
            FrozenMetric(
                id: id,
                title: title,
                value: amount.rubles,
                text: words.money(amount.magnitude)
            )
        )
    }

    /// Adds a number of things to the metrics.
    mutating func add(_ id: String, _ title: String, _ count: Int) {
        metrics.append(
            FrozenMetric(id: id, title: title, value: Decimal(count), text: "\(count)")
        )
    }

    // MARK: - Positions

    private mutating func tell(_ series: CollectedFigures.Positions, _ id: String) {
        metrics.append(
            FrozenMetric(
                id: "\(id).date",
                title: words.measuredOn,
                value: Decimal(series.date.ordinal),
                text: words.day(series.date)
            )
        )
        add("\(id).coverage", words.coverage, percent: series.coverage)
        var sentences = [words.positionsDay(id)]
        if let visibility = series.visibility {
            add("\(id).visibility", words.visibilityTitle, percent: visibility)
            sentences.append(words.visibilitySentence(id))
        }
        if let top10 = series.top10 {
            add("\(id).top", words.topTitle, percent: top10)
            sentences.append(words.topSentence(id))
        }
        if let change = series.change {
            add("\(id).change", words.changeTitle, percent: abs(change))
            sentences.append(words.changeSentence(id, isRise: change >= 0))
        }
        section(words.positions(series), sentences)
    }

    private mutating func add(_ id: String, _ title: String, percent: Decimal) {
        metrics.append(
            FrozenMetric(
                id: id,
                title: title,
                value: percent,
                text: words.decimal(percent.twoPlaces)
            )
        )
    }

    /// Adds sentences under a title; a metric stands in braces, by its id.
    mutating func section(_ title: String, _ sentences: [String]) {
        sections.append(.init(title: title, sentences: sentences.map(Self.pieces)))
    }

    /// A sentence with its metrics in braces, in pieces.
    private static func pieces(_ sentence: String) -> [FrozenAnalysis.Piece] {
        sentence.parts(at: "{").enumerated()
            .flatMap { index, part -> [FrozenAnalysis.Piece] in
                guard index > 0, let (metric, rest) = part.halves(at: "}") else {
                    return part.isEmpty ? [] : [.words(String(part))]
                }
                let piece = FrozenAnalysis.Piece.metric(String(metric))
                return rest.isEmpty ? [piece] : [piece, .words(String(rest))]
            }
    }
}
