import ArgumentParser
import Foundation

/// `bench documents`: sets of documents from the request to the mail.
struct Documents: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Has sets of three documents made, drawn and mailed while leads' timers fire.",
        discussion: """
            All requests come at once, each for an invoice, an act and an analysis of a client of \
            its own. Timers of leads run beside them, and are measured as in `bench timers`.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many sets there are.")
    var sets = 1000

    @Option(help: "How many hot leads pass on to the next meanwhile, 50 new ones a second.")
    var chains = 1000

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let load = Load.average
        let plan = DocumentPlan(sets: sets)
        let outcome = try DocumentsRun(site, plan, chains: chains).outcome()
        return Report(
            "documents: \(sets) sets of three, \(chains) chains of leads beside them",
            runs: [outcome.figures],
            loads: [load],
            faults: outcome.faults
        )
    }
}
