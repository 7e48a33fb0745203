import Foundation

/// Steady events, then a full inbox, over tables that are filled beforehand.
struct ScaleRun<Work: Workload> {
    private let site: Site
    private let workload: Work
    private let seeds: Work
    private let plan: Filling.Plan
    /// How many events come at 50 a second; the others are drained.
    private let pacedCount: Int
    private let explains: Bool

    init(
        _ site: Site,
        _ workload: Work,
        seeds: Work,
        plan: Filling.Plan,
        pacedCount: Int,
        explains: Bool
    ) {
        self.site = site
        self.workload = workload
        self.seeds = seeds
        self.plan = plan
        self.pacedCount = pacedCount
        self.explains = explains
    }

    func outcome() throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.playSeeds(seeds)
        try Filling(stage, plan).fill()
        let plans = explains ? try Plans(stage) : nil
        let begin = ContinuousClock.now
        try stage.daemon.start()
        try stage.awaitSubscription()
        let start = (ContinuousClock.now - begin) / .seconds(1)
        let collector = try Collector(stage, workload)
        let times = try paced(stage, collector)
        try stage.daemon.stop()
        if let plans {
            try plans.end(stage)
            tell(Plans.text(try plans.read()))
        }
        let figures = try drained(stage, collector)
        try stage.daemon.stop()
        collector.stop()
        return Outcome(
            figures: [Figure("start", start, "s")]
                + times.figures(counted: "events counted").filter {
                    ["p50", "p99"].contains($0.name)
                }
                + figures,
            faults: try collector.look(\.faults)
        )
    }

    private func paced(_ stage: Stage, _ collector: Collector) throws -> Percentiles {
        let events = Array(workload.events.prefix(pacedCount))
        let due = try Feeder(stage).publish(events, rate: 50)
        let expected = events.reduce(0) { $0 + $1.commands.count }
        try stage.waitFor("the commands of the steady events") {
            try collector.look(\.received) >= expected
        }
        let finished = try collector.look(\.finished)
        var times = Percentiles()
        for (start, end) in zip(due, finished).dropFirst(100) {
            if let end { times.record(seconds: (end - start) / .seconds(1)) }
        }
        return times
    }

    private func drained(_ stage: Stage, _ collector: Collector) throws -> [Figure] {
        let events = Array(workload.events.dropFirst(pacedCount))
        try Feeder(stage).publish(events)
        let known = try collector.look(\.received)
        try stage.daemon.start()
        try stage.waitFor("the first command", every: .milliseconds(2)) {
            try collector.look(\.received) > known
        }
        let (before, begin) = (try Gauge(stage), ContinuousClock.now)
        let done = try collector.look(\.received) - known
        try stage.waitFor("the last command", atMost: .seconds(600), every: .milliseconds(10)) {
            try collector.look(\.isComplete)
        }
        let after = try Gauge(stage)
        let expected = events.reduce(0) { $0 + $1.commands.count }
        let left = 1 - Double(done) / Double(max(expected, 1))
        let seconds = try ((collector.look(\.last) ?? .now) - begin) / .seconds(1)
        let count = Double(events.count) * left
        let costs = Gauge.costs(from: before, to: after, events: max(Int(count), 1))
        let both = (after.daemon - before.daemon + after.postgres - before.postgres) / count
        return [
            Figure("events per second", count / max(seconds, 0.001), "/s"),
            Figure("cpu per event, both", both * 1000, "ms"),
        ] + costs.filter { !$0.name.contains("bench") }
            + [Figure("peak resident", stage.daemon.tree?.peakResident() ?? 0, "MiB", .atMost(80))]
    }
}
