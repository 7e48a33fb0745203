import AMQP
import Foundation
import Postgres

/// The private servers and the daemon that are measured.
struct Site: Sendable {
    let amqp: String
    let postgres: String
    /// The processes of PostgreSQL and RabbitMQ, by the first of each server.
    let postgresTrees: [ProcessTree]
    let brokerTrees: [ProcessTree]
    let binary: String
    /// Words put before the daemon's command line.
    let prefix: [String]
    /// Keys of the daemon's configuration beyond the defaults, as `section.key`.
    private(set) var settings: [String: String]
    let isVerbose: Bool

    init(options: CommonOptions) throws {
        let environment = ProcessInfo.processInfo.environment
        func variable(_ name: String) throws -> String {
            guard let value = environment[name], !value.isEmpty else {
                throw BenchError("\(name) is not set: run it as deploy/dev/servers run -- bench …")
            }
            return value
        }
        let cluster = environment["BATON_TEST_CLUSTER"]
        amqp = try cluster ?? variable("BATON_TEST_AMQP")
        postgres = try variable("BATON_TEST_POSTGRES")
        let folder = try variable("BATON_TEST_SERVERS")
        func trees(_ server: String) throws -> [ProcessTree] {
            let names = cluster == nil ? [server] : (1...3).map { "\(server)-\($0)" }
            return try names.map { ProcessTree(root: try Self.pid("\(folder)/\($0).pid")) }
        }
        postgresTrees = try trees("postgres")
        brokerTrees = try trees("rabbitmq")
        guard FileManager.default.isExecutableFile(atPath: options.baton) else {
            throw BenchError("\(options.baton) is not there: build it with `make build`")
        }
        binary = URL(filePath: options.baton).path()
        prefix = options.under?.split(separator: " ").map(String.init) ?? []
        settings = try Self.settings(options.set)
        isVerbose = options.verbose
    }

    /// How many lanes the daemon has.
    var lanes: Int { settings["amqp.partitions"].flatMap { Int($0) } ?? 1 }

    /// The same with another number of lanes.
    func with(lanes: Int) -> Site {
        var site = self
        site.settings["amqp.partitions"] = "\(lanes)"
        return site
    }

    /// The same with further keys of the daemon's configuration.
    func with(_ further: [String: String]) -> Site {
        var site = self
        site.settings.merge(further) { asked, _ in asked }
        return site
    }

    private static func settings(_ pairs: [String]) throws -> [String: String] {
        var settings: [String: String] = [:]
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].contains(".") else {
                throw BenchError("--set \(pair): must be section.key=value")
            }
            settings[parts[0]] = parts[1]
        }
        return settings
    }

    /// The servers' own note: process id and time of start, as a JSON list.
    private static func pid(_ file: String) throws -> Int {
        guard let data = FileManager.default.contents(atPath: file),
            let list = try? JSONSerialization.jsonObject(with: data) as? [Any],
            let pid = list.first as? Int
        else { throw BenchError("\(file) does not tell which process the server is") }
        return pid
    }

    /// A connection to the broker that has nothing to do with the daemon's.
    func connectToBroker(_ purpose: String) throws -> AMQPConnection {
        var configuration = try AMQPConfiguration(urls: amqp.split(separator: ",").map(String.init))
        configuration.connectionName = "bench \(purpose)"
        return try AMQPConnection(configuration)
    }

    /// A connection to one of the server's databases.
    func connect(to database: String) throws -> PostgresConnection {
        var configuration = PostgresConfiguration(
            url: url(of: database),
            applicationName: "bench"
        )
        configuration.statementTimeout = .seconds(3600)
        return try PostgresConnection(configuration)
    }

    /// The address of a database on the server.
    func url(of database: String) -> String {
        // Several hosts are no URL to Foundation.
        let end = postgres.firstIndex(of: "?") ?? postgres.endIndex
        let slash = postgres[..<end].lastIndex(of: "/") ?? end
        return "\(postgres[..<slash])/\(database)\(postgres[end...])"
    }
}
