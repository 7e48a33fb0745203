import Foundation

/// Writes the analysis of a period: sentences whose every number is a metric.
struct AnalysisText {
    private let words: AnalysisWords
    private var metrics: [FrozenMetric] = []
    private var sections: [FrozenAnalysis.Section] = []

    private init(_ language: DocumentLanguage) {
        words = AnalysisWords(language: language)
    }

    /// What the lanes know of a period: settlements and answers.
    static func analysis(_ draft: SetDraft, _ head: FrozenHead) -> FrozenAnalysis {
        var text = AnalysisText(draft.language)
        text.tellBalance(draft.ledger, draft.order.period)
        text.tellAnswers(draft)
        return FrozenAnalysis(head: head, metrics: text.metrics, sections: text.sections)
    }

    /// The same with what was looked up beside the lanes before it.
    static func adding(
        _ figures: CollectedFigures,
        to analysis: FrozenAnalysis,
        _ language: DocumentLanguage
    ) -> FrozenAnalysis {
        var text = AnalysisText(language)
        if let leads = figures.leads { text.tell(leads) }
        if let calls = figures.calls { text.tell(calls) }
        for (index, series) in figures.positions.enumerated() {
            text.tell(series, "positions.\(index + 1)")
        }
        let trend = figures.positions.first { !$0.trend.isEmpty }.map { series in
            FrozenChart(title: text.words.visibility(series), points: series.trend)
        }
        return FrozenAnalysis(
            head: analysis.head,
            metrics: text.metrics + analysis.metrics,
            sections: text.sections + analysis.sections,
            chart: trend
        )
    }

    // MARK: - Leads and calls

    private mutating func tell(_ leads: CollectedFigures.Leads) {
        add("leads.count", words.leads, leads.count)
        guard leads.count > 0 else { return section(words.leadsTitle, [words.noLeads]) }
        add("leads.deals", words.deals, leads.deals)
        section(words.leadsTitle, [words.leadsSentence])
    }

    private mutating func tell(_ calls: CollectedFigures.Calls) {
        add("calls.incoming", words.incoming, calls.incoming)
        add("calls.outgoing", words.outgoing, calls.outgoing)
        guard calls.incoming + calls.outgoing > 0 else {
            return section(words.callsTitle, [words.noCalls])
        }
        add("calls.missed", words.missed, calls.missed)
        section(words.callsTitle, [words.callsSentence])
    }

    // MARK: - Money

    private mutating func tellBalance(_ ledger: LedgerView, _ period: DocumentPeriod) {
        let entries = ledger.moves(period)
        let opening = ledger.balance(through: period.from.adding(days: -1))
        let closing = ledger.balance(through: period.to)
        add("balance.opening", words.opening(opening), opening)
        add("balance.charged", words.charged, entries.map(\.debit).total)
        add("balance.paid", words.paid, entries.map(\.credit).total)
        add("balance.closing", words.closing(closing), closing)
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

extension FrozenSet {
    /// The same set, its analysis with what was looked up beside the lanes.
    package func adding(_ figures: CollectedFigures) -> FrozenSet {
        guard let analysis else { return self }
        var set = self
        set.analysis = AnalysisText.adding(figures, to: analysis, language)
        return set
    }
}
