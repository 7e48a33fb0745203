import Foundation
import Postgres

/// Loads by file and by HTTP in a process of their own, so that leads can be fed meanwhile.
struct BackgroundLoads {
    private let plan: PositionPlan
    private let stage: Stage
    private let command: Command
    private let before: Gauge

    /// Begins to load.
    init(
        _ site: Site,
        _ plan: PositionPlan,
        _ stage: Stage,
        _ port: Int,
        token: String
    ) throws {
        self.plan = plan
        self.stage = stage
        let file = try plan.write(stage, "file.ndjson", from: 2 * plan.days, to: plan.days + 1)
        let body = try plan.write(stage, "body.ndjson", from: plan.days, to: 1)
        before = try Gauge(stage)
        let load =
            "\(site.binary) load positions \(file) --config "
            + stage.daemon.configuration.path()
        let put =
            "curl --fail --silent --show-error -T \(body) -H 'Authorization: Bearer "
            + "\(token)' http://127.0.0.1:\(port)/positions/bench"
        let script = """
            set -e; a=$(date +%s.%N); \(load) >/dev/null; b=$(date +%s.%N); \(put) >/dev/null
            c=$(date +%s.%N); echo $a $b $c
            """
        command = try Command("/bin/bash", ["-c", script])
    }

    /// What the loads took, once they are done.
    func figures() throws -> [Figure] {
        let times = try command.output().split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
        guard times.count == 3 else { throw BenchError("the loads told no times") }
        let after = try Gauge(stage)
        let rows = Double(plan.rows)
        let size = try stage.count(Self.sizeOfDays)
        // Leads write their share of the log meanwhile.
        let log = Double(after.log - before.log) / (2 * rows)
        return [
            Figure("rows a second by file", rows / (times[1] - times[0]), "/s", .atLeast(100_000)),
            Figure("rows a second by HTTP", rows / (times[2] - times[1]), "/s", .atLeast(100_000)),
            Figure("bytes a reading", Double(size) / (2 * rows), "bytes", .atMost(6)),
            Figure("WAL a reading, that of leads too", log, "bytes", .atMost(5)),
        ]
    }

    private static let sizeOfDays = """
        SELECT coalesce(sum(pg_total_relation_size(inhrelid)), 0)::bigint FROM pg_inherits
        WHERE inhparent = 'baton.position_day'::regclass
        """
}

/// A program that runs beside this one.
struct Command {
    private let process = Process()
    private let pipe = Pipe()
    private let name: String

    /// Starts it.
    init(_ program: String, _ arguments: [String]) throws {
        name = ([program] + arguments).joined(separator: " ")
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
    }

    /// What it says, once it has ended well.
    func output() throws -> String {
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw BenchError("\(name.prefix(200)) says: \(text.suffix(500))")
        }
        return text
    }
}

extension PositionPlan {
    /// Rows of the days from one to another, as a file beside the configuration.
    func write(
        _ stage: Stage,
        _ name: String,
        from: Int,
        to: Int,
        _ prefix: String? = nil
    ) throws -> String {
        let file = stage.daemon.configuration.deletingLastPathComponent().appending(path: name)
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try lines(from: from, to: to) { text in
            let text =
                prefix.map { prefix in
                    text.replacing("\"P0\"", with: "\"\(prefix)0\"")
                        .replacing("site0.test", with: "\(prefix).test")
                } ?? text
            try handle.write(contentsOf: Data(text.utf8))
        }
        return file.path()
    }
}
