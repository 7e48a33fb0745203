import ArgumentParser
import Foundation

/// `bench take-over`: how long nothing happens when the instance at work is killed.
struct TakeOver: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Kills the instance at work while another stands by and events come.",
        discussion: """
            From kill -9 to the last command of the first event that was due after it. Commands \
            may come twice then, under the same id; none may be missing or out of order.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "Events per second.")
    var rate = 50

    @Option(help: "How many kills; the median is shown.")
    var runs = 5

    /// Seconds between two kills.
    private static let period = 8

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let workload = QualificationWorkload(events: rate * Self.period * (runs + 1), width: rate)
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        let standby = stage.anotherDaemon()
        defer { standby.kill() }
        var (working, waiting) = (stage.daemon, standby)
        try waiting.start()
        let collector = try Collector(stage, workload, mayRepeat: true)
        var kills: [(event: Int, instant: ContinuousClock.Instant)] = []
        let due = try Feeder(stage).publish(workload.events, rate: rate) { index in
            let place = index % (rate * Self.period)
            guard kills.count < runs, index > 0 else { return }
            // Half a period after the kill the dead one is restarted, to stand by.
            if place == 0 {
                kills.append((index, .now))
                working.kill()
                (working, waiting) = (waiting, working)
            } else if place == rate * Self.period / 2, !waiting.isRunning {
                try waiting.start()
            }
        }
        try? stage.waitFor("the last command", atMost: .seconds(30)) {
            try collector.look(\.isComplete)
        }
        let finished = try collector.look(\.finished)
        let gaps = kills.compactMap { kill in
            zip(due, finished).dropFirst(kill.event)
                .compactMap { due, end in due >= kill.instant ? end : nil }
                .min().map { ($0 - kill.instant) / .seconds(1) }
        }
        collector.stop()
        return Report(
            "take-over at \(rate) events a second",
            runs: gaps.map { [Figure("nothing for", $0, "s", .atMost(2))] },
            loads: [load],
            faults: try collector.look(\.faults) + stage.faults(after: workload)
        )
    }
}
