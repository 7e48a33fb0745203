import Crypto
import Domain
import Engine
import Foundation
package import Postgres

/// Brings the schema to the version of this program, one instance at a time.
package struct Migrator {
    private let connection: PostgresConnection
    private let schema: String
    private let migrations: [Migration]

    /// A migrator over a connection that nobody else uses meanwhile.
    package init(
        _ connection: PostgresConnection,
        schema: String,
        migrations: [Migration] = Migration.all
    ) {
        self.connection = connection
        self.schema = schema
        self.migrations = migrations
    }

    /// How long one migration may take.
    private static let deadline: Duration = .seconds(600)

    /// What stands in the schema compared with what this program needs.
    package enum Standing: Equatable, Sendable {
        case current
        /// These are still to be applied.
        case behind([String])
    }

    /// Compares, and changes nothing.
    package func standing() throws(SchemaError) -> Standing {
        let applied = try applied()
        try check(applied)
        let missing = migrations.dropFirst(applied.count).map { "\($0.number) \($0.name)" }
        return missing.isEmpty ? .current : .behind(missing)
    }

    /// Applies what is missing, up to a number; answers the names of what was applied.
    package func migrate(upTo last: Int = .max) throws(SchemaError) -> [String] {
        try locked { () throws(SchemaError) in
            try createSchema()
            try script(Self.ledger)
            let applied = try applied()
            try check(applied)
            var names: [String] = []
            for migration in migrations.dropFirst(applied.count)
            where migration.number <= last {
                try apply(migration)
                names.append("\(migration.number) \(migration.name)")
            }
            return names
        }
    }

    /// Asks first: PostgreSQL checks the right to create one even where it is there already, and a
    /// role that owns nothing but its schema does not have it.
    private func createSchema() throws(SchemaError) {
        do {
            let found = try connection.run(
                [Query(Self.schemaExists, [.text(schema)])],
                deadline: .seconds(10)
            )
            if try found.first?.rows.first?.bool(0) == true { return }
        } catch {
            throw SchemaError(error)
        }
        try script("CREATE SCHEMA IF NOT EXISTS \(Self.quoted(schema))")
    }

    private func apply(_ migration: Migration) throws(SchemaError) {
        try script(
            """
            BEGIN;
            \(migration.sql);
            INSERT INTO migration (number, name, checksum)
            VALUES (\(migration.number), '\(migration.name)', '\(checksum(migration))');
            COMMIT;
            """
        )
    }

    /// Two instances that start at once: the second waits, then finds nothing left to do.
    private func locked<T>(_ body: () throws(SchemaError) -> T) throws(SchemaError) -> T {
        let key = Parameter.text("baton migration \(schema)")
        try run(Query(Self.lock, [key]))
        // Should the unlocking fail, then because the connection did: its locks end with it.
        defer { _ = try? connection.run([Query(Self.unlock, [key])], deadline: .seconds(5)) }
        return try body()
    }

    private struct Applied {
        let number: Int
        let checksum: String
    }

    private func applied() throws(SchemaError) -> [Applied] {
        do {
            let exists = try connection.run(
                [Query(Self.ledgerExists, [.text(schema)])],
                deadline: .seconds(10)
            )
            guard try exists.first?.rows.first?.bool(0) == true else { return [] }
            let results = try connection.run([Query(Self.readLedger)], deadline: .seconds(10))
            var applied: [Applied] = []
            for row in results.flatMap({ Array($0.rows) }) {
                applied.append(
                    Applied(number: Int(try row.int(0)), checksum: try row.text(1))
                )
            }
            return applied
        } catch {
            throw SchemaError(error)
        }
    }

    private func check(_ applied: [Applied]) throws(SchemaError) {
        guard applied.count <= migrations.count else {
            throw SchemaError(
                "the database has schema version \(applied.count), this program knows up to "
                    + "\(migrations.count): it is older than the database; install the newer one"
            )
        }
        for (row, migration) in zip(applied, migrations)
        where row.number != migration.number || row.checksum != checksum(migration) {
            throw SchemaError(
                "migration \(migration.number) in the database is not the one of this program: "
                    + "somebody changed it; restore the database or the right program version"
            )
        }
    }

    private func checksum(_ migration: Migration) -> String {
        SHA256.hash(data: Data(migration.sql.utf8)).prefix(16).hexadecimal
    }

    private func script(_ sql: String) throws(SchemaError) {
        do {
            try connection.execute(script: sql, deadline: Self.deadline)
        } catch {
            throw SchemaError(error)
        }
    }

    private func run(_ query: Query) throws(SchemaError) {
        do {
            _ = try connection.run([query], deadline: Self.deadline)
        } catch {
            throw SchemaError(error)
        }
    }

    /// A name of SQL, whatever is in it.
    static func quoted(_ name: String) -> String {
        "\"" + name.replacing { $0 == "\"" ? "\"\"" : nil } + "\""
    }

    private static let lock = Statement("SELECT pg_advisory_lock(hashtextextended($1, 0))")
    private static let unlock = Statement("SELECT pg_advisory_unlock(hashtextextended($1, 0))")
    private static let schemaExists = Statement(
        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)"
    )
    private static let ledger = """
        CREATE TABLE IF NOT EXISTS migration (
            number integer PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """
    private static let ledgerExists = Statement(
        """
        SELECT EXISTS (
            SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'migration')
        """
    )
    private static let readLedger = Statement(
        "SELECT number, checksum FROM migration ORDER BY number"
    )
}

/// The schema is not what this program needs, or can't be made so.
package struct SchemaError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do, in one sentence.
    package let description: String
    /// Whether trying again may help.
    package let isTransient: Bool

    init(_ description: String) {
        self.description = description
        isTransient = false
    }

    init(_ error: PostgresError) {
        description = error.description
        isTransient = error.isTransient
    }
}
