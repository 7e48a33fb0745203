import ArgumentParser
import Foundation

/// `bench cluster`: several instances over several lanes.
struct Cluster: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Has several instances work off full inboxes, then kills one of them.",
        discussion: """
            On the servers that it is given: one node each, or those of \
            `deploy/dev/servers run --cluster -- bench cluster`. Take-over is the time from \
            kill -9 until each lane belongs to one of those that are left.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many events, at least.")
    var events = 10_000

    @Option(help: "What: \(WorkloadName.allValueStrings.joined(separator: ", ")).")
    var workload = WorkloadName.qualification

    @Option(help: "How many lanes.")
    var lanes = 4

    @Option(help: "How many instances.")
    var instances = 2

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
        let nodes = site.brokerTrees.count
        return try Repetition(runs) {
            try ClusterRun(site.with(lanes: lanes), workload, instances: instances).outcome()
        }
        .report(
            """
            \(instances) instances over \(lanes) lanes, \(nodes == 1 ? "one node" : "cluster"): \
            \(workload.events.count) \(workload.name) events
            """
        )
    }
}
