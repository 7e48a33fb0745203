import Foundation

/// One measurement of latency.
struct LatencyRun<Work: Workload> {
    private let site: Site
    private let workload: Work
    private let rate: Int

    init(_ site: Site, _ workload: Work, rate: Int) {
        self.site = site
        self.workload = workload
        self.rate = rate
    }

    func figures() throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        let collector = try Collector(stage, workload)
        let before = try Gauge(stage)
        let due = try Feeder(stage).publish(workload.events, rate: rate)
        try? stage.waitFor("the last command", atMost: .seconds(30)) {
            try collector.look(\.isComplete)
        }
        let after = try Gauge(stage)
        let peak = stage.daemon.tree?.peakResident() ?? 0
        try stage.daemon.stop()
        collector.stop()
        return Outcome(
            figures: percentiles(due, try collector.look(\.finished))
                + Gauge.costs(from: before, to: after, events: workload.events.count)
                + [Figure("peak resident", peak, "MiB", .atMost(80))],
            faults: try collector.look(\.faults) + stage.faults(after: workload)
        )
    }

    private func percentiles(
        _ due: [ContinuousClock.Instant],
        _ finished: [ContinuousClock.Instant?]
    ) -> [Figure] {
        let promise = Self.promises[rate]
        return Percentiles(from: due, to: finished, warmUp: rate * 2).figures(
            p50: promise.map { .atMost($0.p50) },
            p99: promise.map { .atMost($0.p99) },
            counted: "events counted"
        )
    }

    /// Milliseconds, by rate.
    private static var promises: [Int: (p50: Double, p99: Double)] {
        [50: (5, 15), 500: (10, 50)]
    }
}

extension Percentiles {
    /// From when events were due to when they were finished; the first ones do not count, while
    /// everything becomes warm.
    init(
        from due: [ContinuousClock.Instant],
        to finished: [ContinuousClock.Instant?],
        warmUp: Int
    ) {
        self.init()
        for (start, end) in zip(due, finished).dropFirst(warmUp) {
            guard let end else { continue }
            record(seconds: (end - start) / .seconds(1))
        }
    }
}
