import ArgumentParser
import Foundation

/// `bench`: measures a real daemon over real servers.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures Baton over a private PostgreSQL and RabbitMQ.",
        discussion: """
            Wants the servers of `deploy/dev/servers run -- bench …` and the daemon's executable. \
            A run whose outcome is wrong does not count: it ends with what was wrong.
            """,
        subcommands: [
            All.self, Drain.self, Limits.self, Latency.self, Steady.self, Scale.self, Timers.self,
            Calls.self, Burst.self, Pending.self, TakeOver.self, Soak.self, Idle.self,
            Reports.self, Positions.self, Documents.self, Cluster.self, Check.self,
            Ratings.self, Record.self,
        ],
        defaultSubcommand: All.self
    )

    /// Runs the subcommand.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            exit(withError: error)
        }
    }
}

/// Why a measurement is none.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Progress for the person waiting, beside the results.
func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

/// Workloads by name.
enum WorkloadName: String, CaseIterable, ExpressibleByArgument {
    /// Leads between marketer and sales.
    case qualification
    /// Hot leads, workload W1.
    case race
}

/// What every measurement may be told.
struct CommonOptions: ParsableArguments {
    @Option(help: "The daemon's executable.")
    var baton = ".build/release/baton"

    @Option(help: "A command put before the daemon's own, such as a profiler; for profiling only.")
    var under: String?

    @Option(help: "One more key of the daemon's configuration: amqp.batch_max=500; repeatable.")
    var set: [String] = []

    @Flag(help: "JSON instead of a table.")
    var json = false

    @Option(help: "A file for the JSON, beside the table.")
    var jsonFile: String?

    @Option(help: "A file for a picture of what was found.")
    var svg: String?

    @Flag(help: "The daemon's log on standard error.")
    var verbose = false

    /// Runs the measurements and prints what they found.
    func report(_ measure: (Site) throws -> [Report]) throws {
        let site = try Site(options: self)
        let reports = try measure(site)
        let document = Document(machine: try Machine(site), settings: site.settings, reports)
        if let jsonFile {
            try Data((document.json() + "\n").utf8).write(to: URL(filePath: jsonFile))
        }
        if let svg { try Data(Picture(document).svg.utf8).write(to: URL(filePath: svg)) }
        print(json ? try document.json() : document.table())
        let faults = reports.flatMap(\.faults)
        guard faults.isEmpty else { throw BenchError(faults.joined(separator: "\n")) }
    }
}
