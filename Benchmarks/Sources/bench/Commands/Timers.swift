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

    @Option(help: "How many clients' fees are due to be raised at one instant.")
    var raises = 0

    @Option(help: "How many ratings of project managers lose weight at one instant.")
    var fades = 0

    @Option(help: "How many times; medians are shown.")
    var runs = 1

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let workload = ExpiryWorkload(chains: chains, step: step, crowd: crowd)
        let repetition = try Repetition(runs) { try outcome(site, workload) }
        return repetition.report(
            "lateness of \(step)-second steps, \(chains) chains, \(rate) new and \(rate * 4) "
                + "other events a second"
                + (crowd.map { ", \($0.count) \($0.kind.rawValue) at one instant" } ?? "")
        )
    }

    /// Whatever comes due at one instant in the middle of it; one kind at a time.
    private var crowd: Crowd? {
        let asked: [(Crowd.Kind, Int)] = [
            (.surveys, surveys), (.raises, raises), (.fades, fades),
        ]
        return asked.first { $0.1 > 0 }.map { Crowd(kind: $0.0, count: $0.1) }
    }

    private func outcome(_ site: Site, _ workload: ExpiryWorkload) throws -> Outcome {
        let stage = try Stage(site, workload)
        defer { stage.close() }
        try stage.begin(workload)
        try crowd?.fill(stage, dueAfter: .seconds(chains / rate / 2 + step))
        let collector = try Collector(stage, workload, readsOffers: true)
        _ = try Feeder(stage).publish(workload.events, rate: rate * 5)
        try? stage.waitFor("the last command", atMost: .seconds(step * 3 + 30)) {
            try collector.look(\.isComplete)
        }
        let late = ContinuousClock.now
        if let crowd {
            try? stage.waitFor("the crowd", atMost: .seconds(600), every: .milliseconds(500)) {
                try crowd.done(stage) >= crowd.count
            }
        }
        let rest = (ContinuousClock.now - late) / .seconds(1)
        try stage.daemon.stop()
        collector.stop()
        var faults = try collector.look(\.faults) + stage.faults(after: workload)
        var figures = Percentiles(seconds: try collector.look(\.lateness))
            .figures(p50: .atMost(5), p99: .atMost(25), counted: "timers")
        if let crowd {
            let done = try crowd.done(stage)
            if done < crowd.count {
                faults.append("\(done) instead of \(crowd.count) \(crowd.kind.rawValue)")
            }
            figures.append(Figure("\(crowd.kind.rawValue) after the last timer", rest, "s"))
        }
        return Outcome(figures: figures, faults: faults)
    }
}
