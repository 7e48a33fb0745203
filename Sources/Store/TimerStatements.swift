import Domain
import Engine
import Foundation
import Postgres

/// Table `timer`.
enum TimerStatements {
    /// What was due before the first year, infinity among it, comes as of its first day.
    private static let duePrompt = due("NOT mass")
    private static let dueMass = due("mass")

    /// A statement each, since each has an index of its own.
    private static func due(_ share: String) -> Statement {
        Statement(
            """
            SELECT kind, subject, process, name, generation,
                greatest(due_at, '0001-01-01 00:00:00Z'), correlation_id, mass
            FROM timer WHERE lane = $1::smallint AND due_at <= $2 AND \(share)
            ORDER BY due_at, kind, subject, process, name LIMIT $3
            """
        )
    }

    static func due(upTo instant: Date, lane: Int, limit: Int, mass: Bool) -> Query {
        Query(
            mass ? dueMass : duePrompt,
            [.int(Int64(lane)), .timestamp(instant), .int(Int64(limit))]
        )
    }

    private static let claim = Statement(
        """
        SELECT t.kind, t.subject, t.process, t.name
        FROM unnest($1, $2, $3, $4, $5, $6)
            AS w (kind, subject, process, name, generation, due_at)
        JOIN timer t USING (kind, subject, process, name, generation)
        WHERE greatest(t.due_at, '0001-01-01 00:00:00Z') = w.due_at
        """
    )
    private static let remove = Statement(
        """
        DELETE FROM timer t
        USING unnest($1, $2, $3, $4, $5, $6)
            AS w (kind, subject, process, name, generation, due_at)
        WHERE t.kind = w.kind AND t.subject = w.subject AND t.process = w.process
            AND t.name = w.name AND t.generation = w.generation
            AND greatest(t.due_at, '0001-01-01 00:00:00Z') = w.due_at
        """
    )
    private static let disarm = Statement(
        """
        DELETE FROM timer t USING unnest($1, $2, $3, $4) AS w (kind, subject, process, name)
        WHERE t.kind = w.kind AND t.subject = w.subject AND t.process = w.process
            AND t.name = w.name
        """
    )
    private static let arm = Statement(
        """
        INSERT INTO timer
            (kind, subject, process, name, generation, due_at, correlation_id, mass, lane)
        SELECT kind, subject, process, name, generation, due_at, correlation_id, mass, $9::smallint
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS w (kind, subject, process, name, generation, due_at, correlation_id, mass)
        ON CONFLICT (kind, subject, process, name) DO UPDATE SET
            generation = excluded.generation, due_at = excluded.due_at,
            correlation_id = excluded.correlation_id, mass = excluded.mass, lane = excluded.lane
        """
    )

    /// Those of the timers that still stand exactly as they were read; locks nothing.
    static func claim(_ timers: [StoredTimer]) -> Query {
        Query(claim, exactly(timers))
    }

    /// Takes timers away that fired, unless another lane has rearmed them.
    static func remove(_ timers: [StoredTimer]) -> Query {
        Query(remove, exactly(timers))
    }

    private static func exactly(_ timers: [StoredTimer]) -> [Parameter] {
        columns(timers.map(\.key)) + [
            .ints(timers.map { Int64($0.generation) }), .timestamps(timers.map(\.due)),
        ]
    }

    static func disarm(_ keys: [TimerKey]) -> Query {
        Query(disarm, columns(keys))
    }

    static func arm(_ timers: [StoredTimer], lane: Int) -> Query {
        Query(
            arm,
            columns(timers.map(\.key)) + [
                .ints(timers.map { Int64($0.generation) }), .timestamps(timers.map(\.due)),
                .texts(timers.map(\.correlationID)), .bools(timers.map(\.isMass)),
                .int(Int64(lane)),
            ]
        )
    }

    private static func columns(_ keys: [TimerKey]) -> [Parameter] {
        [
            .texts(keys.map(\.subject.kind.rawValue)), .texts(keys.map(\.subject.id)),
            .texts(keys.map(\.process)), .texts(keys.map(\.name)),
        ]
    }

    static func timers(_ result: QueryResult) throws(PostgresError) -> [StoredTimer] {
        var timers: [StoredTimer] = []
        for row in result.rows {
            guard let key = try key(of: row) else { continue }
            timers.append(
                StoredTimer(
                    key: key,
                    generation: Int(try row.int(4)),
                    due: try row.timestamp(5),
                    correlationID: try row.text(6),
                    isMass: try row.bool(7)
                )
            )
        }
        return timers
    }

    static func claimed(
        _ result: QueryResult,
        among asked: [StoredTimer]
    ) throws(PostgresError) -> [StoredTimer] {
        var keys: Set<TimerKey> = []
        for row in result.rows {
            if let key = try key(of: row) { keys.insert(key) }
        }
        return asked.filter { keys.contains($0.key) }
    }

    private static func key(of row: Row) throws(PostgresError) -> TimerKey? {
        guard let kind = SubjectKind(rawValue: try row.text(0)) else { return nil }
        return TimerKey(
            subject: Subject(kind, try row.text(1)),
            process: try row.text(2),
            name: try row.text(3)
        )
    }
}
