import Histogram

/// How times are spread, from a histogram.
struct Percentiles {
    // In microseconds, up to ten minutes.
    private var histogram = Histogram<UInt32>(highestTrackableValue: 600_000_000)

    /// Of times in seconds.
    init(seconds: [Double] = []) {
        for value in seconds { record(seconds: value) }
    }

    /// Notes one time; one that is negative counts as none at all.
    mutating func record(seconds: Double) {
        let microseconds = min(max(seconds, 0), 600) * 1_000_000
        _ = histogram.record(UInt64(microseconds))
    }

    var count: Int { Int(histogram.totalCount) }

    /// In milliseconds.
    func at(_ percentile: Double) -> Double {
        count == 0 ? 0 : Double(histogram.valueAtPercentile(percentile)) / 1000
    }

    /// The usual ones, with what median and 99th should be.
    func figures(
        p50: Figure.Target? = nil,
        p99: Figure.Target? = nil,
        prefix: String = "",
        counted: String
    ) -> [Figure] {
        [
            Figure(prefix + "p50", at(50), "ms", p50), Figure(prefix + "p90", at(90), "ms"),
            Figure(prefix + "p99", at(99), "ms", p99), Figure(prefix + "p99.9", at(99.9), "ms"),
            Figure(prefix + "max", count == 0 ? 0 : Double(histogram.max) / 1000, "ms"),
            Figure(counted, Double(count), ""),
        ]
    }
}
