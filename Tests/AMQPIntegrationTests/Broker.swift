import AMQP
import Foundation
import FoundationNetworking
import Testing

/// The private broker that the project's test command has started.
enum Broker {
    /// What the suites need: a user with all rights, the management interface, an executable that
    /// runs `rabbitmqctl` on the node, and a TLS listener whose certificate is made out to the
    /// URL's host alone, with its authority.
    private static let needed = [
        "BATON_TEST_AMQP", "BATON_TEST_RABBITMQ_API", "BATON_TEST_RABBITMQCTL", "BATON_TEST_AMQPS",
        "BATON_TEST_AMQPS_CA",
    ]

    /// Which of it the environment lacks.
    static var missing: [String] {
        needed.filter { ProcessInfo.processInfo.environment[$0]?.isEmpty ?? true }
    }

    static func setting(_ variable: String) throws -> String {
        try #require(ProcessInfo.processInfo.environment[variable])
    }

    static func configuration(
        _ change: (inout AMQPConfiguration) -> Void = { _ in }
    ) throws -> AMQPConfiguration {
        var configuration = try AMQPConfiguration(url: setting("BATON_TEST_AMQP"))
        configuration.connectionName = name("connection")
        change(&configuration)
        return configuration
    }

    static func connect(
        _ change: (inout AMQPConfiguration) -> Void = { _ in }
    ) throws -> AMQPConnection {
        try AMQPConnection(configuration(change))
    }

    /// A name that nothing else uses.
    static func name(_ kind: String) -> String { "test.\(kind).\(UUID().uuidString.lowercased())" }

    /// A queue that goes away with its connection.
    static func temporaryQueue(
        _ connection: AMQPConnection,
        arguments: [String: AMQPValue] = [:]
    ) throws -> String {
        let queue = name("queue")
        try connection.declareQueue(
            QueueDeclaration(name: queue, isDurable: false, isExclusive: true, arguments: arguments)
        )
        return queue
    }

    /// A queue of the kind that production uses.
    static func quorumQueue(
        _ connection: AMQPConnection,
        arguments: [String: AMQPValue] = [:]
    ) throws -> String {
        let queue = name("queue")
        let type: [String: AMQPValue] = ["x-queue-type": "quorum"]
        try connection.declareQueue(
            QueueDeclaration(name: queue, arguments: type.merging(arguments) { _, new in new })
        )
        return queue
    }
}

/// The broker's management interface.
enum Management {
    struct Refused: Error { let status: Int, text: String }

    @discardableResult
    static func request(_ method: String, _ path: String) async throws -> Data {
        let base = try Broker.setting("BATON_TEST_RABBITMQ_API")
        var components = try #require(URLComponents(string: base))
        let credentials = "\(components.user ?? "guest"):\(components.password ?? "guest")"
        (components.user, components.password) = (nil, nil)
        components.percentEncodedPath += "/\(path)"
        var request = URLRequest(url: try #require(components.url))
        request.httpMethod = method
        request.setValue(
            "Basic \(Data(credentials.utf8).base64EncodedString())",
            forHTTPHeaderField: "Authorization"
        )
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = try #require(response as? HTTPURLResponse).statusCode
        guard (200..<300).contains(status) else {
            throw Refused(status: status, text: String(decoding: data, as: UTF8.self))
        }
        return data
    }

    private struct Connection: Decodable {
        struct Properties: Decodable { let connection_name: String? }
        let name: String
        let client_properties: Properties
    }

    /// Closes the connection with this name, once the management interface has noticed it.
    static func closeConnection(named name: String, while owner: AMQPConnection) async throws {
        let found = try await until(owner) {
            let connections = try JSONDecoder().decode(
                [Connection].self,
                from: await request("GET", "connections")
            )
            return connections.first { $0.client_properties.connection_name == name }?.name
        }
        let quoted = try #require(
            found.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        )
        try await request("DELETE", "connections/\(quoted)")
    }

    /// Asks again until there is an answer; between two questions the connection is served.
    static func until<Answer>(
        _ owner: AMQPConnection,
        _ question: () async throws -> Answer?
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if let answer = try await question() { return answer }
            while try owner.nextEvent() != nil {}
            try owner.wait(for: .milliseconds(100))
        }
        throw Refused(status: 0, text: "no answer within 20 s")
    }
}

/// What a test was waiting for did not come.
struct NothingCame: Error { let what: String }

extension AMQPConnection {
    /// Waits for the next event.
    func event(within limit: Duration = .seconds(10)) throws -> AMQPEvent {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let event = try nextEvent() { return event }
            try wait(for: deadline - .now)
        }
        throw NothingCame(what: "any event")
    }

    /// Waits for the next delivery, leaving other events out.
    func delivery(within limit: Duration = .seconds(10)) throws -> Delivery {
        while true {
            if case .delivery(let delivery) = try event(within: limit) { return delivery }
        }
    }

    /// Waits until the broker has settled all published messages; tells which were refused and
    /// returned.
    func settled(
        within limit: Duration = .seconds(30)
    ) throws -> (refused: [UInt64], returned: [String]) {
        var window = ConfirmWindow<UInt64>(capacity: Int(publishedCount))
        for sequence in 0..<publishedCount { window.published(sequence + 1, token: sequence + 1) }
        var refused: [UInt64] = []
        var returned: [String] = []
        while window.outstandingCount > 0 {
            switch try event(within: limit) {
            case .confirmed(let sequence, let multiple):
                window.confirmed(sequence, multiple: multiple)
            case .refused(let sequence, let multiple):
                refused += window.refused(sequence, multiple: multiple).map(\.sequence)
            case .returned(let message): returned.append(message.properties.messageID ?? "")
            case .delivery, .blocked, .unblocked, .cancelled: continue
            }
        }
        return (refused, returned)
    }

    /// Publishes to a queue by its name.
    @discardableResult
    func publish(
        to queue: String,
        _ text: String = "",
        properties: AMQPProperties = AMQPProperties()
    ) throws -> UInt64 {
        try publish(
            OutgoingMessage(
                exchange: "",
                routingKey: queue,
                properties: properties,
                body: Array(text.utf8)
            )
        )
    }

    /// Serves the connection until it fails; returns the error.
    func failureAwaited(within limit: Duration = .seconds(10)) throws -> AMQPError {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            do throws(AMQPError) {
                while try nextEvent() != nil {}
                try wait(for: deadline - .now)
            } catch {
                return error
            }
        }
        throw NothingCame(what: "a failure")
    }
}

/// All suites that talk to the broker, one test after the other: they share two cores with it.
@Suite(.serialized, .enabled(if: Broker.missing.isEmpty, "no private broker")) enum BrokerSuites {}

/// Fails once for all suites, which are left out when there is no broker for them.
@Test func `the environment names a private broker`() {
    #expect(
        Broker.missing.isEmpty,
        """
        not set: \(Broker.missing.joined(separator: ", ")). Run the integration tests through the \
        project's test \
        command, which starts a private RabbitMQ and sets them.
        """
    )
}
