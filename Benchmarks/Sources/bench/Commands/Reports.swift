import ArgumentParser
import Foundation

/// `bench reports`: how long reports over many leads take.
struct Reports: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the tables with facts of many leads, and measures each report.",
        discussion: """
            The facts are spread over the years up to today. Reports are asked as a person asks \
            them, with `baton report`, the start of the program included: over all the years, and \
            over one month before any day is summed and afterwards; at last once more with a \
            fortnight's days changed since. Rows that differ between these are wrong.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many leads.")
    var leads = 5_000_000

    @Option(help: "Over how many years, ten at most.")
    var years = 10

    @Option(help: "How often each report is asked; medians are shown.")
    var runs = 3

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let run = ReportsRun(site, leads: leads, years: min(years, 10), runs: runs)
        let outcome = try run.outcome()
        return Report(
            "reports over \(leads) leads in \(min(years, 10)) years",
            runs: [outcome.figures],
            loads: [load],
            faults: outcome.faults
        )
    }
}
