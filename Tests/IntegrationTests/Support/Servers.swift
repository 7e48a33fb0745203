import AMQP
import Foundation
import Glibc
import Testing

/// The private servers that the project's test command has started.
enum Servers {
    private static let needed = [
        "BATON_TEST_SERVERS", "BATON_TEST_SERVERS_COMMAND", "BATON_TEST_POSTGRES",
        "BATON_TEST_AMQP", "BATON_TEST_RABBITMQ_API", "BATON_TEST_RABBITMQCTL",
    ]

    /// Which of it the environment lacks.
    static var missing: [String] {
        needed.filter { ProcessInfo.processInfo.environment[$0]?.isEmpty ?? true }
    }

    /// Whether the long tests run too.
    static var isPatient: Bool {
        ProcessInfo.processInfo.environment["BATON_TEST_FAULTS"] == "all"
    }

    static func setting(_ variable: String) throws -> String {
        try #require(ProcessInfo.processInfo.environment[variable])
    }

    static func url(_ variable: String) throws -> URLComponents {
        try #require(URLComponents(string: setting(variable)))
    }

    /// The nodes of the broker: one, unless it is a cluster.
    static func nodes() throws -> [URLComponents] {
        let urls = try setting(isCluster ? "BATON_TEST_CLUSTER" : "BATON_TEST_AMQP")
        return try urls.split(separator: ",").map { try #require(URLComponents(string: "\($0)")) }
    }

    /// Whether they are a cluster.
    static var isCluster: Bool {
        ProcessInfo.processInfo.environment["BATON_TEST_CLUSTER"] != nil
    }

    static func port(_ variable: String) throws -> UInt16 {
        UInt16(try #require(try url(variable).port))
    }

    /// One server's life: `postgres` or `rabbitmq`; `stop`, `start`, `kill`, `restart`, `cut`.
    static func act(_ server: String, _ action: String, _ others: String...) async throws {
        let command = try setting("BATON_TEST_SERVERS_COMMAND")
        try await tool([command, setting("BATON_TEST_SERVERS"), server, action] + others)
    }

    /// Runs `rabbitmqctl` on the node.
    static func rabbitmqctl(_ arguments: String...) async throws {
        try await rabbitmqctl(arguments)
    }

    static func rabbitmqctl(_ arguments: [String]) async throws {
        try await tool([setting("BATON_TEST_RABBITMQCTL")] + arguments)
    }

    private static func tool(_ words: [String]) async throws {
        let child = try Spawner.shared.start(
            words,
            output: "/dev/null",
            environment: ProcessInfo.processInfo.environment
        )
        let status = try await Program.status(of: child, within: .seconds(90))
        #expect(status == .exited(0), "\(words.dropFirst())")
    }
}

/// All suites of these tests, one test after the other: they stop servers and share two cores.
@Suite(
    .serialized,
    .timeLimit(.minutes(10)),
    .enabled(if: Servers.missing.isEmpty && !Servers.isCluster, "no private servers")
)
enum `With private servers` {}

extension Trait where Self == ConditionTrait {
    /// Takes minutes: runs in `make faults` only.
    static var long: Self { .enabled(if: Servers.isPatient, "long: see make faults") }
}

/// Fails once for all suites, which are left out when there are no servers for them.
@Test func `the environment names private servers`() {
    #expect(
        Servers.missing.isEmpty,
        """
        not set: \(Servers.missing.joined(separator: ", ")). Run the integration tests through the \
        project's test command, which starts private servers and sets them.
        """
    )
}

/// A virtual host of the broker for one test.
struct VirtualHost {
    let name: String

    /// Creates it, with all rights for the user of the tests.
    init(_ name: String) throws {
        self.name = name
        try Self.ask("PUT", "vhosts/\(name)")
        let all = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
        try Self.ask("PUT", "permissions/\(name)/guest", body: all)
    }

    func remove() throws {
        try Self.ask("DELETE", "vhosts/\(name)")
    }

    /// Asks the management interface.
    @discardableResult
    static func ask(_ method: String, _ path: String, body: String = "") throws -> String {
        var told: [String] = []
        for node in try Servers.nodes() {
            do {
                return try ask(node.host ?? "", method, path, body)
            } catch {
                told.append("\(error)")
            }
        }
        throw Sockets.Failed(what: "\(method) \(path): \(told)")
    }

    /// Asks the management interface of one node.
    @discardableResult
    static func ask(
        _ host: String,
        _ method: String,
        _ path: String,
        _ body: String = ""
    ) throws -> String {
        let answer = try HTTP.request(
            "/api/\(path)",
            method,
            host: host,
            port: try Servers.port("BATON_TEST_RABBITMQ_API"),
            login: "guest:guest",
            body: body
        )
        guard (200..<300).contains(answer.status) else {
            throw Sockets.Failed(what: "\(answer.status) \(answer.body)")
        }
        return answer.body
    }

    /// The daemon's way in, perhaps through a proxy; of a cluster the nodes, separated by commas.
    func url(through proxy: Proxy? = nil) throws -> String {
        try urls(through: proxy).joined(separator: ",")
    }

    func urls(through proxy: Proxy? = nil) throws -> [String] {
        if let proxy { return ["amqp://guest:guest@127.0.0.1:\(proxy.port)/\(name)"] }
        return try Servers.nodes().map { node in
            "amqp://guest:guest@\(node.host ?? ""):\(node.port ?? 5672)/\(name)"
        }
    }

    /// The tests' own way in, never through a proxy.
    func connect(through proxy: Proxy? = nil) throws(AMQPError) -> AMQPConnection {
        guard let urls = try? urls(through: proxy) else {
            throw AMQPError(.invalidArgument, "no broker", context: "connecting")
        }
        var configuration = try AMQPConfiguration(urls: urls)
        configuration.connectionName = "test"
        if Servers.isCluster {
            configuration.heartbeat = .seconds(1)
            configuration.connectTimeout = .seconds(3)
            configuration.rpcTimeout = .seconds(5)
        }
        return try AMQPConnection(configuration)
    }

    /// Has the broker take a message off the inbox after this many deliveries, as RabbitMQ 4 does
    /// by itself after twenty.
    func limitDeliveries(to count: Int) throws {
        let policy = """
            {"pattern": "^baton[.]inbox", "apply-to": "queues",
             "definition": {"delivery-limit": \(count)}}
            """
        try Self.ask("PUT", "policies/\(name)/limit", body: policy)
    }

    /// Takes what is in the inbox and gives it back, until the broker gives it up.
    func exhaustDeliveries() throws(AMQPError) {
        while true {
            let connection = try connect()
            defer { connection.close() }
            _ = try connection.consume(queue: "baton.inbox")
            let deadline = ContinuousClock.now + .seconds(1)
            var isDelivered = false
            while !isDelivered, ContinuousClock.now < deadline {
                try connection.wait(for: .milliseconds(100))
                while case .delivery? = try connection.nextEvent() { isDelivered = true }
            }
            guard isDelivered else { return }
            connection.closeChannel()
        }
    }

    /// How many messages lie ready in a queue.
    func readyCount(_ queue: String) throws -> Int {
        let connection = try connect()
        defer { connection.close() }
        let question = QueueDeclaration(name: queue, isPassive: true)
        return Int(try connection.declareQueue(question).messageCount)
    }
}
