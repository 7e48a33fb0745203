import Foundation
import Postgres
import Testing

/// A database for one test, with a session that looks into it past every proxy.
final class Database {
    let name: String
    /// The test's own session; opened again where a restart has ended it.
    private var session: PostgresConnection?

    init(_ name: String) throws {
        self.name = name
        try Self.asAdministrator("CREATE DATABASE \(name)")
    }

    func remove() throws {
        session?.close()
        try Self.asAdministrator("DROP DATABASE \(name) WITH (FORCE)")
    }

    static func asAdministrator(_ sql: String) throws {
        let url = try Servers.setting("BATON_TEST_POSTGRES")
        let admin = try PostgresConnection(
            PostgresConfiguration(url: url, applicationName: "baton tests")
        )
        defer { admin.close() }
        try admin.execute(script: sql, deadline: .seconds(60))
    }

    /// The daemon's way in, perhaps through a proxy.
    func url(through proxy: Proxy? = nil) throws -> String {
        if Servers.isCluster { return try Cluster.databaseURL(name) }
        let port = try proxy?.port ?? Servers.port("BATON_TEST_POSTGRES")
        // Bare: the proxy must be able to read along.
        return "postgresql://baton@127.0.0.1:\(port)/\(name)?sslmode=disable&gssencmode=disable"
    }

    /// A further session of the test, as somebody else who is connected.
    func connect() throws -> PostgresConnection {
        var configuration = PostgresConfiguration(
            url: try url(),
            applicationName: "baton tests"
        )
        configuration.idleInTransactionTimeout = .seconds(120)
        configuration.sessionSettings = ["search_path": "baton"]
        return try PostgresConnection(configuration)
    }

    /// The rows of a query.
    ///
    /// Where a restart has ended the session, another one is opened.
    func rows(_ sql: String, _ parameters: Parameter...) throws -> [Row] {
        try rows(Query(Statement(sql), parameters))
    }

    /// The one number that a query answers with.
    func number(_ sql: String, _ parameters: Parameter...) throws -> Int {
        Int(try #require(try rows(Query(Statement(sql), parameters)).first).int(0))
    }

    /// How many entries of the journal, of all lanes, are not known to be published.
    func unpublishedCount() throws -> Int {
        try number("SELECT sum(next_seq - 1 - published_seq)::bigint FROM lane")
    }

    private func rows(_ query: Query) throws -> [Row] {
        for _ in 1...2 {
            let open = try session.flatMap { $0.isBroken ? nil : $0 } ?? connect()
            session = open
            do {
                return Array(
                    try open.run([query], deadline: .seconds(30)).flatMap { Array($0.rows) }
                )
            } catch {
                guard open.isBroken else { throw error }
            }
        }
        throw Sockets.Failed(what: "the database ends every session")
    }

    /// How many sessions of daemons wait for a lock at the moment.
    func waitingForLock() throws -> Int {
        try number(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
                AND application_name LIKE 'baton lane%'
            """
        )
    }

    /// Ends daemons' sessions, as an administrator may.
    func endSessions(waitingForLock: Bool) throws {
        _ = try rows(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'baton lane%'
                AND (wait_event_type = 'Lock' OR NOT $1)
            """,
            .bool(waitingForLock)
        )
    }
}
