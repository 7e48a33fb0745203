import ArgumentParser
import Foundation

/// `bench scale`: whether an event costs more where there are many leads already.
struct Scale: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the tables with leads, and measures cost and latency at each size.",
        discussion: """
            Some leads are played, and rows of theirs copied under other ids. Of each hundred ten \
            are open, their timers a month away. Then events come at 50 a second, and after that \
            a full inbox is drained.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(
        name: .customLong("leads"),
        help: "How many leads; repeatable. 10000 and 1000000 where nothing is said."
    )
    var sizes: [Int] = []

    @Option(help: "How many events are drained.")
    var events = 20_000

    @Option(help: "For how many seconds events come at 50 a second.")
    var seconds = 15

    @Option(help: "Which part of the leads has its history in the journal.")
    var journal = 0.2

    @Option(help: "What: \(WorkloadName.allValueStrings.joined(separator: ", ")).")
    var workload = WorkloadName.race

    @Flag(help: "Prints the plan of each statement, and which reads a table from end to end.")
    var explain = false

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        switch workload {
        case .qualification:
            try measure(
                site,
                QualificationWorkload(events: events + seconds * 50),
                seeds: QualificationWorkload(events: 350)
            )
        case .race:
            try measure(
                site,
                RaceWorkload(events: events + seconds * 50),
                seeds: RaceWorkload(events: 200)
            )
        }
    }

    private func measure<Work: Workload>(
        _ site: Site,
        _ workload: Work,
        seeds: Work
    ) throws -> Report {
        let asked = sizes.isEmpty ? [10_000, 1_000_000] : sizes
        let load = Load.average
        var figures: [Figure] = []
        var faults: [String] = []
        var smallest: Double?
        for size in asked.sorted() {
            let run = ScaleRun(
                site,
                workload,
                seeds: seeds,
                plan: Filling.Plan(leads: size, journalShare: journal),
                pacedCount: seconds * 50,
                explains: explain
            )
            let outcome = try run.outcome()
            faults += outcome.faults
            figures += outcome.figures.map { figure in
                Figure("\(size) leads: \(figure.name)", figure.value, figure.unit, figure.target)
            }
            let cost = outcome.value("cpu per event, both")
            if let smallest {
                let ratio = cost / max(smallest, 0.000_1)
                figures.append(
                    Figure("\(size) leads: cost to the fewest", ratio, "", .atMost(1.2))
                )
            }
            smallest = smallest ?? cost
        }
        return Report(
            "scale, \(events) \(workload.name) events",
            runs: [figures],
            loads: [load],
            faults: faults
        )
    }
}
