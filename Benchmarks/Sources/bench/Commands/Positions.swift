import ArgumentParser
import Foundation

/// `bench positions`: millions of rows beside the lanes.
struct Positions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Loads positions by file, HTTP and queue while leads' timers fire.",
        discussion: """
            Days of a hundred series with 500 keywords each, by each way; then the same days as \
            plain rows, one a reading, over the same server; at last a report of 500 keywords over \
            400 days. Timers of leads run beside the loads, and are measured as in `bench timers`.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many series there are, of 500 keywords each.")
    var series = 100

    @Option(help: "How many days each way loads.")
    var days = 20

    @Option(help: "How many messages of 5000 rows the queue gets.")
    var messages = 100

    @Option(help: "How many hot leads pass on to the next meanwhile, 50 new ones a second.")
    var chains = 500

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let plan = PositionPlan(series: series, keywords: 500, days: days, messages: messages)
        let outcome = try PositionsRun(site, plan, chains: chains).outcome()
        return Report(
            "positions: \(plan.rows) rows by each way, \(chains) chains of leads beside them",
            runs: [outcome.figures],
            loads: [load],
            faults: outcome.faults
        )
    }
}
