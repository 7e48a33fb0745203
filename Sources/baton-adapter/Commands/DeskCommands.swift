import AdapterKit
import ArgumentParser
import Console
import Domain
import Foundation
import Postgres

/// `baton-adapter parked`: what was refused and lies aside.
struct ParkedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked",
        abstract: "List the commands that were refused and lie aside."
    )

    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let parked = try desk(options) { desk throws(PostgresError) in try desk.parked() }
        guard !parked.isEmpty else { return Output.standard.write("Nothing lies aside.") }
        for one in parked {
            let part = one.part.isEmpty ? "" : " (part \(one.part))"
            Output.standard.write(
                "\(Timestamp.text(one.since)) \(one.id)\(part) \(one.type) \(one.subject) "
                    + "[\(one.adapter)] \(one.code): \(one.error.harmlessLine)"
            )
        }
        Output.standard.write(
            "\(parked.count) lie aside. `baton-adapter retry ID` tries one again, "
                + "`baton-adapter skip ID` gives it up."
        )
    }
}

/// Which commands are meant.
struct WhichCommand: ParsableArguments {
    @Argument(help: "The id of the command, as `parked` lists it.")
    var id: String?

    @Flag(help: "All that lie aside.")
    var all = false

    func validate() throws {
        guard (id == nil) == all else {
            throw ValidationError("name the id of a command, or --all")
        }
    }
}

/// `baton-adapter retry`: tries again what lies aside.
struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try a command again that lies aside."
    )

    @OptionGroup var which: WhichCommand
    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let id = which.id
        let count = try desk(options) { desk throws(PostgresError) in
            try desk.retry(id, now: Date())
        }
        guard count > 0 else { throw CommandFailure("nothing of that lies aside") }
        Output.standard.write("\(count) will be tried again within a second.")
    }
}

/// `baton-adapter skip`: gives up what lies aside.
struct SkipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip",
        abstract: "Give up a command that lies aside."
    )

    @OptionGroup var which: WhichCommand
    @OptionGroup var options: ConfigurationOption

    func run() throws {
        let id = which.id
        let count = try desk(options) { desk throws(PostgresError) in
            try desk.skip(id, now: Date())
        }
        guard count > 0 else { throw CommandFailure("nothing of that lies aside") }
        Output.standard.write("\(count) will not be tried again.")
    }
}

private func desk<Result>(
    _ options: ConfigurationOption,
    _ body: (Desk) throws(PostgresError) -> Result
) throws -> Result {
    let instance = try options.load()
    do throws(PostgresError) {
        return try body(Desk(Database(instance.postgres), instance: instance.file.name))
    } catch {
        throw CommandFailure("the database can't be asked: \(error.message)")
    }
}
