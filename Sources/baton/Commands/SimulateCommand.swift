import ArgumentParser
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store
import Texts

/// `baton simulate`: what configuration and events lead to, without a server.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Tell what would follow from events: without a server, without waiting.",
        discussion: """
            baton simulate events.ndjson --config new.toml
            baton simulate --journal --from 2026-10-01 --to 2026-11-01 --format json

            One CloudEvent a line; its time is the clock, and an event without one comes together \
            with the line before it. Events come in the order of their times; timers fire when \
            they are due, after the last event until nothing is left to wait for, or until \
            --until. What comes again for ever, such as the end of a quarter, is followed only \
            as long as something else is waited for, and nothing is beyond 400 days after the last \
            event.

            The timeline goes to standard output, one object a line with --format json; what \
            concerns the run itself goes to standard error. A line that can't be read is told with \
            its number and stands in the timeline as the dead letter that it would become. Exit \
            codes: 0 also with dead letters, 1 where events could not be read at all, 2 wrong \
            usage, 78 wrong configuration. Passwords and secrets that only the daemon needs are \
            not looked at, and the links of simulated mails open nothing.

            --journal takes the events that the daemon took instead, at the instants at which they \
            came; who works here, clients, deals, members of the race, and what was observed, \
            reviewed and said of managers are known from before --from. Answers of the CRM are \
            those to what really happened.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "A file with one CloudEvent in JSON a line, or - for standard input.")
    var file: String?

    @Flag(help: "Take the events of the live journal.")
    var journal = false

    @Option(help: "With --journal: the first day or instant.")
    var from: String?

    @Option(help: "With --journal: the day or instant before which it ends; by default now.")
    var to: String?

    @Option(help: "Let time pass up to this day or instant, instead of until nothing is left.")
    var until: String?

    @Option(help: "How it is told; json is one object a line.")
    var format = Format.text

    func validate() throws {
        guard journal == (file == nil) else {
            throw ValidationError("give either a file or --journal")
        }
        guard journal || (from == nil && to == nil) else {
            throw ValidationError("--from and --to belong to --journal")
        }
    }

    func run() throws {
        let settings = try options.load(instead: unused)
        let zone = settings.service.timeZone
        let end = try until.map { try instant($0, zone, "--until") }
        let script =
            journal
            ? try JournalScript(
                settings,
                from: try from.map { try instant($0, zone, "--from") } ?? .distantPast,
                to: try to.map { try instant($0, zone, "--to") } ?? Date()
            ).script()
            : try FileScript(file ?? "-").script()
        let texts = try settings.texts()
        let teller = StoryTeller(texts: texts, names: [:], zone: zone, showsSubjects: true)
        var play = try Play(
            settings,
            texts: texts,
            teller: teller,
            isJSON: format == .json,
            start: script.start
        )
        do {
            try play.perform(script, until: end)
        } catch {
            throw CommandFailure("the simulation failed: \(error)")
        }
    }

    /// What only a daemon needs need not be at hand; and links of a simulated mail open nothing.
    private var unused: [String: String] {
        let secrets = [
            "BATON_HTTP_SECRET": "signs-nothing-that-counts", "BATON_HTTP_REPORTS_PASSWORD": "none",
            "BATON_AMQP_URL": "amqps://127.0.0.1",
        ]
        guard !journal else { return secrets }
        let database = ["BATON_POSTGRES_URL": "postgresql://127.0.0.1/none"]
        return secrets.merging(database) { own, _ in own }
    }

    /// An instant, or midnight of a day in the company's zone.
    private func instant(_ text: String, _ zone: TimeZone, _ option: String) throws -> Date {
        if let date = Timestamp.date(text) { return date }
        let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
        guard let midnight = try? style.parse(text) else {
            throw CommandFailure(
                "\(option) must be a day such as 2026-10-01, or an instant such as "
                    + "2026-10-01T09:00:00+03:00",
                status: ExitStatus.usage
            )
        }
        return midnight
    }
}
