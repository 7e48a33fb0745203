import Foundation
import Postgres
import Testing

/// The server of these tests: a private one, whose settings they change.
enum TestServer {
    static let variable = "BATON_TEST_POSTGRES"

    static func url() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment[variable],
            "set \(variable) to the postgresql:// URL of a private server, over TCP, as a superuser"
        )
    }

    /// A new session; `options` are libpq keywords on top of the URL's.
    static func connect(
        _ options: [String: String] = [:],
        abort: AbortSignal = AbortSignal()
    ) throws -> PostgresConnection {
        try PostgresConnection(configuration(options), abort: abort)
    }

    static func configuration(_ options: [String: String] = [:]) throws -> PostgresConfiguration {
        var url = try #require(URLComponents(string: try url()))
        let items = options.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0, value: $1) }
        url.queryItems = (url.queryItems ?? []) + items
        return PostgresConfiguration(
            url: try #require(url.string),
            applicationName: "baton tests"
        )
    }
}

/// Fails a suite, once and with one message, where there is no server to test against.
struct RequiresServer: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        _ = try TestServer.url()
        try await function()
    }
}

extension SuiteTrait where Self == RequiresServer {
    static var requiresServer: RequiresServer { RequiresServer() }
}

/// All suites that need a server.
@Suite(.requiresServer) enum `With a PostgreSQL server` {}

extension PostgresConnection {
    /// A call with the deadline of tests that expect none.
    func run(_ queries: Query...) throws -> [QueryResult] {
        try run(queries, deadline: .seconds(60))
    }

    /// The rows of one query without parameters.
    func rows(_ sql: String, _ parameters: Parameter...) throws -> RowSequence {
        try #require(try run(Query(Statement(sql), parameters)).first).rows
    }

    /// The first row of one query.
    func row(_ sql: String, _ parameters: Parameter...) throws -> Row {
        let results = try run(Query(Statement(sql), parameters))
        return try #require(results.first?.rows.first)
    }

    func script(_ text: String) throws {
        try execute(script: text, deadline: .seconds(60))
    }
}
