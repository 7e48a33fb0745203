package import Postgres

/// A session that is reopened when it is lost; for one thread.
package final class Database {
    private let configuration: PostgresConfiguration
    private let deadline: Duration
    private var connection: PostgresConnection?

    package init(_ configuration: PostgresConfiguration, deadline: Duration = .seconds(40)) {
        self.configuration = configuration
        self.deadline = deadline
    }

    /// Runs the queries as one transaction, in one round trip.
    ///
    /// What was asked is never sent twice: where the session is lost the caller hears of it.
    @discardableResult
    package func run(_ queries: [Query]) throws(PostgresError) -> [QueryResult] {
        do throws(PostgresError) {
            return try session().run(queries, deadline: deadline)
        } catch {
            if connection?.isBroken == true || error.isTransient { connection = nil }
            throw error
        }
    }

    /// The same for a single query.
    package func rows(
        _ statement: Statement,
        _ parameters: [Parameter] = []
    ) throws(PostgresError) -> [Row] {
        guard let result = try run([Query(statement, parameters)]).first else { return [] }
        return Array(result.rows)
    }

    /// The session itself, for what is more than queries.
    package func session() throws(PostgresError) -> PostgresConnection {
        if let connection, !connection.isBroken { return connection }
        let fresh = try PostgresConnection(configuration)
        connection = fresh
        return fresh
    }

    /// Ends the session.
    package func close() {
        connection?.close()
        connection = nil
    }
}
