import ArgumentParser
import Console
import Contract
import Domain
import Engine
import Foundation
import Reports
import Settings
import Simulating
import Texts
import Web

/// `baton simulate`: what configuration and events lead to, without a server.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Tell what would follow from events: without a server, without waiting.",
        discussion: """
            baton simulate events.ndjson --config new.toml
            baton simulate --journal --from 2026-10-01 --to 2026-11-01 --format json
            baton simulate --journal --compare new.toml --format html --output what-if.html

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

            --compare plays the same events with a second configuration too, and tells what would \
            have been different: leads with other people, minutes, roubles, people. Whoever was \
            asked the same then answers the same, after the same time; whoever was not asked then \
            answers as he usually does. Deals stay as they were: what would be another's is \
            told. With --journal everything since its beginning is played, and counted is what \
            came from --from on; time stops where the journal ends, or at --until.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html
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

    @Option(help: "A second configuration: tell what it would have changed.")
    var compare: String?

    @Option(help: "How it is told; json is one object a line, html belongs to --compare.")
    var format = Format.text

    @Option(help: "With --compare: the file to write into, instead of standard output.")
    var output: String?

    func validate() throws {
        guard journal == (file == nil) else {
            throw ValidationError("give either a file or --journal")
        }
        guard journal || (from == nil && to == nil) else {
            throw ValidationError("--from and --to belong to --journal")
        }
        guard compare != nil || (format != .html && output == nil) else {
            throw ValidationError(
                "--format html and --output belong to --compare: name the second configuration"
            )
        }
    }

    func run() throws {
        let settings = try options.load(instead: unused)
        let zone = settings.service.timeZone
        let end = try until.map { try instant($0, zone, "--until") } ?? comparisonEnd(zone)
        let from = try from.map { try instant($0, zone, "--from") }
        let script = try script(settings, from)
        if let compare {
            return try tell(difference(of: settings, from: compare, script, from, end), settings)
        }
        let texts = try settings.texts()
        let teller = StoryTeller(texts: texts, names: [:], zone: zone, showsSubjects: true)
        var play = Play(settings, teller: teller, isJSON: format == .json)
        try attempt {
            var player = try Player(
                try settings.decider(),
                source: settings.service.source,
                start: script.start
            )
            try player.perform(script, until: end, &play)
            play.sumUp(player)
        }
    }

    private func script(_ settings: Settings, _ from: Date?) throws -> Script {
        guard journal else {
            do throws(ScriptProblem) {
                return try FileScript(file ?? "-").script()
            } catch {
                throw CommandFailure(error.message)
            }
        }
        return try JournalScript(
            settings,
            from: from ?? .distantPast,
            to: try to.map { try instant($0, settings.service.timeZone, "--to") } ?? Date(),
            isWhole: compare != nil
        ).script()
    }

    /// The company's own past is compared up to where it ends: nobody knows what comes then.
    private func comparisonEnd(_ zone: TimeZone) throws -> Date? {
        guard journal, compare != nil else { return nil }
        return try to.map { try instant($0, zone, "--to") } ?? Date()
    }

    private func attempt<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            throw CommandFailure("the simulation failed: \(error)")
        }
    }

    // MARK: - What if

    private func difference(
        of settings: Settings,
        from file: String,
        _ script: Script,
        _ from: Date?,
        _ end: Date?
    ) throws -> Comparison {
        var other = options
        other.config = file
        let others = try other.load(instead: unused)
        let knobs = others.differences(from: settings).map {
            Comparison.Knob(key: $0.key, before: $0.before, after: $0.after)
        }
        guard !knobs.isEmpty else {
            throw CommandFailure(
                "\(file) says the same as \(options.file): change a key in one of them"
            )
        }
        return try attempt {
            try Comparison.play(
                script,
                Comparison.Terms(decider: try settings.decider(), version: settings.version),
                Comparison.Terms(decider: try others.decider(), version: others.version),
                knobs: knobs,
                source: settings.service.source,
                zone: settings.service.timeZone,
                countedFrom: from,
                until: end
            )
        }
    }

    private func tell(_ comparison: Comparison, _ settings: Settings) throws {
        let locale: Texts.Locale = settings.service.language == .ru ? .ru : .en
        let texts = try settings.texts()
        let reports = ReportLanguage(locale, word: texts.word)
        let language = ComparisonLanguage(locale, reports: reports)
        let text =
            switch format {
            case .text: comparison.text(language)
            case .json: try comparison.json()
            case .html: ComparisonPage(comparison, language).text
            }
        guard let output else { return Output.standard.write(data: text) }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(output) can't be written: \(error.localizedDescription); name a file in a "
                    + "folder that is there and yours"
            )
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

extension Settings {
    /// What decides by them; its texts are the company's.
    func decider() throws -> BatchDecider {
        BatchDecider(
            policies: policies,
            source: service.source,
            text: try texts().text,
            link: link
        )
    }
}
