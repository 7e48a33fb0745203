import ArgumentParser
import Foundation

/// `bench managers`: what an opinion of a project manager costs, be they ten or ten thousand.
struct Ratings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "managers",
        abstract: "Feedback on project managers with a thousand answers each behind them.",
        discussion: """
            A full inbox of feedback on a few managers is worked off in a company that has no \
            others, then in one of many, then feedback on all of these. Each rating is computed \
            again from all that was said. `bench timers --fades 10000` measures the \
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
            let small = try run(site, few, few)
            let large = try run(site, many, few)
            let each = try run(site, many, many)
            return Outcome(
                figures: [
                    Figure("of \(few) managers, all there are", small.milliseconds, "ms an event"),
                    Figure("of \(few) managers of \(many)", large.milliseconds, "ms an event"),
                    Figure(
                        "the large company over the small",
                        large.milliseconds / max(small.milliseconds, 0.001),
                        "",
                        .atMost(1.5)
                    ),
                    Figure("each of another of \(many)", each.milliseconds, "ms an event"),
                ],
                faults: small.faults + large.faults + each.faults
            )
        }
        return repetition.report("feedback on managers with a year of answers")
    }

    private func run(
        _ site: Site,
        _ managers: Int,
        _ spokenOf: Int
    ) throws -> (milliseconds: Double, faults: [String]) {
        try ManagersRun(site, managers: managers, spokenOf: spokenOf, events: events).outcome()
    }
}
