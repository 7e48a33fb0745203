import Agency
import ArgumentParser
import Domain
import Engine
import Foundation
import Settings
import Simulating
import Texts

/// `agency-year`: lives through a year of an agency with one configuration, without a server.
@main
struct Year: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agency-year",
        abstract: "A year of an agency with one configuration, and what came of it.",
        discussion: """
            agency-year --config deploy/dev/year.toml --output year.ndjson
            baton simulate year.ndjson --config deploy/dev/year.toml --compare new.toml

            Its people answer what Baton asks, by chance that follows from the seed. What came is \
            written as a script that `baton simulate` plays again.
            """
    )

    @Option(help: "The configuration.")
    var config = "deploy/dev/year.toml"

    @Option(help: "The same seed is the same year.")
    var seed: UInt64 = 7

    @Option(help: "The first day.")
    var first = "2026-01-01"

    @Option(help: "How many days.")
    var days = 365

    @Option(help: "How many clients.")
    var clients = 300

    @Option(help: "How many leads.")
    var leads = 12_000

    @Option(help: "How many calls.")
    var calls = 30_000

    @Option(help: "Write all that came into this file, one event a line.")
    var output: String?

    func run() throws {
        var size = AgencySize()
        (size.seed, size.first, size.days) = (seed, first, days)
        (size.clients, size.leads, size.calls) = (clients, leads, calls)
        let settings = try load()
        let texts = try Texts(locale: settings.service.language == .ru ? .ru : .en)
        let begun = Date()
        var month = ""
        var agency = try Agency(size) { day in
            guard day.monthText != month else { return }
            month = day.monthText
            Self.tell("\(month)  \(Int(-begun.timeIntervalSinceNow)) s")
        }
        var player = try Player(
            BatchDecider(
                policies: settings.policies,
                source: settings.service.source,
                text: texts.text,
                link: { "https://baton.test/\($0.purpose.path)/\($0.payload)" }
            ),
            source: settings.service.source,
            start: size.start
        )
        try player.perform(agency.script, until: size.end, &agency)
        sumUp(agency, -begun.timeIntervalSinceNow)
        try write(agency)
    }

    private func load() throws -> Settings {
        do {
            return try Settings.load(
                file: config,
                environment: ProcessInfo.processInfo.environment
            )
        } catch {
            throw ValidationError(error.description)
        }
    }

    private func sumUp(_ agency: Agency, _ seconds: Double) {
        let rate = Int(Double(agency.entries) / max(seconds, 0.001))
        Self.tell("\(agency.written.count) events, \(agency.entries) lines of the journal")
        Self.tell("\(Int(seconds)) s, \(rate) lines a second")
        for (type, count) in agency.commands.sorted(by: { $0.key < $1.key }) {
            Self.tell("  \(type) \(count)")
        }
        for (kind, count) in agency.refused.sorted(by: { $0.value > $1.value }) {
            Self.tell(
                "  \(kind.outcome.rawValue): \(kind.type) by \(kind.process), \(kind.reason): "
                    + "\(count)"
            )
        }
        for (code, count) in agency.dead.sorted(by: { $0.key < $1.key }) {
            Self.tell("  dead letters, \(code): \(count)")
        }
    }

    private func write(_ agency: Agency) throws {
        guard let output else { return }
        var text: [UInt8] = []
        for line in agency.written { text += line.body + [UInt8(ascii: "\n")] }
        try Data(text).write(to: URL(filePath: output), options: .atomic)
        Self.tell("written to \(output)")
    }

    private static func tell(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
