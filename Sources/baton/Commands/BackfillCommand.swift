import ArgumentParser
import Console
import Contract
import Domain
import Engine
import Foundation
import Postgres
import Reports
import Settings
import Store

/// `baton backfill`: take the past into the database.
struct BackfillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Take past events into the database, as if Baton had been there.",
        discussion: """
            baton backfill events.ndjson     (one CloudEvent a line; - reads standard input)

            Each event is decided at its own time, by the present configuration, with every \
            deadline in between; reports then know the past. Nothing is published, and the broker \
            is not asked. What Baton's own workers answered then, such as documents.rendered, \
            belongs to the events: what has no answer among them is done when the daemon starts. \
            The lines must be in the order of their times, and the daemon must not run meanwhile.
            """
    )

    @OptionGroup var options: ConfigurationOption

    @Argument(help: "A file with one CloudEvent a line, or - for standard input.")
    var file: String

    func run() throws {
        let settings = try options.load()
        guard settings.amqp.partitions == 1 else {
            throw CommandFailure("backfill works with one lane: amqp.partitions must be 1")
        }
        let lines = try self.lines()
        var configuration = settings.postgresConfiguration("backfill")
        // What is lost in a crash is taken in again; waiting for each commit would take hours.
        configuration.sessionSettings["synchronous_commit"] = "off"
        do {
            let connection = try PostgresConnection(configuration)
            let store = PostgresLaneStore(connection, deadline: settings.postgres.deadline)
            defer { store.close() }
            try take(lines, store, settings)
        } catch let error as PostgresError {
            throw CommandFailure(error)
        } catch let error as StoreError {
            throw CommandFailure("the database does not take it: \(error)")
        }
    }

    private func lines() throws -> [Data] {
        do {
            let handle =
                file == "-"
                ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: file))
            let data = try handle.readToEnd() ?? Data()
            return data.split(separator: UInt8(ascii: "\n"))
                .map { Data(ByteOrderMark.dropped(from: [UInt8]($0))) }
        } catch {
            throw CommandFailure("\(file) can't be read: \(error.localizedDescription)")
        }
    }

    private func take(
        _ lines: [Data],
        _ store: PostgresLaneStore,
        _ settings: Settings
    ) throws {
        let rules = try Composition.rules(settings)
        let decider = BatchDecider(
            policies: rules.policies,
            source: settings.service.source,
            text: rules.text
        )
        guard var lane = try PastLane(store, decider: decider) else {
            throw CommandFailure("somebody else works the lane; stop the daemon first")
        }
        let digest = try PostgresConnection(settings.digestConfiguration)
        defer { digest.close() }
        let keeper = DigestKeeper(digest, calendar: settings.policies.calendar)
        var outcomes: [JournalEntry.Outcome: Int] = [:]
        var last = Date.distantPast
        var answered: [String] = []
        for (number, line) in lines.enumerated() {
            // What waits to be summed grows with each event.
            if number > 0, number % Self.linesPerSum == 0 { _ = try keeper.step(now: last) }
            let head = try head(line, number + 1, after: last)
            last = head.time
            if head.source == settings.service.source, head.id.hasPrefix(Self.answer) {
                answered.append(String(head.id.dropFirst(Self.answer.count)))
            }
            let entries = try lane.receive([UInt8](line), type: head.type, at: head.time)
            if let outcome = entries.last?.outcome { outcomes[outcome, default: 0] += 1 }
        }
        _ = try lane.pass(until: Date())
        try JobDesk(digest).forget(answered)
        while try keeper.step(now: Date()) > 0 {}
        let counts = JournalEntry.Outcome.allCases.compactMap { outcome in
            outcomes[outcome].map { "\(outcome.rawValue) \($0)" }
        }
        Output.standard.write("took in \(lines.count) events: \(counts.joined(separator: ", "))")
    }

    private static let linesPerSum = 20_000
    /// With what the ids of workers' answers begin; the key of the job follows.
    private static let answer = "job-"

    /// What must be known of an event to put it into its place.
    private struct Head {
        let source: String
        let id: String
        let type: String
        let time: Date
    }

    private func head(
        _ line: Data,
        _ number: Int,
        after last: Date
    ) throws -> Head {
        let head: Head
        do {
            head = try JSONReader.read([UInt8](line)) { event in
                Head(
                    source: try event.field("source"),
                    id: try event.field("id"),
                    type: try event.field("type"),
                    time: try event.field("time")
                )
            }
        } catch {
            throw CommandFailure(
                "\(file):\(number): must be a CloudEvent in JSON with source, id, type and time"
            )
        }
        guard head.time >= last, head.time <= Date() else {
            throw CommandFailure(
                "\(file):\(number): the time must not be before that of the line above, nor to come"
            )
        }
        return head
    }
}
