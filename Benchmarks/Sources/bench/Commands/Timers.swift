import ArgumentParser
import Foundation

/// `bench timers`: how late a timer's command reaches a consumer, with other work going on.
struct Timers: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lets offers of hot leads end beside other events and measures how late they do.",
        discussion: """
            From the instant that the offer names to its withdrawal at a consumer. Four events \
            of qualification are published for each hot lead. An offer that ends early is wrong.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many leads that pass on to the next, twice, and to the head at last.")
    var chains = 1000

    @Option(help: "How many of them begin each second.")
    var rate = 50

    @Option(help: "Seconds that each has.")
    var step = 8

    @Option(help: "How many surveys come due at one instant in the middle of it.")
    var surveys = 0

    @Option(help: "How many times; medians are shown.")
    var runs = 1

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let workload = ExpiryWorkload(chains: chains, step: step, hasSurveys: surveys > 0)
        let repetition = try Repetition(runs) { try outcome(site, workload) }
        return repetition.report(
            "lateness of \(step)-second steps, \(chains) chains, \(rate) new and \(rate * 4) "
                + "other events a second"
                + (surveys > 0 ? ", \(surveys) surveys at one instant" : "")
        )
    }

    private func outcome(_ site: Site, _ workload: ExpiryWorkload) throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        if surveys > 0 {
            let middle = Duration.seconds(chains / rate / 2 + step)
            try SurveyFilling(stage, surveys: surveys).fill(dueAfter: middle)
        }
        let collector = try Collector(stage, workload, readsOffers: true)
        _ = try Feeder(stage).publish(workload.events, rate: rate * 5)
        try? stage.waitFor("the last command", atMost: .seconds(step * 3 + 30)) {
            try collector.look { $0.isComplete && $0.filledCount >= surveys }
        }
        try stage.daemon.stop()
        collector.stop()
        var faults = try collector.look(\.faults) + stage.faults(after: workload)
        let sent = try collector.look(\.filledCount)
        if sent < surveys { faults.append("\(sent) instead of \(surveys) surveys went out") }
        return Outcome(
            figures: Percentiles(seconds: try collector.look(\.lateness))
                .figures(p50: .atMost(5), p99: .atMost(25), counted: "timers"),
            faults: faults
        )
    }
}
