import AMQP
import Foundation
import Postgres

/// On what was measured.
struct Machine: Encodable {
    let kernel: String
    let processor: String
    let cores: Int
    let postgres: String
    let postgresSettings: [String: String]
    let broker: String
    let baton: String
    let swift: String
    let date: String

    init(_ site: Site) throws {
        kernel = Self.word(of: "/proc/sys/kernel/osrelease")
        processor = Self.processor
        cores = ProcessInfo.processInfo.activeProcessorCount
        (postgres, postgresSettings) = try Self.postgres(site)
        broker = Self.broker
        baton = Self.output(of: [site.binary, "--version"])
        swift = Self.output(of: ["swift", "--version"])
        date = Date.now.formatted(.iso8601)
    }

    var lines: [String] {
        let settings = postgresSettings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [
            "\(date)  \(cores) × \(processor), Linux \(kernel)",
            "PostgreSQL \(postgres) (\(settings.joined(separator: " "))), RabbitMQ \(broker)",
            "\(baton); \(swift)",
        ]
    }

    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? ""
    }

    private static func postgres(_ site: Site) throws -> (String, [String: String]) {
        let names = ["server_version", "fsync", "synchronous_commit", "shared_buffers"]
        let connection = try site.connect(to: "postgres")
        defer { connection.close() }
        var values: [String: String] = [:]
        for name in names {
            let query = Query(Statement("SELECT current_setting($1)"), [.text(name)])
            let results = try connection.run([query], deadline: .seconds(10))
            values[name] = try results[0].rows.first?.text(0)
        }
        return (values.removeValue(forKey: "server_version") ?? "", values)
    }

    /// The broker's version, as Debian names its folder.
    private static var broker: String {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/rabbitmq/lib")
        let prefix = "rabbitmq_server-"
        let name = names?.first { $0.hasPrefix(prefix) }
        return name.map { String($0.dropFirst(prefix.count)) } ?? "unknown"
    }

    private static func word(of file: String) -> String {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The first line that a command prints.
    private static func output(of command: [String]) -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return "unknown" }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
            ?? "unknown"
    }
}
