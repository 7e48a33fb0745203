import AMQP
import ArgumentParser
import Bus
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
            baton dead-letters replay --code unknown_person  the cause is put right
            baton dead-letters drop 0-153                    nobody needs it
            """,
        subcommands: [List.self, Show.self, Replay.self, Drop.self],
        defaultSubcommand: List.self
    )

    /// Which dead letters are meant.
    struct Selection: ParsableArguments {
        @Argument(help: "Ids as `list` shows them, such as 0-153.")
        var ids: [String] = []

        @Flag(help: "All that are open.")
        var all = false

        @Option(help: "All open ones with this error code, such as unknown_person.")
        var code: String?

        func validate() throws {
            guard !ids.isEmpty || all || code != nil else {
                throw ValidationError("name some ids, such as 0-153, or give --all or --code")
            }
        }

        func items(_ desk: DeadLetterDesk) throws -> [DeadLetterDesk.Item] {
            guard ids.isEmpty else { return try ids.map { try Self.item($0, desk) } }
            // Oldest first: a replay keeps the order in which they came.
            return try desk.list(state: .open, code: code, limit: 100_000).reversed()
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

        @Option(help: "Only those with this error code.")
        var code: String?

        @Option(help: "At most so many.")
        var limit = 50

        func run() throws {
            let items = try options.withDesk { desk in
                try desk.list(state: all ? nil : .open, code: code, limit: limit)
            }
            for item in items { Output.standard.write(line(item)) }
            if items.isEmpty { Output.standard.write("There are no dead letters.") }
        }

        private func line(_ item: DeadLetterDesk.Item) -> String {
            let state = item.state == .open ? "" : " [\(item.state.rawValue)]"
            return "\(item.id)  \(Timestamp.text(item.received))  \(item.letter.routingKey)  "
                + "\(item.letter.flaw.code.rawValue)\(state): \(item.letter.flaw.message)"
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
            let letter = item.letter
            var lines = [
                "id:           \(item.id)", "state:        \(item.state.rawValue)",
                "received:     \(Timestamp.text(item.received))",
                "error code:   \(letter.flaw.code.rawValue)",
                "error:        \(letter.flaw.message)",
                "field:        \(letter.flaw.field ?? "–")",
                "exchange:     \(letter.exchange)", "routing key:  \(letter.routingKey)",
                "content type: \(letter.contentType ?? "–")",
            ]
            lines += letter.headers.sorted { $0.key < $1.key }.map { "header:       \($0): \($1)" }
            lines.append("")
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
            let letter = item.letter
            let message = OutgoingMessage(
                exchange: letter.exchange.isEmpty
                    ? settings.amqp.topology.eventsExchange : letter.exchange,
                routingKey: letter.routingKey,
                properties: AMQPProperties(
                    contentType: letter.contentType,
                    messageID: letter.messageID,
                    type: letter.type,
                    headers: letter.headers.mapValues { .string($0) }
                ),
                body: letter.body
            )
            guard try sender.send(message) == .confirmed else {
                throw CommandFailure("\(item.id): no queue here wants \(letter.routingKey)")
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
