import AMQP
import Foundation
import Postgres
import Testing

/// The cluster that the project's test command has started: who is who, and what can be done to it.
enum Cluster {
    static let brokers = ["rabbitmq-1", "rabbitmq-2", "rabbitmq-3"]
    private static let databases = ["postgres-1", "postgres-2", "postgres-3"]

    /// The hosts of PostgreSQL, in the order of their names.
    private static func hosts() throws -> [String] {
        let url = try Servers.setting("BATON_TEST_POSTGRES")
        let list = try #require(url.split(separator: "@").last?.split(separator: "/").first)
        return list.split(separator: ",").map { String($0.prefix { $0 != ":" }) }
    }

    /// All of them, and whoever of them writes.
    static func databaseURL(_ name: String) throws -> String {
        let rest = "\(name)?sslmode=disable&gssencmode=disable&"
        return try Servers.setting("BATON_TEST_POSTGRES").replacing("postgres?", with: rest)
    }

    /// One question to one server, whether it writes or not.
    static func ask(_ database: String, _ sql: String) throws -> [Row] {
        let index = try #require(databases.firstIndex(of: database))
        let url = "postgresql://baton@\(try hosts()[index]):5432/postgres?target_session_attrs=any"
        var configuration = PostgresConfiguration(url: url, applicationName: "baton tests")
        configuration.connectTimeout = .seconds(1)
        let connection = try PostgresConnection(configuration)
        defer { connection.close() }
        return try Array(connection.run([Query(Statement(sql))], deadline: .seconds(5))[0].rows)
    }

    /// The servers of the database by what they are now.
    struct Roles: Sendable {
        let primary: String
        /// Whom commits wait for.
        let synchronous: String
        let asynchronous: String
    }

    /// Waits until the primary has both standbys, one of them synchronous.
    static func roles() async throws -> Roles {
        try await eventually("a primary and two standbys", within: .seconds(60)) {
            let sql = "SELECT pg_is_in_recovery()"
            let primary = databases.first { name in
                (try? ask(name, sql).first?.bool(0)) == false
            }
            guard let primary else { return nil }
            let rows = try ask(
                primary,
                "SELECT application_name, sync_state FROM pg_stat_replication"
                    + " WHERE state = 'streaming'"
            )
            let states = try rows.map { (name: try $0.text(0), state: try $0.text(1)) }
            guard let one = states.first(where: { $0.state == "sync" })?.name,
                let other = states.first(where: { $0.state == "async" })?.name
            else { throw Sockets.Failed(what: "\(primary): \(states)") }
            return Roles(primary: primary, synchronous: one, asynchronous: other)
        }
    }

    /// A standby becomes the primary, with the others as its standbys again.
    static func succeed(_ old: Roles, by standby: String) async throws {
        try await Servers.act(standby, "promote")
        try await rejoin(old, standby)
    }

    /// Those that are not the new primary follow it; the old one becomes whom it waits for.
    static func rejoin(_ old: Roles, _ primary: String) async throws {
        for other in databases where other != primary {
            try await Servers.act(other, "follow", primary)
        }
        try await Servers.act(primary, "sync", old.primary)
        _ = try await roles()
    }

    /// Waits until each node of the broker says that all queues would outlive the loss of another.
    ///
    /// RabbitMQ 3.10 may leave a queue's copy on a node that was silent for longer than
    /// `net_ticktime` stopped for good: then the nodes are restarted, as operators do.
    static func brokersAreWhole() async throws {
        for broker in brokers {
            do {
                return try await brokersBecomeWhole(within: .seconds(20))
            } catch {
                print("\(broker) is restarted: \(error)")
                try await Servers.act(broker, "restart")
            }
        }
        try await brokersBecomeWhole(within: .seconds(60))
    }

    private static func brokersBecomeWhole(within limit: Duration) async throws {
        try await eventually("three nodes with all queues", within: limit) {
            for node in try Servers.nodes() {
                let host = try #require(node.host)
                let path = "health/checks/node-is-quorum-critical"
                try VirtualHost.ask(host, "GET", path)
                let running = try VirtualHost.ask(host, "GET", "nodes?columns=running")
                guard running.ranges(of: "true").count == 3 else { return false }
            }
            return true
        }
    }

    /// Where the node listens: `10.0.0.1:5672`.
    static func address(of broker: String) throws -> String {
        let index = try #require(brokers.firstIndex(of: broker))
        let node = try Servers.nodes()[index]
        return "\(node.host ?? ""):\(node.port ?? 0)"
    }

    /// The node on which the leader of a queue is.
    static func leader(of queue: String, _ host: VirtualHost) throws -> String {
        let answer = try VirtualHost.ask("GET", "queues/\(host.name)/\(queue)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        let node = try #require(json?["leader"] as? String ?? json?["node"] as? String)
        return String(node.drop { $0 != "@" }.dropFirst())
    }

    /// Has a queue's leader move to another node.
    static func moveLeader(
        of queue: String,
        _ host: VirtualHost,
        to broker: String
    ) async throws {
        let name = "'\(host.name)_\(queue)'"
        let from = try leader(of: queue, host)
        guard from != broker else { return }
        try await Servers.rabbitmqctl(
            "eval",
            "ok = ra:transfer_leadership({\(name), 'baton@\(from)'}, {\(name), 'baton@\(broker)'})."
        )
        try await eventually("the leader of \(queue) on \(broker)") {
            try leader(of: queue, host) == broker
        }
    }
}

/// When something came through, and when it did not.
enum Pauses {
    /// The longest time between two of the instants from a start on, that to the first included.
    static func longest(
        from start: ContinuousClock.Instant,
        _ instants: [ContinuousClock.Instant]
    ) -> Duration {
        let all = [start] + instants.filter { $0 > start }.sorted()
        return zip(all, all.dropFirst()).map { $1 - $0 }.max() ?? .zero
    }
}
