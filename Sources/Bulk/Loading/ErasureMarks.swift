import Domain
package import Foundation
package import Postgres

/// What an erasure puts into the queue of positions, and which readers have come to it.
///
/// A reader keeps each as a batch without rows, so it is there once all before it is loaded.
package struct ErasureMarks {
    private let connection: PostgresConnection
    private let run: String
    private let since: Date

    /// The clocks of two machines differ by less.
    private static let clockError: TimeInterval = 3600

    /// - Parameters:
    ///   - run: Tells the marks of this erasure from those of others.
    ///   - since: No mark was published before.
    package init(_ connection: PostgresConnection, run: String, since: Date) {
        self.connection = connection
        self.run = run
        self.since = since.addingTimeInterval(-Self.clockError)
    }

    /// What the mark of this number is about.
    package func subject(_ number: Int) -> String { "\(run)-\(number)" }

    /// The batch of a mark as a reader keeps it.
    static func batch(of subject: String, seenBy reader: String) -> String {
        "erasure \(subject) \(reader)"
    }

    /// How many marks were seen, and by how many readers.
    package func seen() throws -> (marks: Int, readers: Int) {
        let query = Query(Self.seenStatement, [.text("erasure \(run)-"), .timestamp(since)])
        let row = try connection.run([query], deadline: PositionLoader.pieceDeadline).first?
            .rows.first
        guard let row else { return (0, 0) }
        return (Int(try row.int(0)), Int(try row.int(1)))
    }

    /// Lets the readers work for a moment.
    package func pause() throws {
        _ = try connection.run(
            [Query(Self.moment)],
            deadline: PositionLoader.pieceDeadline
        )
    }

    private static let moment = Statement("SELECT pg_sleep(0.1)")
    private static let seenStatement = Statement(
        """
        SELECT count(DISTINCT split_part(batch, ' ', 2)), count(DISTINCT split_part(batch, ' ', 3))
        FROM position_batch
        WHERE type = 'erasure.begun' AND starts_with(batch, $1) AND received_at >= $2
        """
    )
}

/// The tables in which rows wait for their merge.
package enum PositionStages {
    /// Empties them: what the last load has left there, too, is somebody's words.
    ///
    /// - Returns: False where a load was under way in one of them all the time.
    package static func empty(
        _ connection: PostgresConnection,
        within patience: Duration
    ) throws -> Bool {
        let end = ContinuousClock.now + patience
        for slot in 0..<MergeStatements.slots {
            let number = Parameter.int(Int64(slot))
            while true {
                let held = try run(connection, Query(LoadStatements.hold, [number]))
                if try held?.rows.first?.bool(0) == true { break }
                guard ContinuousClock.now < end else { return false }
                _ = try run(connection, Query(moment))
            }
            _ = try run(connection, Query(MergeStatements.all[slot].empty))
            _ = try run(connection, Query(LoadStatements.release, [number]))
        }
        return true
    }

    private static func run(
        _ connection: PostgresConnection,
        _ query: Query
    ) throws -> QueryResult? {
        try connection.run([query], deadline: PositionLoader.pieceDeadline).first
    }

    private static let moment = Statement("SELECT pg_sleep(0.1)")
}
