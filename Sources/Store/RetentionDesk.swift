package import Domain
package import Foundation
package import Postgres

/// Lets go of what is older than the company keeps; never of what once-only or publishing needs.
package struct RetentionDesk {
    private let connection: PostgresConnection
    private static let deadline: Duration = .seconds(60)
    /// How many rows one transaction deletes.
    private static let piece = 500

    /// A desk over a connection that nobody else uses meanwhile.
    package init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// How long before now the lanes look for events that they know: nothing of that is dropped.
    package static let onceOnly: TimeInterval = 14 * 86_400

    /// Drops months of the journal that ended before an instant; answers their names.
    ///
    /// A month in which something waits to be published stays, and so does what once-only needs.
    package func dropJournal(before instant: Date, now: Date) throws(PostgresError) -> [String] {
        let before = min(instant, now - Self.onceOnly)
        var names: [String] = []
        while let name = try dropMonth(before) { names.append(name) }
        return names
    }

    private func dropMonth(_ before: Date) throws(PostgresError) -> String? {
        let results = try connection.run(
            [Query(Self.month, [.timestamp(before)])],
            deadline: Self.deadline
        )
        return try results.first?.rows.first?.optionalText(0)
    }

    /// Deletes dead letters that were sent again or let go before an instant; answers how many.
    ///
    /// Open ones stay, however old they are: nobody has looked at them.
    package func deleteLetters(resolvedBefore instant: Date) throws(PostgresError) -> Int {
        try delete(Self.letters, instant)
    }

    /// Deletes the facts of a table all whose times lie before an instant; answers how many.
    package func deleteFacts(
        of table: FactTable,
        _ retention: FactRetention,
        before instant: Date
    ) throws(PostgresError) -> Int {
        try delete(Self.facts(table, retention), instant)
    }

    private func delete(_ statement: Statement, _ instant: Date) throws(PostgresError) -> Int {
        var count = 0
        while true {
            let results = try connection.run(
                [Query(statement, [.timestamp(instant), .int(Int64(Self.piece))])],
                deadline: Self.deadline
            )
            let deleted = results.first?.affected ?? 0
            count += deleted
            if deleted < Self.piece { return count }
        }
    }

    private static let month = Statement("SELECT drop_journal_month($1)")
    private static let letters = Statement(
        """
        DELETE FROM dead_letter d USING (
            SELECT d.lane, d.seq FROM dead_letter d JOIN lane l USING (lane)
            WHERE d.state <> 'open' AND d.resolved_at < $1 AND d.seq <= l.published_seq LIMIT $2
        ) old
        WHERE d.lane = old.lane AND d.seq = old.seq
        """
    )

    /// Names of tables and columns are those of the program, never of anybody's input.
    private static func facts(_ table: FactTable, _ retention: FactRetention) -> Statement {
        let keys = table.keys.map { table.columns[$0].name }.joined(separator: ", ")
        let age = retention.columns.enumerated().map { index, column in
            index == 0 ? "\(column) < $1" : "(\(column) IS NULL OR \(column) < $1)"
        }.joined(separator: " AND ")
        return Statement(
            """
            DELETE FROM \(table.name) WHERE (\(keys)) IN (
                SELECT \(keys) FROM \(table.name) WHERE \(age) LIMIT $2)
            """
        )
    }
}
