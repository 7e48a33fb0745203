import ArgumentParser
import Foundation

/// `bench drain`: how fast a full inbox is worked off.
struct Drain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the inbox while the daemon is down, starts it, and measures the way out.",
        discussion: """
            Measured from the first event received to the last command that reached a consumer; \
            start-up does not count. What the daemon keeps of a full inbox is its peak resident \
            memory: `bench drain --events 100000 --runs 1`.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many events, at least.")
    var events = 20_000

    @Option(help: "What: \(WorkloadName.allValueStrings.joined(separator: ", ")).")
    var workload = WorkloadName.qualification

    @Option(help: "How many people the company has besides those who work.")
    var people = 0

    @Option(help: "How many times, each with an empty database; medians are shown.")
    var runs = 3

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        switch workload {
        case .qualification: try measure(site, QualificationWorkload(events: events))
        case .race: try measure(site, RaceWorkload(events: events))
        }
    }

    private func measure(_ site: Site, _ workload: some Workload) throws -> Report {
        let crowded = CrowdedWorkload(workload, people: people)
        let repetition = try Repetition(runs) {
            try DrainRun(site, crowded).outcome()
        }
        let crowd = people > 0 ? ", \(people) people more" : ""
        return repetition.report(
            "drain of \(workload.events.count) \(workload.name) events\(crowd)"
        )
    }
}
