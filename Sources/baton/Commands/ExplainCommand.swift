import ArgumentParser
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store
import Texts

/// `baton explain`: the story of one lead, call, client or person, or of a report by mail.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the story of a lead, a call, a client, a person or a report by mail.",
        discussion: """
            baton explain lead L-1001
            baton explain person petrova --days 7
            baton explain report monday      (the name in [[reports]], or the id of one mail)

            The oldest first: what happened, who did it, [what was refused and why], behind · who \
            was passed over, and behind → the commands that went out. Times are in [service] \
            time_zone. The last line tells the codes of what the story says in words alone.
            """
    )

    /// What a story may be about.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case lead, call, client, person, report
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "What the story is about.")
    var kind: Kind

    @Argument(help: "Its id.")
    var id: String

    @Option(help: "How it is told; json is one object a line, with every code and id.")
    var format = Format.text

    @Option(help: "At most so many lines, the newest.")
    var limit = 1000

    @Option(help: "For a person: how many days back.")
    var days = 31

    func run() throws {
        let settings = try options.load()
        let connection = try settings.connectToPostgres("explain")
        defer { connection.close() }
        do {
            let reader = JournalReader(connection)
            let lines = try story(reader, connection)
            let names = try reader.names()
            guard !lines.isEmpty else { throw nothing }
            let teller = StoryTeller(
                texts: try settings.texts(),
                names: names,
                zone: settings.service.timeZone,
                showsSubjects: kind == .person
            )
            for line in lines {
                Output.standard.write(format == .text ? teller.text(line) : try teller.json(line))
            }
            if format == .text { Output.standard.write(teller.legend(of: lines)) }
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }

    private func story(
        of person: PersonID,
        _ reader: JournalReader,
        now: Date
    ) throws -> [JournalReader.Line] {
        let since = now - Double(days) * 86_400
        return try reader.story(of: person, since: since, limit: limit, now: now)
    }

    private var nothing: CommandFailure {
        switch kind {
        case .lead, .call, .client, .person:
            CommandFailure(
                "nothing is known of the \(kind.rawValue) \(id); events about it that could "
                    + "not be worked with are in `baton dead-letters list`"
            )
        case .report:
            CommandFailure(
                "no report was mailed under the name \(id); a new schedule begins with its next "
                    + "occurrence"
            )
        }
    }

    private func story(
        _ reader: JournalReader,
        _ connection: PostgresConnection
    ) throws -> [JournalReader.Line] {
        switch kind {
        case .report: try ReportMailDesk(connection).story(of: id, limit: limit)
        case .lead: try reader.story(of: Subject(.lead, id), limit: limit)
        case .call: try reader.story(of: Subject(.call, id), limit: limit)
        case .client: try reader.story(of: Subject(.client, id), limit: limit)
        case .person: try story(of: PersonID(trusted: id), reader, now: Date())
        }
    }
}
