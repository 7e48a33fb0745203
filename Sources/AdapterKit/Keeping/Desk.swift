package import Foundation
package import Postgres

/// What people do with commands that lie aside, and what is counted.
package struct Desk {
    private let database: Database
    private let prefix: String

    /// The desk of one instance.
    package init(_ database: Database, instance: String) {
        self.database = database
        prefix = "\(instance)/"
    }

    /// A command that lies aside.
    package struct Parked: Equatable, Sendable {
        package let adapter: String
        package let id: String
        package let part: String
        package let type: String
        package let subject: String
        package let code: String
        package let error: String
        package let since: Date
    }

    /// Everything that lies aside, the oldest first.
    package func parked() throws(PostgresError) -> [Parked] {
        var parked: [Parked] = []
        for row in try database.rows(Self.list, [.text(prefix)]) {
            parked.append(
                Parked(
                    adapter: try row.text("adapter"),
                    id: try row.text("id"),
                    part: try row.text("part"),
                    type: try row.text("type"),
                    subject: try row.text("subject"),
                    code: try row.text("code"),
                    error: try row.text("error"),
                    since: try row.timestamp("changed_at")
                )
            )
        }
        return parked
    }

    /// Lets commands be tried again, those of this id or all; answers how many.
    ///
    /// Of what was unclear somebody has found out that it was not done.
    package func retry(_ id: String?, now: Date) throws(PostgresError) -> Int {
        try affected(Self.retry, id, now)
    }

    /// Gives commands up, those of this id or all; answers how many.
    package func skip(_ id: String?, now: Date) throws(PostgresError) -> Int {
        try affected(Self.skip, id, now)
    }

    private func affected(
        _ statement: Statement,
        _ id: String?,
        _ now: Date
    ) throws(PostgresError) -> Int {
        let query = Query(statement, [.text(prefix), .text(id), .timestamp(now)])
        return try database.run([query]).first?.affected ?? 0
    }

    /// Takes the lock of the instance, which ends with the session; false where another has it.
    package static func lock(
        _ instance: String,
        _ database: Database
    ) throws(PostgresError) -> Bool {
        let found = try database.rows(Statements.lock, [.text("baton adapter \(instance)")])
        return try found.first?.bool(0) ?? false
    }

    /// Forgets what an earlier watching has kept.
    package static func forgetShadow(_ database: Database) throws(PostgresError) {
        try database.run([Query(Statements.forgetShadow)])
    }

    /// How many commands of an adapter wait, and how many lie aside.
    package static func counts(
        _ key: String,
        _ database: Database
    ) throws(PostgresError) -> (waiting: Int, aside: Int) {
        guard let row = try database.rows(Statements.counts, [.text(key)]).first else {
            return (0, 0)
        }
        return (Int(try row.int(0)), Int(try row.int(1)))
    }

    private static let list = Statement(
        """
        SELECT w.adapter, w.id, w.part, i.type, i.subject, coalesce(w.code, '') AS code,
               coalesce(w.error, '') AS error, w.changed_at
        FROM work AS w JOIN inbox AS i USING (id)
        WHERE w.state = 'parked' AND starts_with(w.adapter, $1) AND NOT w.adapter LIKE '%~shadow'
        ORDER BY w.seq
        """
    )
    private static let retry = Statement(
        """
        UPDATE work SET state = 'new', next_at = $3, changed_at = $3, waits_for = NULL,
            progress = CASE code WHEN 'unclear' THEN (
                SELECT coalesce(json_object_agg(step.key, step.value), '{}')
                FROM json_each(progress) AS step WHERE step.value::text <> 'true')
                ELSE progress END
        WHERE state = 'parked' AND starts_with(adapter, $1) AND NOT adapter LIKE '%~shadow'
          AND ($2 IS NULL OR id = $2)
        """
    )
    private static let skip = Statement(
        """
        UPDATE work SET state = 'skipped', changed_at = $3, waits_for = NULL
        WHERE state = 'parked' AND starts_with(adapter, $1) AND NOT adapter LIKE '%~shadow'
          AND ($2 IS NULL OR id = $2)
        """
    )
}
