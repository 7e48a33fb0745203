import ArgumentParser
import Foundation

/// `bench soak`: whether anything grows with time.
struct Soak: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lets events come for a long time, and watches what the daemon holds.",
        discussion: """
            Memory, descriptors, threads, dead rows and latency over time. The last third is \
            compared with the second: what is warm by then must not grow. For many hours take a \
            low rate: the program itself keeps all events in memory.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "For how long.")
    var minutes = 2.0

    @Option(help: "Events per second.")
    var rate = 100

    @Option(help: "Seconds between two looks.")
    var every = 5

    @Option(help: "What: \(WorkloadName.allValueStrings.joined(separator: ", ")).")
    var workload = WorkloadName.qualification

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let (events, width) = (Int(minutes * 60) * rate, max(rate, 8))
        return switch workload {
        case .qualification:
            try measure(site, QualificationWorkload(events: events, width: width))
        case .race: try measure(site, RaceWorkload(events: events, width: width))
        }
    }

    private func measure(_ site: Site, _ workload: some Workload) throws -> Report {
        let load = Load.average
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        let collector = try Collector(stage, workload)
        let sampler = try Sampler(stage, every: .seconds(every))
        let due = try Feeder(stage).publish(workload.events, rate: rate)
        try? stage.waitFor("the last command", atMost: .seconds(30)) {
            try collector.look(\.isComplete)
        }
        let samples = try sampler.stop()
        let peak = stage.daemon.tree?.peakResident() ?? 0
        try stage.daemon.stop()
        collector.stop()
        let lines = lines(samples, due, try collector.look(\.finished))
        return Report(
            "soak of \(minutes.formatted()) minutes, \(rate) \(workload.name) events a second",
            runs: [
                lines.flatMap(growth) + [Figure("peak resident", peak, "MiB", .atMost(80))]
                    + (try Gauge.tables(stage))
            ],
            loads: [load],
            faults: try collector.look(\.faults) + stage.faults(after: workload),
            series: lines
        )
    }

    private func lines(
        _ samples: [Sampler.Sample],
        _ due: [ContinuousClock.Instant],
        _ finished: [ContinuousClock.Instant?]
    ) -> [Series] {
        guard let begin = due.first else { return [] }
        func line(_ name: String, _ unit: String, _ value: (Sampler.Sample) -> Double) -> Series {
            Series(name, unit, samples.map { (($0.instant - begin) / .seconds(1), value($0)) })
        }
        return [
            line("resident", "MiB", \.resident), line("descriptors", "", \.descriptors),
            line("threads", "", \.threads), line("dead rows", "", \.deadRows),
            Series("p50", "ms", latencies(50, due, finished)),
            Series("p99", "ms", latencies(99, due, finished)),
        ]
    }

    /// A percentile for each stretch of time between two looks.
    private func latencies(
        _ percentile: Double,
        _ due: [ContinuousClock.Instant],
        _ finished: [ContinuousClock.Instant?]
    ) -> [(x: Double, y: Double)] {
        let stretch = rate * every
        return stride(from: 0, to: due.count - stretch + 1, by: stretch).map { first in
            var times = Percentiles()
            for index in first..<(first + stretch) {
                guard let end = finished[index] else { continue }
                times.record(seconds: (end - due[index]) / .seconds(1))
            }
            return (Double((first + stretch) / rate), times.at(percentile))
        }
    }

    /// The median of the second third, and of the last.
    private func growth(_ line: Series) -> [Figure] {
        let third = line.points.count / 3
        guard third > 0 else { return [] }
        func median(_ points: some Collection<Series.Point>) -> Double {
            let values = points.map(\.y).sorted()
            return values.isEmpty ? 0 : values[values.count / 2]
        }
        let middle = median(line.points[third..<(2 * third)])
        let last = median(line.points[(2 * third)...])
        return [
            Figure("\(line.name), second third", middle, line.unit),
            Figure("\(line.name), last third", last, line.unit),
        ]
    }
}
