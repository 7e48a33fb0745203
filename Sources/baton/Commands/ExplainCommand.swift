import ArgumentParser
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store
import Texts

/// `baton explain`: the story of one lead, call, client or person.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell the story of a lead, a call, a client or a person.",
        discussion: "One line a journal entry: what happened, what was decided and why, what "
            + "went out."
    )

    /// What a story may be about.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case lead, call, client, person
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "lead, call, client or person.")
    var kind: Kind

    @Argument(help: "Its id.")
    var id: String

    @Option(help: "text or json.")
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
            let lines = try story(reader)
            let names = try reader.names()
            guard !lines.isEmpty else {
                throw CommandFailure("nothing is known of the \(kind.rawValue) \(id)")
            }
            let teller = StoryTeller(
                texts: try settings.texts(),
                names: names,
                zone: settings.service.timeZone
            )
            for line in lines {
                Output.standard.write(format == .text ? teller.text(line) : teller.json(line))
            }
        } catch let error as PostgresError {
            throw CommandFailure("the database refused: \(error)")
        }
    }

    private func story(_ reader: JournalReader) throws -> [JournalReader.Line] {
        switch kind {
        case .lead: try reader.story(of: Subject(.lead, id), limit: limit)
        case .call: try reader.story(of: Subject(.call, id), limit: limit)
        case .client: try reader.story(of: Subject(.client, id), limit: limit)
        case .person:
            try reader.story(
                of: PersonID(trusted: id),
                since: Date() - Double(days) * 86_400,
                limit: limit
            )
        }
    }
}

/// Turns lines of the journal into sentences.
struct StoryTeller {
    let texts: Texts
    let names: [PersonID: String]
    let zone: TimeZone

    /// One line for a person: time, event, decisions with their reasons, commands.
    func text(_ line: JournalReader.Line) -> String {
        let outcome = line.outcome == .applied ? "" : " [\(outcomeText(line.outcome))]"
        var text = "\(time(line.received))  \(what(line))\(outcome)"
        for reason in reasons(line) { text += "\n    · \(reason)" }
        for command in line.commands {
            text += "\n    → \(describe(command.type, command.data))"
        }
        return text
    }

    /// The same as one JSON object on one line.
    func json(_ line: JournalReader.Line) -> String {
        let object = Value.object([
            "time": .text(Timestamp.text(line.received)),
            "type": .text(line.type), "subject": .text(line.subject),
            "outcome": .text(line.outcome.rawValue), "event": .text(what(line)),
            "data": .object(line.data), "reasons": .list(reasons(line).map(Value.text)),
            "decisions": .list(line.decisions.map(decision)),
            "commands": .list(
                line.commands.map { command in
                    .object([
                        "id": .text(command.id), "type": .text(command.type),
                        "data": .object(command.data),
                        "text": .text(describe(command.type, command.data)),
                    ])
                }
            ),
        ])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(object)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self)
    }

    private func decision(_ decision: ProcessDecision) -> Value {
        .object([
            "process": .text(decision.process), "outcome": .text(decision.outcome),
            "reason": decision.reason.map(Value.text) ?? .null,
        ])
    }

    private func what(_ line: JournalReader.Line) -> String {
        describe(line.type, line.data)
    }

    private func describe(_ type: String, _ data: [String: Value]) -> String {
        texts.describe(type: type, data: data, names: name)
    }

    private func outcomeText(_ outcome: JournalEntry.Outcome) -> String {
        texts.text(Phrase("journal.outcome.\(outcome.rawValue)"))
    }

    private func reasons(_ line: JournalReader.Line) -> [String] {
        line.decisions.flatMap { decision in
            let notes = decision.notes.map(texts.text)
            guard let reason = decision.reason, decision.outcome == "rejected" else {
                return notes
            }
            return [reason] + notes
        }
    }

    private func name(_ person: PersonID) -> String {
        names[person].map { "\($0) (\(person))" } ?? person.rawValue
    }

    private func time(_ date: Date) -> String {
        date.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
                    \(minute: .twoDigits):\(second: .twoDigits)
                    """,
                timeZone: zone,
                calendar: Calendar(identifier: .gregorian)
            )
        )
    }
}
