package import CoreMetrics

/// What comes in beside the lanes, counted.
package struct BulkMetrics: Sendable {
    private let rows: [PositionBatch.Way: Counter]
    private let batches: [PositionBatch.Way: Counter]
    private let repeated: Counter
    private let refusals: [PositionBatch.Way: Counter]
    private let corrections: Counter
    private let series: [String: Gauge]

    /// Where series stand, as labels.
    private static let states = ["fresh", "stale", "thin"]

    package init(factory: any MetricsFactory) {
        func counters(_ label: String) -> [PositionBatch.Way: Counter] {
            let ways: [PositionBatch.Way] = [.queue, .http]
            return Dictionary(
                uniqueKeysWithValues: ways.map { way in
                    let dimensions = [("way", way.rawValue)]
                    return (way, Counter(label: label, dimensions: dimensions, factory: factory))
                }
            )
        }
        series = Dictionary(
            uniqueKeysWithValues: Self.states.map { state in
                let dimensions = [("state", state)]
                let label = "baton_position_series"
                return (state, Gauge(label: label, dimensions: dimensions, factory: factory))
            }
        )
        rows = counters("baton_position_rows")
        batches = counters("baton_position_batches")
        refusals = counters("baton_position_refusals")
        repeated = Counter(label: "baton_position_repeats", dimensions: [], factory: factory)
        corrections = Counter(label: "baton_position_corrections", dimensions: [], factory: factory)
    }

    /// A batch was taken.
    package func took(_ outcome: LoadOutcome, _ way: PositionBatch.Way) {
        guard !outcome.isRepeated else { return repeated.increment() }
        batches[way]?.increment()
        rows[way]?.increment(by: outcome.rows)
        corrections.increment(by: outcome.corrections)
    }

    /// How the series stand.
    package func record(_ health: PositionKeeper.Health) {
        series["fresh"]?.record(health.fresh)
        series["stale"]?.record(health.stale)
        series["thin"]?.record(health.thin)
    }

    /// A batch was refused as a whole.
    package func refused(_ way: PositionBatch.Way) {
        refusals[way]?.increment()
    }
}
