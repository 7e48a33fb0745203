import Foundation
import Postgres

/// Reports over invented facts, before and after days are summed.
struct ReportsRun {
    private let site: Site
    private let leads: Int
    private let years: Int
    private let runs: Int

    private static let names = ["marketing", "channels", "race", "heads", "nps", "ranking"]
    private static let day: TimeInterval = 86_400
    /// Days are those of Moscow, as the configuration of a stage has no other.
    private static let offset: TimeInterval = 3 * 3600

    /// The last day that has facts is the one before yesterday.
    private let end: Date

    init(_ site: Site, leads: Int, years: Int, runs: Int) {
        self.site = site
        self.leads = leads
        self.years = years
        self.runs = max(runs, 1)
        let today = ((Date().timeIntervalSince1970 + Self.offset) / Self.day).rounded(.down)
        end = Date(timeIntervalSince1970: (today - 1) * Self.day - Self.offset)
    }

    private var start: Date { end - Double(years) * 365.25 * Self.day }

    func outcome() throws -> Outcome {
        let stage = try Stage(site, QualificationWorkload(events: 0))
        defer { stage.close() }
        // Makes the tables, and is away while they are filled.
        try stage.daemon.start()
        try stage.awaitSubscription()
        try stage.daemon.stop()
        try FactFilling(leads: leads, years: years, start: start).fill(stage)
        var (figures, faults) = ([Figure](), [String]())
        var before: [String: String] = [:]
        for name in Self.names {
            tell("measuring: \(name), no day summed")
            let (seconds, text) = try asked(stage, name, from: month)
            figures.append(Figure("\(name), a month, none summed", seconds, "s"))
            before[name] = text
        }
        figures += try summed(stage)
        for name in Self.names {
            let (seconds, text) = try median(stage, name, from: month)
            figures.append(Figure("\(name), a month", seconds, "s", .atMost(2)))
            if text != before[name] { faults.append("\(name): the sums are not what facts say") }
        }
        figures += try whole(stage, &before)
        try change(stage)
        for name in Self.names {
            let (seconds, text) = try median(stage, name, from: start)
            figures.append(Figure("\(name), fortnight changed", seconds, "s", .atMost(2)))
            if text != before[name] { faults.append("\(name): what has changed is not counted") }
        }
        if let tree = stage.daemon.tree {
            figures.append(Figure("daemon's peak resident", tree.peakResident(), "MiB"))
        }
        try stage.daemon.stop()
        return Outcome(figures: figures, faults: faults)
    }

    private var month: Date { end - 30 * Self.day }

    /// All the years: as a table, and as a page with its drawings.
    private func whole(_ stage: Stage, _ texts: inout [String: String]) throws -> [Figure] {
        var figures: [Figure] = []
        for name in Self.names {
            tell("measuring: \(name)")
            let (seconds, text) = try median(stage, name, from: start)
            let page = try median(stage, name, from: start, format: "html").seconds
            figures.append(Figure("\(name)", seconds, "s", .atMost(2)))
            figures.append(Figure("\(name), page", page, "s", .atMost(2)))
            texts[name] = text
        }
        return figures
    }

    /// Has the daemon sum all days, and tells what that cost.
    private func summed(_ stage: Stage) throws -> [Figure] {
        tell("measuring: summing days")
        let (begin, before) = (ContinuousClock.now, try Gauge(stage))
        try stage.daemon.start()
        let days = Int(end.timeIntervalSince(start) / Self.day)
        let parts = 6
        try stage.waitFor("days to be summed", atMost: .seconds(3600), every: .seconds(1)) {
            try stage.count("SELECT count(*) FROM baton.report_digest_day") >= days * parts
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let after = try Gauge(stage)
        let used = after.postgres - before.postgres + after.daemon - before.daemon
        let size = try stage.count("SELECT pg_total_relation_size('baton.report_digest')")
        return [
            Figure("days summed in", seconds, "s"),
            Figure("processor time of that", used, "s"),
            Figure("size of the sums", Double(size) / 1_048_576, "MiB"),
        ]
    }

    /// As if something had changed in every hour of the last fortnight.
    private func change(_ stage: Stage) throws {
        try stage.database.execute(
            script: """
                INSERT INTO baton.report_change (part, at)
                SELECT part, to_timestamp(\(end.timeIntervalSince1970)) - hour * interval '1 hour'
                FROM generate_series(1, 14 * 24) hour,
                    unnest(ARRAY['item', 'pay', 'call', 'lead', 'offer', 'ring']) part
                """,
            deadline: .seconds(60)
        )
    }

    // MARK: - Asking

    private func median(
        _ stage: Stage,
        _ name: String,
        from: Date,
        format: String = "json"
    ) throws -> (seconds: Double, text: String) {
        let answers = try (0..<runs).map { _ in
            try asked(stage, name, from: from, format: format)
        }
        let seconds = answers.map(\.seconds).sorted()
        return (seconds[runs / 2], answers[0].text)
    }

    /// How long the command takes, and what it says of rows.
    private func asked(
        _ stage: Stage,
        _ name: String,
        from: Date,
        format: String = "json"
    ) throws -> (seconds: Double, text: String) {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: site.binary)
        process.arguments = [
            "report", name, "--config", stage.daemon.configuration.path(), "--format", format,
            "--from", Self.text(from), "--to", Self.text(end - Self.day),
        ]
        process.standardOutput = pipe
        let begin = ContinuousClock.now
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0, let rows = text.firstRange(of: "\"rows\"") else {
            guard process.terminationStatus == 0, format == "html" else {
                throw BenchError("baton report \(name) says: \(text)")
            }
            return (seconds, text)
        }
        return (seconds, String(text[rows.lowerBound...]))
    }

    /// The day in Moscow.
    private static func text(_ instant: Date) -> String {
        (instant + offset).formatted(Date.ISO8601FormatStyle().year().month().day())
    }
}
