import ArgumentParser
import Console
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store
import Texts

/// `baton explain`: the story of one lead, call, client, person or request, or of a report by mail.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Tell the story of a lead, a call, a client, a person, a request or a mailed report.",
        discussion: """
            baton explain lead L-1001
            baton explain person petrova --days 7
            baton explain request R-501      (a price: also what it would be by today's data)
            baton explain request P-31       (a presale or a new client: who got it and why)
            baton explain company ranking    (what is the company's, by the name of its process)
            baton explain report monday      (the name in [[reports]], or the id of one mail)

            The oldest first: what happened, who did it, [what was refused and why], behind · who \
            was passed over, and behind → the commands that went out. Times are in [service] \
            time_zone. The last line tells the codes of what the story says in words alone.
            """
    )

    /// What a story may be about.
    enum Kind: ExpressibleByArgument {
        case subject(SubjectKind)
        case report

        init?(argument: String) {
            if argument == "report" {
                self = .report
            } else if let kind = SubjectKind(rawValue: argument) {
                self = .subject(kind)
            } else {
                return nil
            }
        }

        static var allValueStrings: [String] { SubjectKind.allCases.map(\.rawValue) + ["report"] }
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

    @Option(help: "At most this many lines, the newest.")
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
                showsSubjects: isOfPerson
            )
            for line in lines {
                if format == .text {
                    Output.standard.write(teller.text(line))
                } else {
                    Output.standard.write(data: try teller.json(line))
                }
            }
            guard format == .text else { return }
            Output.standard.write(teller.legend(of: lines))
            if isOfPerson { try tellRating(settings, connection) }
            if case .subject(.client) = kind { try tellSettlements(settings, connection) }
            if case .subject(.request) = kind,
                let words = try PriceToday(reader, settings).words(id, at: Date())
            {
                Output.standard.write(words)
            }
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

    /// Where the rating of a project manager comes from, below the story.
    private func tellRating(_ settings: Settings, _ connection: PostgresConnection) throws {
        let teller = ManagerTeller(
            settings: settings,
            texts: try settings.texts(),
            connection: connection
        )
        let lines = try teller.lines(about: PersonID(trusted: id), now: Date())
        guard !lines.isEmpty else { return }
        Output.standard.write("\n" + lines.joined(separator: "\n"))
    }

    /// What a client's payments pay, below the story.
    private func tellSettlements(_ settings: Settings, _ connection: PostgresConnection) throws {
        let texts = try settings.texts()
        let client = ClientID(trusted: id)
        for (entity, allocation) in try LedgerReader(connection).allocations(of: client) {
            let name = settings.policies.legalEntity(entity)?.seller.name ?? entity.rawValue
            let lines = allocation.phrases(name, atMost: Self.settlementsMax).map(texts.text)
            Output.standard.write("\n" + lines.joined(separator: "\n    "))
        }
    }

    /// More payments than anybody looks through.
    private static let settlementsMax = 20

    private var isOfPerson: Bool {
        if case .subject(.person) = kind { true } else { false }
    }

    private var nothing: CommandFailure {
        switch kind {
        case .subject(let kind):
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
        case .subject(.person): try story(of: PersonID(trusted: id), reader, now: Date())
        case .subject(let kind): try reader.story(of: Subject(kind, id), limit: limit)
        }
    }
}
