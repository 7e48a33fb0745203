import Foundation
import Glibc
import Testing

/// One running `baton run`.
final class Daemon {
    let child: pid_t
    let httpPort: UInt16
    let config: URL
    private let logFile: URL
    private var status: ExitStatus?

    /// Starts; does not wait for anything.
    init(
        _ settings: DaemonSettings,
        folder: URL,
        name: String,
        under wrapper: [String] = [],
        log: String? = nil,
        program: String? = nil
    ) throws {
        httpPort = try Sockets.freePort()
        config = folder.appending(path: "\(name).toml")
        logFile = folder.appending(path: "\(name).log")
        try settings.toml(httpPort: httpPort).write(to: config, atomically: true, encoding: .utf8)
        child = try Program.start(
            ["run", "--config", config.path],
            output: log ?? logFile.path,
            under: wrapper,
            program: program
        )
    }

    deinit { end() }

    /// Everything that it has written so far.
    var log: String {
        (try? String(contentsOf: logFile, encoding: .utf8)) ?? ""
    }

    /// When it has logged lines with one of these texts.
    func moments(of texts: String...) -> [Date] {
        log.split(separator: "\n").filter { line in texts.contains { line.contains($0) } }
            .compactMap { line in
                let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
                return try? style.parse(String(line.prefix { $0 != " " }))
            }
    }

    // MARK: - What it says of itself

    /// `/readyz`, or nil where it does not answer.
    func readiness() -> HTTP.Answer? {
        try? HTTP.request("/readyz", port: httpPort)
    }

    var isReady: Bool { readiness()?.status == 200 }

    /// Waits until it is ready.
    func ready(within limit: Duration = .seconds(30)) async throws {
        try await eventually("readiness", within: limit) {
            if let status = ExitStatus(reaping: child) {
                self.status = status
                throw NothingCame(what: "a running daemon", limit: .zero, last: "\(status) \(log)")
            }
            return isReady
        }
    }

    /// Whether another instance works and this one waits for its turn.
    var standsBy: Bool {
        let line = #"baton_lane_state{lane="0",state="standing_by"} 1"#
        return (try? HTTP.request("/metrics", port: httpPort).body.contains(line)) ?? false
    }

    /// The sum of a metric over all its labels.
    func metric(_ name: String) throws -> Double {
        let text = try HTTP.request("/metrics", port: httpPort).body
        let lines = text.split(separator: "\n").filter { line in
            line.hasPrefix(name) && ["{", " "].contains(line.dropFirst(name.count).prefix(1))
        }
        return lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
            .reduce(0, +)
    }

    /// What `baton explain` tells, with the daemon's configuration.
    func explain(_ kind: String, _ id: String) async throws -> String {
        let words = ["explain", kind, id, "--config", config.path]
        let (status, output) = try await Program.run(words)
        #expect(status == .exited(0), "\(output)")
        return output
    }

    /// Resident memory in MiB.
    var residentMiB: Int {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            return try #require(Int(line.filter(\.isNumber))) / 1024
        }
    }

    // MARK: - What is done to it

    /// kill -9, and waits until it is gone.
    func kill9() async throws {
        signal(SIGKILL)
        #expect(try await ended(within: .seconds(10)) == .killed(by: SIGKILL))
    }

    func signal(_ number: Int32) { kill(child, number) }

    /// Waits for the end; nil where it takes longer.
    func ended(within limit: Duration) async throws -> ExitStatus? {
        if status == nil { status = try await Program.status(of: child, within: limit) }
        return status
    }

    /// SIGTERM; expects an orderly end within the time that the settings allow.
    func stop() async throws {
        signal(SIGTERM)
        let ended = try await ended(within: .seconds(12))
        #expect(ended == .exited(0), "the daemon did not stop in order: \(log.suffix(2000))")
    }

    /// Whatever state it is in.
    func end() {
        guard status == nil else { return }
        signal(SIGKILL)
        var code: Int32 = 0
        waitpid(child, &code, 0)
        status = .killed(by: SIGKILL)
    }
}

/// What stands in a daemon's configuration file.
struct DaemonSettings {
    var amqp: String
    var postgres: String
    /// Further lines of the sections.
    var amqpLines = ""
    var postgresLines = ""
    var serviceLines = ""
    var httpLines = ""
    /// Further sections.
    var more = ""

    func toml(httpPort: UInt16) -> String {
        """
        [service]
        log = "text"
        log_level = "debug"
        \(serviceLines)
        [amqp]
        url = "\(amqp)"
        \(amqpLines)
        [postgres]
        url = "\(postgres)"
        \(postgresLines)
        [http]
        listen = "127.0.0.1:\(httpPort)"
        public_url = "http://127.0.0.1:\(httpPort)"
        secret = "a secret of the tests alone"
        \(httpLines)
        [[people]]
        id = "orlova"
        name = "Ольга Орлова"
        roles = ["marketer"]
        [[people]]
        id = "petrova"
        name = "Анна Петрова"
        roles = ["sales_manager"]
        [[people]]
        id = "sidorov"
        name = "Пётр Сидоров"
        roles = ["sales_manager"]
        \(more)
        """
    }
}
