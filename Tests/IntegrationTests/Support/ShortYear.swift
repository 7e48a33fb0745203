import Agency
import Domain
import Engine
import Foundation
import Settings
import Simulating
import Testing
import Texts

/// Two months of a small agency, as events in the order in which they came.
struct ShortYear {
    /// The sections of the configuration from the calendar on.
    let sections: String
    private let lines: [Script.Line]

    init() throws {
        let file = try Self.file()
        let settings = try Settings.parse(file)
        sections = String(file[try #require(file.firstRange(of: "[calendar]")).lowerBound...])
        let texts = try Texts(locale: .ru)
        var size = AgencySize()
        size.first = "2026-01-01"
        (size.days, size.clients, size.leads, size.calls, size.sites) = (75, 20, 150, 160, 0)
        var agency = try Agency(size)
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
        lines = agency.written
    }

    /// The same with deadlines that are long enough to come by no restart, and without what the
    /// calendar starts.
    var timeless: String {
        let calendar = sections.firstRange(of: "[qualification.target_lead]")?.lowerBound
        return String(sections[(calendar ?? sections.startIndex)...])
            .replacing(
                "[calls]\n",
                with: "[calls]\nring_timeout = \"10m\"\nstale_after = \"1h\"\n"
            )
            .replacing("every = \"3mo\"", with: "calls_every = \"off\"")
            .replacing("[indexation]\nnotices_per_day = 20\n", with: "")
            .replacing("[documents]\n", with: "[documents]\nschedule = \"off\"\n")
    }

    /// One CloudEvent a line, for `baton backfill`.
    var text: Data {
        var bytes: [UInt8] = []
        for line in lines { bytes += line.body + [UInt8(ascii: "\n")] }
        return Data(bytes)
    }

    /// The same as other services tell it now, each with its id, without what a daemon's workers
    /// do and without answers to surveys that the calendar sent.
    func events() throws -> [SentEvent] {
        try lines.enumerated().compactMap { index, line in
            let event = try JSONSerialization.jsonObject(with: Data(line.body)) as? [String: Any]
            guard !line.type.hasPrefix("documents."), line.type != "nps.answered",
                let data = event?["data"]
            else { return nil }
            return SentEvent(
                id: "year-\(index)",
                type: line.type,
                data: String(
                    decoding: try JSONSerialization.data(
                        withJSONObject: data,
                        options: .sortedKeys
                    ),
                    as: UTF8.self
                )
            )
        }
    }

    /// From the number that is dialled to the channel that advertises it.
    static let channels = [
        "+73812000001": "yandex_direct", "+73812000002": "yandex_direct", "+73812000003": "vk",
        "+73812000004": "site",
    ]

    /// Prepares a rig's database; answers the command that takes all of it in.
    func prepare(_ rig: Rig) async throws -> [String] {
        let events = rig.folder.appending(path: "year.ndjson")
        try text.write(to: events)
        var settings = try rig.settings()
        settings.more = sections
        settings.serviceLines = #"time_zone = "Europe/Moscow""#
        settings.httpLines = #"reports_password = "the director's""#
        let config = rig.folder.appending(path: "year.toml")
        try settings.toml(httpPort: 1).write(to: config, atomically: true, encoding: .utf8)
        let (status, output) = try await Program.run(["migrate", "--config", config.path])
        #expect(status == .exited(0), "\(output)")
        return ["backfill", events.path, "--config", config.path]
    }

    /// Takes all of it in at once.
    func takeIn(_ rig: Rig) async throws {
        let log = rig.folder.appending(path: "backfill.log").path
        let child = try Program.start(try await prepare(rig), output: log)
        let ended = try await Program.status(of: child, within: .seconds(300))
        let text = try String(contentsOfFile: log, encoding: .utf8)
        #expect(ended == .exited(0), "\(text)")
    }

    /// The configuration of `deploy/dev/year`.
    private static func file() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../deploy/dev/year.toml")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
