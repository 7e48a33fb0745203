import Engine
import Foundation
import Postgres
import Store
import Testing

/// Somewhere that lanes keep everything; one suite holds for all of them.
protocol Storage: AnyObject {
    /// A further session, as another instance would open it.
    func session(instance: Int32) throws -> any LaneStore
    /// Makes whoever owns the lane lose it without noticing.
    func disown(_ lane: Int) throws
    func remove() throws
}

extension Storage {
    func session() throws -> any LaneStore { try session(instance: 0) }
}

/// The storages there are.
enum StorageKind: CaseIterable, Sendable {
    case postgres, inMemory

    /// Gives the body an empty storage.
    func use(_ body: (any Storage) throws -> Void) throws {
        let storage: any Storage =
            switch self {
            case .postgres: try PostgresStorage()
            case .inMemory: InMemoryStorage()
            }
        do {
            try body(storage)
        } catch {
            try? storage.remove()
            throw error
        }
        try storage.remove()
    }
}

/// A database of its own on the private server.
final class PostgresStorage: Storage {
    static let variable = "BATON_TEST_POSTGRES"

    private let name = "s" + UUID().uuidString.lowercased().prefix(8)
    private let administrator: PostgresConnection

    /// A database of the present version; one of an older version is filled, and then upgraded.
    init(
        migrations: Int = 0,
        fill: (PostgresConnection) throws -> Void = { _ in }
    ) throws {
        let url = try #require(
            ProcessInfo.processInfo.environment[Self.variable],
            "set \(Self.variable) to the postgresql:// URL of a private server, as a superuser"
        )
        administrator = try PostgresConnection(
            PostgresConfiguration(url: url, applicationName: "baton tests")
        )
        try administrator.execute(script: "CREATE DATABASE \(name)", deadline: .seconds(60))
        let connection = try connect()
        _ = try Migrator(connection, schema: "baton").migrate(upTo: migrations)
        try fill(connection)
        _ = try Migrator(connection, schema: "baton").migrate()
        connection.close()
    }

    func connect(endingSilentAfter silenceMax: Duration? = nil) throws -> PostgresConnection {
        let url = try #require(ProcessInfo.processInfo.environment[Self.variable])
        var components = try #require(URLComponents(string: url))
        components.path = "/\(name)"
        var configuration = PostgresConfiguration(
            url: try #require(components.string),
            applicationName: "baton tests"
        )
        configuration.sessionSettings = PostgresLaneStore.sessionSettings(schema: "baton")
        if let silenceMax {
            let ending = PostgresLaneStore.endingSilent(after: silenceMax)
            configuration.sessionSettings.merge(ending) { _, new in new }
        }
        return try PostgresConnection(configuration)
    }

    /// The number that a question in SQL has as its answer.
    func number(_ sql: String) throws -> Int {
        let connection = try connect()
        defer { connection.close() }
        let results = try connection.run([Query(Statement(sql))], deadline: .seconds(30))
        return Int(try results[0].rows.first?.int(0) ?? 0)
    }

    func session(instance: Int32) throws -> any LaneStore {
        PostgresLaneStore(try connect(), deadline: .seconds(30), instance: instance)
    }

    /// A session that the server ends where it is silent for longer.
    func session(silenceMax: Duration) throws -> any LaneStore {
        PostgresLaneStore(
            try connect(endingSilentAfter: silenceMax),
            deadline: .seconds(30),
            silenceMax: silenceMax
        )
    }

    func disown(_ lane: Int) throws {
        let connection = try connect()
        defer { connection.close() }
        let sql = "UPDATE lane SET epoch = epoch + 1 WHERE lane = \(lane)"
        try connection.execute(script: sql, deadline: .seconds(30))
    }

    func remove() throws {
        let sql = "DROP DATABASE \(name) WITH (FORCE)"
        try administrator.execute(script: sql, deadline: .seconds(60))
        administrator.close()
    }
}

/// The storage that simulations run over.
final class InMemoryStorage: Storage {
    private let database = InMemoryDatabase()

    func session(instance: Int32) -> any LaneStore { InMemoryStore(database) }

    func disown(_ lane: Int) {
        database.disown(lane)
        let other = InMemoryStore(database)
        _ = try? other.acquire(lane, owner: "other")
        other.close()
    }

    func remove() {}
}

/// Fails a suite, once and with one message, where there is no server to test against.
struct RequiresServer: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        _ = try #require(
            ProcessInfo.processInfo.environment[PostgresStorage.variable],
            "set \(PostgresStorage.variable) to the postgresql:// URL of a private server"
        )
        try await function()
    }
}

extension SuiteTrait where Self == RequiresServer {
    static var requiresServer: RequiresServer { RequiresServer() }
}
