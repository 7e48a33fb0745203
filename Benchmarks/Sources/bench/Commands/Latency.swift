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
