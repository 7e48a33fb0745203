import FakeBroker
import Testing

@testable import AMQP

/// A broker of several nodes.
@Suite struct `The nodes of a broker` {
    private static let nodes = (1...3).map { AMQPAddress(host: "n\($0)", port: 5672) }
    private let start = ContinuousClock.now

    private func order(
        after seconds: Int = 0,
        _ events: (inout AMQPNodes) -> Void
    ) -> [String] {
        var nodes = AMQPNodes()
        events(&nodes)
        return nodes.order(Self.nodes, at: start + .seconds(seconds)).map(\.host)
    }

    private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test func `are tried as they are given, where nothing is known of them`() {
        #expect(order { _ in } == ["n1", "n2", "n3"])
    }

    @Test func `are preferred when they answered last`() {
        let found = order(after: 3600) { nodes in
            nodes.answered(Self.nodes[0], at: at(0))
            nodes.answered(Self.nodes[2], at: at(1))
        }
        #expect(found == ["n3", "n1", "n2"])
    }

    @Test func `come last once they have failed, the longest failed first among those`() {
        let found = order(after: 5) { nodes in
            nodes.answered(Self.nodes[0], at: at(0))
            nodes.failed(Self.nodes[0], at: at(2))
            nodes.failed(Self.nodes[1], at: at(1))
        }
        #expect(found == ["n3", "n2", "n1"])
    }

    @Test func `count again after an answer, and after a while`() {
        let answering = order(after: 5) { nodes in
            nodes.failed(Self.nodes[1], at: at(1))
            nodes.answered(Self.nodes[1], at: at(2))
        }
        #expect(answering == ["n2", "n1", "n3"])
        let forgotten = order(after: 40) { nodes in nodes.failed(Self.nodes[0], at: at(1)) }
        #expect(forgotten == ["n1", "n2", "n3"])
    }

    @Test func `differ in host and port alone`() throws {
        let configuration = try AMQPConfiguration(
            urls: ["amqp://u:p@n1/v", "amqp://u:p@n2:5673/v", "amqp://u:p@[::1]/v"]
        )
        #expect(configuration.addresses.map(\.description) == ["n1:5672", "n2:5673", "[::1]:5672"])
        #expect("\(configuration)" == "amqp://u@n1:5672,n2:5673,[::1]:5672/v")
    }

    @Test(arguments: [
        (["amqp://u:secret@n1/v", "amqp://u:other-secret@n2/v"], "[1]: only host and port"),
        (["amqp://n1/v", "amqp://n2/w"], "[1]: only host and port"),
        (["amqp://n1", "amqps://n2"], "[1]: only host and port"),
        (["amqp://n1", "amqp://n2", "amqp://n1:5672"], "[2]: n1:5672 is there twice"),
        (["amqp://n1", "amqp://n2:0"], "[1]: the port is not a number"),
        (["amqp://n1:0", "amqp://n2"], "[0]: the port is not a number"),
        ([], "there is none"),
    ])
    func `are refused otherwise, by their place`(_ urls: [String], _ said: String) throws {
        let error = try #require(throws: AMQPError.self) { try AMQPConfiguration(urls: urls) }
        #expect(error.code == .invalidURL)
        #expect(error.message.hasPrefix(said))
        #expect(!error.description.contains("secret"))
    }

    @Test func `share the time for connecting`() {
        var configuration = AMQPConfiguration()
        configuration.connectTimeout = .seconds(9)
        #expect(configuration.only(Self.nodes[0]).connectTimeout == .seconds(9))
        configuration.others = [Self.nodes[1], Self.nodes[2]]
        let only = configuration.only(Self.nodes[1])
        #expect(only.connectTimeout == .seconds(3))
        #expect(only.addresses == [Self.nodes[1]])
        configuration.connectTimeout = .milliseconds(600)
        #expect(configuration.only(Self.nodes[1]).connectTimeout == .milliseconds(600))
    }

    @Test func `say what each has said, and what waiting does not mend counts`() {
        let errors = [
            AMQPError(.refusedLogin, "no", context: "n1"),
            AMQPError(.unreachable, "away", context: "n2"),
        ]
        let error = AMQPError(of: errors)
        #expect(error.code == .refusedLogin)
        #expect(error.message == "n1: no; n2: away")
        #expect(AMQPError(of: [errors[1]]) == errors[1])
    }

    /// The first one takes connections and says nothing, as a frozen node does.
    @Test func `take over from one that does not answer`() async throws {
        let frozen = try FakeBroker { try $0.readToTheEnd() }
        let good = try FakeBroker { peer in
            try peer.welcome()
            try peer.readToTheEnd()
        }
        var configuration = AMQPConfiguration()
        (configuration.host, configuration.port) = ("127.0.0.1", frozen.port)
        configuration.others = [AMQPAddress(host: "127.0.0.1", port: good.port)]
        configuration.connectTimeout = .milliseconds(600)
        let settings = configuration
        let address = try await onThread { try AMQPConnection(settings).address }
        #expect(address.port == good.port)
    }
}
