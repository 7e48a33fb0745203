/// What is known of one keyword on one day: four values, never fewer.
///
/// A failed measurement is no fall, and a keyword that nobody watches is no failure.
package enum PositionReading: Hashable, Sendable {
    /// The place among the results, from 1.
    case place(Int)
    /// Measured, and not among the results down to the depth.
    case notFound
    /// The attempt to measure it failed.
    case notMeasured
    /// Nobody tried.
    case notTracked

    /// The number under which it is stored: the place, 0, −1 or −2.
    package init(code: Int16) {
        switch code {
        case 1...: self = .place(Int(code))
        case 0: self = .notFound
        case -1: self = .notMeasured
        default: self = .notTracked
        }
    }

    /// The number under which it is stored.
    package var code: Int16 {
        switch self {
        case .place(let place): Int16(clamping: max(place, 1))
        case .notFound: 0
        case .notMeasured: -1
        case .notTracked: -2
        }
    }

    /// Whether the results were seen.
    package var isMeasured: Bool { code >= 0 }

    /// The same as if only this many places had been looked at.
    package func within(depth: Int) -> PositionReading {
        if case .place(let place) = self, place > depth { return .notFound }
        return self
    }
}

/// What happened to a keyword between two days.
package enum PositionState: String, CaseIterable, Sendable {
    case up, down, same
    /// It is found now and was not; how far it rose nobody knows.
    case entered
    /// It was found and is not any more.
    case left
    /// On one of the days it was not measured.
    case notCompared = "not_compared"

    /// From an earlier reading to a later one, both at the depth that they share.
    package init(from before: PositionReading, to now: PositionReading) {
        switch (before, now) {
        case (.place(let old), .place(let new)): self = new < old ? .up : new > old ? .down : .same
        case (.notFound, .place): self = .entered
        case (.place, .notFound): self = .left
        case (.notFound, .notFound): self = .same
        case (.notMeasured, _), (.notTracked, _), (_, .notMeasured), (_, .notTracked):
            self = .notCompared
        }
    }
}
