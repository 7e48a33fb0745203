import ArgumentParser
import Foundation

/// `bench latency`: how long an event takes at a steady rate.
struct Latency: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publishes at a steady rate and measures until the last command is received.",
        discussion: """
            Open loop: an event counts from the instant at which it was due to be published, \
            whether or not the ones before it were answered.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(name: .customLong("rate"), help: "Events per second; repeatable.")
    var rates: [Int] = []

    @Option(help: "For how long; two seconds more before that are not counted.")
    var seconds = 30

    @Option(help: "What: \(WorkloadName.allValueStrings.joined(separator: ", ")).")
    var workload = WorkloadName.qualification

    @Option(help: "How many times; medians are shown.")
    var runs = 1

    func run() throws {
        try common.report { site in
            try (rates.isEmpty ? [50, 500] : rates).map { try measure(site, rate: $0) }
        }
    }

    func measure(_ site: Site, rate: Int) throws -> Report {
        let (events, width) = (rate * (seconds + 2), max(rate, 8))
        return switch workload {
        case .qualification:
            try measure(
                site,
                QualificationWorkload(events: events, width: width),
                rate: rate
            )
        case .race:
            try measure(site, RaceWorkload(events: events, width: width), rate: rate)
        }
    }

    private func measure(
        _ site: Site,
        _ workload: some Workload,
        rate: Int
    ) throws -> Report {
        let repetition = try Repetition(runs) {
            try LatencyRun(site, workload, rate: rate).figures()
        }
        return repetition.report("latency at \(rate) \(workload.name) events a second")
    }
}

/// One measurement of latency.
private struct LatencyRun<Work: Workload> {
    private let site: Site
    private let workload: Work
    private let rate: Int
    /// Events that are not counted, while everything becomes warm.
    private var warmUp: Int { rate * 2 }

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
        var times = Percentiles()
        for (start, end) in zip(due, finished).dropFirst(warmUp) {
            guard let end else { continue }
            times.record(seconds: (end - start) / .seconds(1))
        }
        let promise = Self.promises[rate]
        return times.figures(
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
