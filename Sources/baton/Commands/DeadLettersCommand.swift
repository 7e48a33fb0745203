import AMQP
import ArgumentParser
import Bus
import Console
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Settings
import Store

/// `baton dead-letters`: what could not be processed, and what to do with it.
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Look at messages that could not be processed, send them again, let them go.",
        discussion: """
            baton dead-letters                               what is open, as list
            baton dead-letters show 0-153                    one of them, whole
            baton dead-letters list --source crm --subject L1  some of them
            baton dead-letters replay --code unknown_person  the cause is put right
            baton dead-letters drop 0-153                    nobody needs it
            """,
        subcommands: [List.self, Show.self, Replay.self, Drop.self],
        defaultSubcommand: List.self
    )

    /// Which dead letters are meant, by what they say of themselves.
    struct Traits: ParsableArguments {
        @Option(help: "Only those with this error code, such as unknown_person.")
        var code: String?

        @Option(help: "Only events of this type, such as lead.created.")
        var type: String?

        @Option(help: "Only events of this source.")
        var source: String?

        @Option(help: "Only the event with this id.")
        var eventID: String?

        @Option(help: "Only events about this lead, call, client, deal or person.")
        var subject: String?

        var isEmpty: Bool {
            [code, type, source, eventID, subject].allSatisfy { $0 == nil }
        }

        func filter(_ state: DeadLetterDesk.State?) -> DeadLetterDesk.Filter {
            var filter = DeadLetterDesk.Filter(state: state)
            filter.code = code
            filter.type = type
            filter.source = source
            filter.eventID = eventID
            filter.subject = subject
            return filter
        }
    }

    /// Which dead letters something is done with.
    struct Selection: ParsableArguments {
        @Argument(help: "Ids as `list` shows them, such as 0-153.")
        var ids: [String] = []

        @Flag(help: "All that are open.")
        var all = false

        @OptionGroup(title: "Those that are open and") var traits: Traits

        func validate() throws {
            guard !ids.isEmpty || all || !traits.isEmpty else {
                throw ValidationError(
                    "name some ids, such as 0-153, or give --all or one of "
                        + "--code, --type, --source, --event-id, --subject"
                )
            }
        }

        func items(_ desk: DeadLetterDesk) throws -> [DeadLetterDesk.Item] {
            guard ids.isEmpty else { return try ids.map { try Self.item($0, desk) } }
            // Oldest first: a replay keeps the order in which they came.
            return try desk.list(traits.filter(.open), limit: 100_000).reversed()
        }

        static func item(_ text: String, _ desk: DeadLetterDesk) throws -> DeadLetterDesk.Item {
            guard let id = DeadLetterDesk.ID(text) else {
                throw CommandFailure("\(text) is no id; ids look like 0-153", status: 2)
            }
            guard let item = try desk.item(id) else {
                throw CommandFailure("there is no dead letter \(text); see baton dead-letters list")
            }
            return item
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The open ones, the newest first."
        )

        @OptionGroup var options: ConfigurationOption

        @Flag(help: "Also those that were sent again or let go.")
        var all = false

        @OptionGroup var traits: Traits

        @Option(help: "How many at most.")
        var limit = 50

        func run() throws {
            let items = try options.withDesk { desk in
                try desk.list(traits.filter(all ? nil : .open), limit: limit)
            }
            for item in items { Output.standard.write(line(item)) }
            if items.isEmpty { Output.standard.write("There are no dead letters.") }
        }

        private func line(_ item: DeadLetterDesk.Item) -> String {
            let (letter, hint) = (item.letter, item.letter.hint)
            let state = item.state == .open ? "" : " [\(item.state.rawValue)]"
            let traits = [
                hint.type ?? letter.routingKey, hint.source ?? "–", hint.id ?? "–",
                hint.subject ?? "–",
            ]
            let line =
                "\(item.id)  \(Timestamp.text(item.received))  \(traits.joined(separator: "  "))  "
                + "\(letter.flaw.code.rawValue)\(state): \(letter.flaw.message)"
            return line.harmlessLine
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One of them, whole: what is wrong, headers, body."
        )

        @OptionGroup var options: ConfigurationOption

        @Argument(help: "Its id, such as 0-153.")
        var id: String

        func run() throws {
            let item = try options.withDesk { try Selection.item(id, $0) }
            Output.standard.write(text(item))
        }

        private func text(_ item: DeadLetterDesk.Item) -> String {
            let (letter, hint) = (item.letter, item.letter.hint)
            var lines = [
                "id:           \(item.id)", "state:        \(item.state.rawValue)",
                "received:     \(Timestamp.text(item.received))",
                "error code:   \(letter.flaw.code.rawValue)",
                "error:        \(letter.flaw.message)",
                "field:        \(letter.flaw.field ?? "–")",
                "type:         \(hint.type ?? "–")", "source:       \(hint.source ?? "–")",
                "event id:     \(hint.id ?? "–")", "subject:      \(hint.subject ?? "–")",
                "exchange:     \(letter.exchange)", "routing key:  \(letter.routingKey)",
                "content type: \(letter.contentType ?? "–")",
            ]
            lines += letter.headers.sorted { $0.key < $1.key }.map { "header:       \($0): \($1)" }
            if letter.isCut {
                lines.append("body:         the first of \(letter.bodySize) bytes")
            }
            lines = lines.map(\.harmlessLine) + [""]
            lines.append(String(decoding: letter.body.prefix(100_000), as: UTF8.self))
            return lines.joined(separator: "\n")
        }
    }

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send them again, as they came and with the same ids.",
            discussion: "What is still wrong comes back as a new dead letter."
        )

        @OptionGroup var options: ConfigurationOption
        @OptionGroup var selection: Selection

        func run() throws {
            let settings = try options.load()
            let count = try options.withDesk { desk in
                try replay(try selection.items(desk), desk, settings)
            }
            Output.standard.write("\(count) sent again")
        }

        private func replay(
            _ items: [DeadLetterDesk.Item],
            _ desk: DeadLetterDesk,
            _ settings: Settings
        ) throws -> Int {
            let open = items.filter { $0.state == .open }
            guard !open.isEmpty else { return 0 }
            do {
                let sender = try SingleSender(try settings.amqpConfiguration("dead-letters"))
                for item in open {
                    try send(item, sender, settings)
                    _ = try desk.resolve(item.id, as: .replayed, at: Date())
                }
            } catch let error as AMQPError {
                throw CommandFailure(error)
            }
            return open.count
        }

        private func send(
            _ item: DeadLetterDesk.Item,
            _ sender: SingleSender,
            _ settings: Settings
        ) throws {
            guard !item.letter.isCut else {
                throw CommandFailure(
                    "\(item.id): only the head of its \(item.letter.bodySize) bytes was kept; "
                        + "its publisher must send it again, in parts"
                )
            }
            let bus = try settings.busConfiguration("dead-letters")
            let message = bus.replay(item.letter, received: item.received)
            guard try sender.send(message) == .confirmed else {
                throw CommandFailure("\(item.id): no queue here wants \(item.letter.routingKey)")
            }
        }
    }

    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let them go; they stay readable under `list --all`."
        )

        @OptionGroup var options: ConfigurationOption
        @OptionGroup var selection: Selection

        func run() throws {
            let count = try options.withDesk { desk in
                try selection.items(desk).filter { item in
                    try desk.resolve(item.id, as: .dropped, at: Date())
                }.count
            }
            Output.standard.write("\(count) dropped")
        }
    }
}

extension ConfigurationOption {
    /// The desk of dead letters, for as long as the body takes.
    fileprivate func withDesk<T>(_ body: (DeadLetterDesk) throws -> T) throws -> T {
        let connection = try load().connectToPostgres("dead-letters")
        defer { connection.close() }
        do {
            return try body(DeadLetterDesk(connection))
        } catch let error as PostgresError {
            throw CommandFailure(error)
        }
    }
}
