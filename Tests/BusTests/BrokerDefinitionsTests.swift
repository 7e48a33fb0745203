import AMQP
import Bus
import Domain
import Foundation
import Testing

/// The file from which operators import what the program would declare itself.
@Suite struct `The broker's definitions` {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/rabbitmq/definitions.json")

    private struct Exchange: Encodable {
        let name: String
        let vhost = "/"
        let type: String
        let durable = true
        let auto_delete = false
        let `internal` = false
        let arguments: [String: String]
    }

    private struct Queue: Encodable {
        let name: String
        let vhost = "/"
        let durable = true
        let auto_delete = false
        let arguments: [String: String]
    }

    private struct Binding: Encodable {
        let source: String
        let vhost = "/"
        let destination: String
        let destination_type = "queue"
        let routing_key: String
        let arguments: [String: String] = [:]
    }

    private func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return "    " + String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func section(_ name: String, _ lines: [String]) -> String {
        "  \"\(name)\": [\n" + lines.joined(separator: ",\n") + "\n  ]"
    }

    private func definitions() throws -> String {
        let configuration = BusConfiguration(
            connection: try AMQPConfiguration(url: "amqp://localhost"),
            eventTypes: Array(Registry.reads.keys)
        )
        let sections = [
            section(
                "exchanges",
                try configuration.exchanges.map {
                    try line(Exchange(name: $0.name, type: $0.type, arguments: $0.texts))
                }
            ),
            section(
                "queues",
                try configuration.queues.map { try line(Queue(name: $0.name, arguments: $0.texts)) }
            ),
            section(
                "bindings",
                try configuration.bindings.map {
                    try line(
                        Binding(
                            source: $0.exchange,
                            destination: $0.queue,
                            routing_key: $0.routingKey
                        )
                    )
                }
            ),
        ]
        return "{\n" + sections.joined(separator: ",\n") + "\n}\n"
    }

    @Test func `are exactly what the program declares`() throws {
        let expected = try definitions()
        if ProcessInfo.processInfo.environment["BATON_UPDATE_SCHEMAS"] == "1" {
            try expected.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(
            try String(contentsOf: Self.file, encoding: .utf8) == expected,
            "run the tests with BATON_UPDATE_SCHEMAS=1 to write deploy/rabbitmq/definitions.json"
        )
    }
}

/// The user whom operators import beside them.
@Suite struct `The broker's user of Baton` {
    private struct Users: Decodable {
        struct Permission: Decodable {
            let configure: String
            let write: String
            let read: String
        }

        let permissions: [Permission]
    }

    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/rabbitmq/users.json")

    @Test func `has the rights to everything that the program declares`() throws {
        let users = try JSONDecoder().decode(Users.self, from: Data(contentsOf: Self.file))
        let rights = try #require(users.permissions.first)
        let configuration = BusConfiguration(
            connection: try AMQPConfiguration(url: "amqp://localhost"),
            eventTypes: Array(Registry.reads.keys)
        )
        let names = configuration.exchanges.map(\.name) + configuration.queues.map(\.name)
        #expect(names.contains("baton.positions"))
        for pattern in [rights.configure, rights.write, rights.read] {
            let regex = try Regex(pattern)
            for name in names { #expect(name.wholeMatch(of: regex) != nil, "\(name)") }
        }
    }
}

extension ExchangeDeclaration {
    fileprivate var texts: [String: String] { arguments.compactMapValues(\.text) }
}

extension QueueDeclaration {
    fileprivate var texts: [String: String] { arguments.compactMapValues(\.text) }
}
