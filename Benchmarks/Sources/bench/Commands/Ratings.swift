import ArgumentParser
import Foundation

/// `bench managers`: what an opinion of a project manager costs, be they ten or ten thousand.
struct Ratings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "managers",
        abstract: "Feedback on project managers with a thousand answers each behind them.",
        discussion: """
            A full inbox of feedback is worked off with few managers, then with many. Each rating \
            is computed again from all that was said. `bench timers --fades 10000` measures the \
            midnight at which all of them lose weight.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many events.")
    var events = 5000

    @Option(help: "How many managers the small company has.")
    var few = 10

    @Option(help: "How many the large one has.")
    var many = 10_000

    @Option(help: "How many times; medians are shown.")
    var runs = 1

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let repetition = try Repetition(runs) {
            let small = try ManagersRun(site, managers: few, events: events).outcome()
            let large = try ManagersRun(site, managers: many, events: events).outcome()
            return Outcome(
                figures: [
                    Figure("one of \(few) managers", small.milliseconds, "ms an event"),
                    Figure("one of \(many) managers", large.milliseconds, "ms an event"),
                    Figure(
                        "the large over the small",
                        large.milliseconds / max(small.milliseconds, 0.001),
                        "",
                        .atMost(1.5)
                    ),
                ],
                faults: small.faults + large.faults
            )
        }
        return repetition.report("feedback on managers with a year of answers")
    }
}
