import ArgumentParser
import Foundation

/// `bench steady`: how long W1 takes Baton, and what the machine allows, in turns.
struct Steady: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Latency of W1 by Baton, a minimal program and broker alone.",
        discussion: """
            The same as latency and limits together: events come at a steady rate, and each of \
            the three works them off in turn. What the broker alone takes nobody can be below.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "Events per second.")
    var rate = 50

    @Option(help: "For how long; two seconds more before that are not counted.")
    var seconds = 20

    @Option(help: "How many turns; medians are shown.")
    var runs = 3

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let run = SteadyRun(site, try Recording(site), rate: rate, seconds: seconds)
        let repetition = try Repetition(runs) {
            let outcomes = [
                ("Baton", try run.baton()), ("minimal program", try run.minimal(.both)),
                ("broker alone", try run.minimal(.broker)),
            ]
            return Outcome(
                figures: outcomes.flatMap { name, outcome in
                    ["p50", "p99"].map { Figure("\(name): \($0)", outcome.value($0), "ms") }
                },
                faults: outcomes.flatMap(\.1.faults)
            )
        }
        return repetition.report("W1 at \(rate) events a second, and what the machine allows")
    }
}
