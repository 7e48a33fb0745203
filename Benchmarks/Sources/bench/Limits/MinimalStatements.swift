import Postgres

/// The statements of a batch as Baton had them when the yardstick was made.
///
/// They are the yardstick's own, so that it stays the same when Baton's become better.
enum MinimalStatements {
    static let own = Statement(
        "SELECT 1 FROM lane WHERE lane = $1::smallint AND epoch = $2 FOR NO KEY UPDATE"
    )
    static let known = Statement(
        "SELECT event_key FROM journal WHERE event_key = ANY ($1) AND received_at > $2"
    )
    static let read = Statement(
        """
        SELECT s.kind, s.id, s.version, s.state
        FROM unnest($1, $2) AS w (kind, id) JOIN subject s USING (kind, id)
        """
    )
    static let find = Statement(
        """
        SELECT kind, id, lookup_keys && ARRAY[w.key], w.key
        FROM unnest($1) AS w (key)
        JOIN subject ON lookup_keys @> ARRAY[w.key] AND lookup_keys <> '{}'
        """
    )
    static let claim = Statement(
        """
        DELETE FROM timer t
        USING unnest($1, $2, $3, $4, $5) AS w (kind, subject, process, name, generation)
        WHERE t.kind = w.kind AND t.subject = w.subject AND t.process = w.process
            AND t.name = w.name AND t.generation = w.generation
        RETURNING t.kind, t.subject, t.process, t.name, t.generation
        """
    )
    static let advance = Statement(
        """
        UPDATE lane SET next_seq = $2, published_seq = greatest(published_seq, $3)
        WHERE lane = $1::smallint
        """
    )
    static let journal = Statement(
        """
        INSERT INTO journal (lane, seq, received_at, occurred_at, event_key, source, event_id,
            type, subject_kind, subject, also_about, outcome, decisions, event, commands)
        SELECT $1::smallint, seq, received_at, occurred_at, event_key, source, event_id,
            type, subject_kind, subject, string_to_array(also_about, E'\\x1f'), outcome,
            decisions, event, commands
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS w (seq, received_at, occurred_at, event_key, source, event_id, type,
                subject_kind, subject, also_about, outcome, decisions, event, commands)
        """
    )
    static let keep = Statement("SELECT keep_subjects($1, $2, $3, $4, $5, $6, $7)")
    static let lead = Statement(
        """
        INSERT INTO report_lead (lead_id, arrived_at, channel, campaign, deal_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (lead_id) DO UPDATE SET
            channel = excluded.channel, campaign = excluded.campaign, deal_id = excluded.deal_id
        """
    )
    static let turn = Statement(
        """
        INSERT INTO report_turn (kind, about, started_at, number, person_id, ended_at, ending,
            reacted_at, won)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (kind, about, started_at, number) DO UPDATE SET
            ended_at = excluded.ended_at, ending = excluded.ending,
            reacted_at = excluded.reacted_at, won = excluded.won
        """
    )
    static let disarm = Statement(
        """
        DELETE FROM timer t USING unnest($1, $2, $3, $4) AS w (kind, subject, process, name)
        WHERE t.kind = w.kind AND t.subject = w.subject AND t.process = w.process
            AND t.name = w.name
        """
    )
    static let arm = Statement(
        """
        INSERT INTO timer (kind, subject, process, name, generation, due_at, correlation_id, lane)
        SELECT kind, subject, process, name, generation, due_at, correlation_id, $8::smallint
        FROM unnest($1, $2, $3, $4, $5, $6, $7)
            AS w (kind, subject, process, name, generation, due_at, correlation_id)
        ON CONFLICT (kind, subject, process, name) DO UPDATE SET
            generation = excluded.generation, due_at = excluded.due_at,
            correlation_id = excluded.correlation_id, lane = excluded.lane
        """
    )
}
