import Postgres

/// The SQL of what adapters keep.
enum Statements {
    static let nothing = Statement("SELECT 1", name: "nothing")
    static let take = Statement(
        """
        INSERT INTO inbox (id, type, subject, body, received_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING
        """,
        name: "take"
    )
    static let takeWork = Statement(
        """
        INSERT INTO work (adapter, id, part, lane, state, next_at, progress, changed_at)
        SELECT $1, $2, part, lane, 'new', $5, '{}', $5
        FROM unnest($3, $4) AS parts (part, lane)
        ON CONFLICT (adapter, id, part) DO NOTHING
        """,
        name: "take_work"
    )
    static let claim = Statement(
        """
        SELECT w.seq, w.part, w.lane, w.attempts, w.progress, i.id, i.type, i.subject, i.body,
               i.received_at
        FROM (
            SELECT DISTINCT ON (lane) * FROM work
            WHERE adapter = $1 AND state IN ('new', 'begun') AND NOT lane = ANY ($3)
            ORDER BY lane, seq
        ) AS w JOIN inbox AS i USING (id)
        WHERE w.next_at <= $2
        ORDER BY w.next_at, w.seq LIMIT 1
        """,
        name: "claim"
    )
    static let progress = Statement(
        "UPDATE work SET state = $2, progress = $3, changed_at = $4 WHERE seq = $1",
        name: "progress"
    )
    static let end = Statement(
        """
        UPDATE work SET state = $2, code = $3, error = $4, waits_for = $5, changed_at = $6,
                        attempts = attempts + 1
        WHERE seq = $1
        """,
        name: "end_work"
    )
    static let postpone = Statement(
        """
        UPDATE work SET next_at = $2, error = $3, changed_at = $4, attempts = attempts + 1
        WHERE seq = $1
        """,
        name: "postpone"
    )
    static let release = Statement(
        """
        UPDATE work SET state = 'new', waits_for = NULL, next_at = $3, changed_at = $3
        WHERE adapter = $1 AND state = 'parked' AND waits_for = $2
        """,
        name: "release"
    )
    static let parkedBodies = Statement(
        """
        SELECT i.body FROM work AS w JOIN inbox AS i USING (id)
        WHERE w.adapter = $1 AND w.state = 'parked' AND i.type = $2
        """,
        name: "parked_bodies"
    )
    static let announce = Statement(
        """
        INSERT INTO outbox (adapter, id, type, subject, body, made_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        """,
        name: "announce"
    )
    static let readCursor = Statement(
        "SELECT value FROM cursor WHERE adapter = $1 AND name = $2",
        name: "read_cursor"
    )
    static let writeCursor = Statement(
        """
        INSERT INTO cursor (adapter, name, value) VALUES ($1, $2, $3)
        ON CONFLICT (adapter, name) DO UPDATE SET value = excluded.value
        """,
        name: "write_cursor"
    )
    static let readSnapshots = Statement(
        """
        SELECT theirs, fields FROM snapshot
        WHERE adapter = $1 AND kind = $2 AND theirs = ANY ($3)
        """,
        name: "read_snapshots"
    )
    static let writeSnapshot = Statement(
        """
        INSERT INTO snapshot (adapter, kind, theirs, fields) VALUES ($1, $2, $3, $4)
        ON CONFLICT (adapter, kind, theirs) DO UPDATE SET fields = excluded.fields
        """,
        name: "write_snapshot"
    )
    static let readLink = Statement(
        "SELECT theirs FROM link WHERE adapter = $1 AND kind = $2 AND ours = $3",
        name: "read_link"
    )
    static let writeLink = Statement(
        """
        INSERT INTO link (adapter, kind, ours, theirs, made_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (adapter, kind, ours) DO UPDATE SET theirs = excluded.theirs
        """,
        name: "write_link"
    )
    static let dropLink = Statement(
        "DELETE FROM link WHERE adapter = $1 AND kind = $2 AND ours = $3",
        name: "drop_link"
    )

    static let dueEvents = Statement(
        """
        SELECT seq, id, type, subject, body, made_at FROM outbox
        WHERE next_at <= $1 ORDER BY seq LIMIT 200
        """,
        name: "due_events"
    )
    static let published = Statement(
        "DELETE FROM outbox WHERE seq = ANY ($1)",
        name: "published"
    )
    static let holdEvents = Statement(
        "UPDATE outbox SET next_at = $2 WHERE seq = ANY ($1)",
        name: "hold_events"
    )
    static let forgetCommands = Statement(
        """
        DELETE FROM inbox AS i WHERE received_at < $1 AND NOT EXISTS (
            SELECT FROM work AS w
            WHERE w.id = i.id AND w.state IN ('new', 'begun', 'parked'))
        """,
        name: "forget_commands"
    )
    static let forgetButtons = Statement(
        "DELETE FROM button WHERE made_at < $1",
        name: "forget_buttons"
    )
    static let counts = Statement(
        """
        SELECT count(*) FILTER (WHERE state IN ('new', 'begun')),
               count(*) FILTER (WHERE state = 'parked')
        FROM work WHERE adapter = $1 AND state IN ('new', 'begun', 'parked')
        """,
        name: "counts"
    )
    static let lock = Statement(
        "SELECT pg_try_advisory_lock(hashtextextended($1, 0))",
        name: "lock"
    )
    static let forgetShadow = Statement(
        """
        WITH gone AS (DELETE FROM work WHERE adapter LIKE '%~shadow' RETURNING id),
             cursors AS (DELETE FROM cursor WHERE adapter LIKE '%~shadow'),
             snapshots AS (DELETE FROM snapshot WHERE adapter LIKE '%~shadow'),
             links AS (DELETE FROM link WHERE adapter LIKE '%~shadow'),
             buttons AS (DELETE FROM button WHERE adapter LIKE '%~shadow')
        DELETE FROM inbox WHERE id LIKE 'shadow:%'
        """,
        name: "forget_shadow"
    )
}
