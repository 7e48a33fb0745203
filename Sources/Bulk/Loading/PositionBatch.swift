package import Foundation

/// What comes in as a whole or not at all, and is taken once.
package struct PositionBatch: Sendable {
    /// How it came.
    package enum Way: String, Sendable {
        case queue, http, file
    }

    /// Under which the same is known again.
    package let id: String
    package let way: Way
    package let receivedAt: Date
    /// When what it says was so, as far as the rows don't say it themselves.
    package let occurredAt: Date
    /// What decides between two of the same time: the greater one counts.
    ///
    /// Of an event its id, and its source only behind that.
    package let rank: String

    package init(
        id: String,
        way: Way,
        receivedAt: Date,
        occurredAt: Date? = nil,
        rank: String? = nil
    ) {
        self.id = id
        self.rank = rank ?? id
        self.way = way
        self.receivedAt = receivedAt
        self.occurredAt = occurredAt ?? receivedAt
    }
}

/// What became of a batch.
package struct LoadOutcome: Equatable, Sendable {
    package let rows: Int
    package let series: Int
    /// Readings that were others before.
    package let corrections: Int
    /// Whether the same was taken before, and nothing was done now.
    package let isRepeated: Bool
}

/// The form of a file.
package enum RowFormat: Equatable, Sendable {
    case ndjson
    case csv(ColumnMap)
}
