package import Foundation

/// A text about the period in which every number is bound to a metric.
package struct FrozenAnalysis: Codable, Hashable, Sendable {
    package var head: FrozenHead
    package let metrics: [FrozenMetric]
    package let sections: [Section]
    package let chart: FrozenChart?

    package init(
        head: FrozenHead,
        metrics: [FrozenMetric],
        sections: [Section],
        chart: FrozenChart? = nil
    ) {
        self.head = head
        self.metrics = metrics
        self.sections = sections
        self.chart = chart
    }

    /// A title with sentences under it.
    package struct Section: Codable, Hashable, Sendable {
        package let title: String
        package let sentences: [[Piece]]

        package init(title: String, sentences: [[Piece]]) {
            self.title = title
            self.sentences = sentences
        }
    }

    /// A part of a sentence: words without a digit in them, or one of the metrics by its id.
    package struct Piece: Codable, Hashable, Sendable {
        package let words: String?
        package let metric: String?

        /// Words, in which no number may stand.
        package static func words(_ words: String) -> Piece { Piece(words: words, metric: nil) }
        /// A metric by its id.
        package static func metric(_ id: String) -> Piece { Piece(words: nil, metric: id) }

        private init(words: String?, metric: String?) {
            self.words = words
            self.metric = metric
        }
    }

    /// The text of a sentence, its metrics filled in; a metric that is not there is left out.
    package func text(of sentence: [Piece]) -> String {
        sentence.map { piece in
            piece.words ?? metrics.first { $0.id == piece.metric }?.text ?? ""
        }.joined()
    }
}

/// A number of the period.
package struct FrozenMetric: Codable, Hashable, Sendable {
    /// Such as `balance.closing` or `nps.answers`.
    package let id: String
    /// What it is, in words of the set's language.
    package let title: String
    package let value: Decimal
    /// The value as it is printed, such as `32 551,51 ₽`.
    package let text: String

    package init(id: String, title: String, value: Decimal, text: String) {
        self.id = id
        self.title = title
        self.value = value
        self.text = text
    }
}

/// Values by day; a day without a value is a gap.
package struct FrozenChart: Codable, Hashable, Sendable {
    package let title: String
    package let points: [Point]

    package init(title: String, points: [Point]) {
        self.title = title
        self.points = points
    }

    /// A day of the chart.
    package struct Point: Codable, Hashable, Sendable {
        package let date: CalendarDay
        package let value: Decimal?

        package init(date: CalendarDay, value: Decimal?) {
            self.date = date
            self.value = value
        }
    }
}
