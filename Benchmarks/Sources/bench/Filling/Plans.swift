import Foundation
import Postgres

/// The plans of the statements that the daemon runs, as the server itself logs them.
struct Plans {
    /// One statement with its plan.
    struct Plan {
        let statement: String
        let lines: [String]

        /// The tables that it reads from end to end, of those that grow.
        var scans: [String] {
            lines.compactMap { line in
                guard let range = line.range(of: "Seq Scan on ") else { return nil }
                let table = String(line[range.upperBound...].prefix { $0 != " " })
                let grows = ["subject", "journal", "timer"].contains { table.hasPrefix($0) }
                return grows ? table : nil
            }
        }
    }

    private let file: URL
    private let begin: UInt64

    /// From now on sessions of the run's database log their plans.
    init(_ stage: Stage) throws {
        let environment = ProcessInfo.processInfo.environment
        file = URL(filePath: environment["BATON_TEST_SERVERS"] ?? "").appending(
            path: "postgres.log"
        )
        begin = try FileHandle(forReadingFrom: file).seekToEnd()
        try stage.database.execute(
            script: """
                ALTER DATABASE \(stage.run) SET session_preload_libraries = 'auto_explain';
                ALTER DATABASE \(stage.run) SET auto_explain.log_min_duration = 0;
                ALTER DATABASE \(stage.run) SET auto_explain.log_nested_statements = on;
                """,
            deadline: .seconds(10)
        )
    }

    /// Sessions that begin later log nothing any more.
    func end(_ stage: Stage) throws {
        try stage.database.execute(
            script: "ALTER DATABASE \(stage.run) RESET ALL",
            deadline: .seconds(10)
        )
    }

    /// Each statement once, with the plan that it had last.
    func read() throws -> [Plan] {
        let handle = try FileHandle(forReadingFrom: file)
        try handle.seek(toOffset: begin)
        let text = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
        var plans: [String: Plan] = [:]
        for entry in Self.entries(of: text) {
            guard let place = entry.firstIndex(where: { $0.contains("Query Text: ") }),
                let end = entry[place...].firstIndex(where: { $0.contains("(cost=") })
            else { continue }
            let statement = entry[place..<end]
                .map { $0.trimmingCharacters(in: .whitespaces) }
                .joined(separator: " ")
                .replacing("Query Text: ", with: "")
            guard !statement.contains("pg_stat_"), !statement.contains("pg_current_wal") else {
                continue
            }
            plans[statement] = Plan(statement: statement, lines: Array(entry[end...]))
        }
        return plans.values.sorted { $0.statement < $1.statement }
    }

    /// The log's entries: a line with a time, and those that follow with a tab.
    private static func entries(of text: String) -> [[String]] {
        var entries: [[String]] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("\t"), !entries.isEmpty {
                entries[entries.count - 1].append(String(line.dropFirst()))
            } else {
                entries.append([String(line)])
            }
        }
        return entries.filter { $0.first?.contains("plan:") == true }
    }

    /// For people: what is read from end to end first.
    static func text(_ plans: [Plan]) -> String {
        let scanning = plans.filter { !$0.scans.isEmpty }
        var lines = plans.flatMap { ["", $0.statement] + $0.lines.map { "    " + $0 } }
        lines += ["", "\(plans.count) statements, \(scanning.count) read a table end to end"]
        lines += scanning.map { "  \($0.scans.joined(separator: ", ")): \($0.statement)" }
        return lines.joined(separator: "\n")
    }
}
