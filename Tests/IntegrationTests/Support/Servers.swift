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

    static func port(_ variable: String) throws -> UInt16 {
        UInt16(try #require(try url(variable).port))
    }

    /// One server's life: `postgres` or `rabbitmq`; `stop`, `start`, `kill`, `restart`, `cut`.
    static func act(_ server: String, _ action: String) async throws {
        let command = try setting("BATON_TEST_SERVERS_COMMAND")
        try await tool([command, setting("BATON_TEST_SERVERS"), server, action])
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
    .enabled(if: Servers.missing.isEmpty, "no private servers")
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
        let answer = try HTTP.request(
            "/api/\(path)",
            method,
            port: try Servers.port("BATON_TEST_RABBITMQ_API"),
            login: "guest:guest",
            body: body
        )
        guard (200..<300).contains(answer.status) else {
            throw Sockets.Failed(what: "\(method) \(path): \(answer.status) \(answer.body)")
        }
        return answer.body
    }

    /// The daemon's way in, perhaps through a proxy.
    func url(through proxy: Proxy? = nil) throws -> String {
        let port = try proxy?.port ?? Servers.port("BATON_TEST_AMQP")
        return "amqp://guest:guest@127.0.0.1:\(port)/\(name)"
    }

    /// The tests' own way in, never through a proxy.
    func connect(through proxy: Proxy? = nil) throws(AMQPError) -> AMQPConnection {
        guard let url = try? url(through: proxy) else {
            throw AMQPError(.invalidArgument, "no broker", context: "connecting")
        }
        var configuration = try AMQPConfiguration(url: url)
        configuration.connectionName = "test"
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
