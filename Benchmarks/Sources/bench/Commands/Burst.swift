import ArgumentParser
import Foundation

/// `bench burst`: many timers that are due within one second, beside other events.
struct Burst: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lets many offers end within one second while events of qualification come.",
        discussion: """
            How long it takes until all are worked off, and how long events wait meanwhile, from \
            when they are due to their last command.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many timers.")
    var timers = 20_000

    @Option(help: "Events per second.")
    var rate = 50

    @Option(help: "For how long events come; the timers are due five seconds after they begin.")
    var seconds = 30

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let outcome = try BurstRun(site, timers: timers, rate: rate, seconds: seconds).outcome()
        return Report(
            "\(timers) timers due in one second, \(rate) events a second",
            runs: [outcome.figures],
            loads: [load],
            faults: outcome.faults
        )
    }
}

/// `bench pending`: what timers cost that wait.
struct Pending: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts over very many pending timers, and looks at time and memory."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many timers.")
    var timers = 1_000_000

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let workload = PendingWorkload(events: 0)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try stage.playSeeds(RaceWorkload(events: 200), isOpenOnly: true)
        try Filling(stage, Filling.Plan(leads: timers, openShare: 1)).fill()
        let begin = ContinuousClock.now
        try stage.daemon.start()
        try stage.awaitSubscription()
        let start = (ContinuousClock.now - begin) / .seconds(1)
        Pause.wait(until: .now + .seconds(3))
        guard let tree = stage.daemon.tree else { throw BenchError("the daemon is not there") }
        let before = tree.processorTime()
        Pause.wait(until: .now + .seconds(10))
        let figures = [
            Figure("start", start, "s"), Figure("resident", tree.resident(), "MiB", .atMost(80)),
            Figure("processor time", (tree.processorTime() - before) * 10, "%", .atMost(1)),
        ]
        let left = try stage.count("SELECT count(*) FROM baton.timer")
        try stage.daemon.stop()
        return Report(
            "\(timers) pending timers",
            runs: [figures],
            loads: [load],
            faults: left == timers ? [] : ["\(left) instead of \(timers) timers are there"]
        )
    }
}
