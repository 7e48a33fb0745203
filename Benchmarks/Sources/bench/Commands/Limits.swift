import ArgumentParser
import Foundation

/// `bench limits`: W1 by Baton and by what the machine allows, in turns.
struct Limits: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Drains W1 by Baton, a minimal program, broker alone and database alone.",
        discussion: """
            Baton drains it with one lane and with two in the same instance, of which one decides \
            while the other waits for the database. \
            The minimal program decides nothing: it receives, writes the same rows in one \
            transaction a batch and publishes the same messages with confirms. Broker alone is \
            the same without a database, database alone the same transactions without a broker. \
            They take turns, so that ratios mean something on a busy machine too.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "How many events.")
    var events = 20_000

    @Option(help: "How many turns; medians are shown.")
    var runs = 3

    func run() throws {
        try common.report { [try measure($0)] }
    }

    func measure(_ site: Site) throws -> Report {
        let run = try LimitRun(site, events: events)
        let repetition = try Repetition(runs) { try turn(run) }
        return repetition.report("W1, \(events) events, and what the machine allows")
    }

    private func turn(_ run: LimitRun) throws -> Outcome {
        let baton = try run.baton()
        let twoLanes = try run.baton(lanes: 2)
        let both = try run.minimal(.both)
        let broker = try run.minimal(.broker)
        let database = try run.minimal(.database)
        let rate = "events per second"
        func ratio(
            _ name: String,
            _ outcome: Outcome,
            _ other: Outcome,
            _ target: Figure.Target? = nil
        ) -> Figure {
            Figure(name, outcome.value(rate) / max(other.value(rate), 1), "", target)
        }
        func cost(_ name: String, _ outcome: Outcome, _ part: String) -> Figure {
            Figure("\(name): \(part) cpu", outcome.value("cpu per event, \(part)"), "ms/event")
        }
        return Outcome(
            figures: [
                Figure("Baton", baton.value(rate), "events/s"),
                Figure("Baton, two lanes", twoLanes.value(rate), "events/s"),
                Figure("minimal program", both.value(rate), "events/s"),
                Figure("broker alone", broker.value(rate), "events/s"),
                Figure("database alone", database.value(rate), "events/s"),
                ratio("Baton to minimal program", baton, both, .atLeast(0.8)),
                ratio("two lanes to minimal program", twoLanes, both, .atLeast(0.8)),
                ratio("Baton to broker alone", baton, broker),
                ratio("Baton to database alone", baton, database),
                cost("Baton", baton, "daemon"), cost("Baton", baton, "postgresql"),
                cost("Baton", baton, "rabbitmq"),
                cost("minimal", both, "minimal"), cost("minimal", both, "postgresql"),
                cost("minimal", both, "rabbitmq"), cost("broker alone", broker, "rabbitmq"),
                cost("database alone", database, "postgresql"),
            ] + baton.figures.filter { ["WAL per event", "dead rows"].contains($0.name) },
            faults: baton.faults + twoLanes.faults + both.faults + broker.faults + database.faults
        )
    }
}
