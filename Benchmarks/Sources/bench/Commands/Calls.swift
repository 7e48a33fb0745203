import ArgumentParser
import Foundation

/// `bench calls`: how late the next telephone rings where many calls ring at once.
struct Calls: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lets many calls come at once, each ringing one head after the other.",
        discussion: """
            How late a head's ringing ends, by the time and length that the command to ring him \
            names. There are more heads than calls, so that nobody waits for a free one.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many calls.")
    var calls = 500

    @Option(help: "How many heads are rung for each, until somebody else answers.")
    var steps = 3

    @Option(help: "Seconds that each is rung.")
    var ring = 8

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let workload = CallsWorkload(calls: calls, steps: steps, ring: ring)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        let collector = try Collector(stage, workload, readsOffers: true)
        let feeder = try Feeder(stage)
        let begin = ContinuousClock.now
        try feeder.publish(Array(workload.events.prefix(calls)))
        Pause.wait(until: begin + .seconds(ring) * (steps - 1) + .seconds(ring) / 2)
        try feeder.publish(Array(workload.events.dropFirst(calls)))
        try? stage.waitFor("the last command", atMost: .seconds(30)) {
            try collector.look(\.isComplete)
        }
        try stage.daemon.stop()
        collector.stop()
        let times = Percentiles(seconds: try collector.look(\.lateness))
        return Report(
            "lateness of \(ring)-second steps, \(calls) calls at once",
            runs: [times.figures(p50: .atMost(100), p99: .atMost(500), counted: "steps")],
            loads: [load],
            faults: try collector.look(\.faults) + stage.faults(after: workload)
        )
    }
}
