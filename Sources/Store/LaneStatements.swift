import Postgres

/// Table `lane`.
enum LaneStatements {
    /// Held by the session: it falls with the connection, so a killed owner leaves no lock.
    static let lock = Statement(
        """
        SELECT pg_try_advisory_lock(
            hashtext('baton lane ' || current_schema()), $1::integer)
        """
    )
    /// Whether who holds the lane has been waiting for a standby for some time.
    ///
    /// It may be a session of ours that was given up: a commit that waits for a standby does not
    /// notice that its client has gone.
    static let awaitingStandby = Statement(
        """
        SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock' AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND classid::bigint
                = (hashtext('baton lane ' || current_schema())::bigint & 4294967295)
            AND objid::bigint = $1 AND wait_event = 'SyncRep'
            AND clock_timestamp() - state_change > interval '2 seconds'
        """
    )
    /// Shows that an instance is there, as long as one of its sessions is.
    static let appear = Statement(
        """
        SELECT pg_advisory_lock_shared(
            hashtext('baton instance ' || current_schema()), $1::integer)
        """
    )
    static let instances = Statement(
        """
        SELECT count(DISTINCT objid), (SELECT lanes FROM installation) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock' AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND classid::bigint
                = (hashtext('baton instance ' || current_schema())::bigint & 4294967295)
        """
    )
    /// The number of lanes is that of the first start.
    ///
    /// Keeps the row locked, so that nothing shared
    /// changes until the new owner has read it.
    static let installation = Statement(
        """
        UPDATE installation SET lanes = coalesce(lanes, $1::smallint)
        RETURNING lanes, shared_version
        """
    )
    static let insertLane = Statement(
        "INSERT INTO lane (lane) VALUES ($1::smallint) ON CONFLICT DO NOTHING"
    )
    static let acquire = Statement(
        """
        UPDATE lane SET epoch = epoch + 1, owner = $2, acquired_at = $3,
            starts = CASE WHEN owner = $2 THEN starts ELSE starts + 1 END
        WHERE lane = $1::smallint
        RETURNING epoch, next_seq, published_seq, starts, altered
        """
    )
    static let ensureMonths = Statement("SELECT ensure_journal_months($1, 2)")
    /// Locks the row, so that nobody can take the lane over in the middle of a batch.
    static let own = Statement(
        "SELECT altered FROM lane WHERE lane = $1::smallint AND epoch = $2 FOR NO KEY UPDATE"
    )
    static let owned = Statement(
        "SELECT 1 FROM lane WHERE lane = $1::smallint AND epoch = $2"
    )
    static let shared = Statement("SELECT shared_version FROM installation")
    /// Nobody else changes anything shared until the transaction ends.
    static let holdShared = Statement(
        "SELECT shared_version FROM installation FOR NO KEY UPDATE"
    )
    static let advance = Statement(
        """
        UPDATE lane SET next_seq = $2, published_seq = greatest(published_seq, $3),
            starts = CASE WHEN $2 > next_seq THEN 0 ELSE starts END
        WHERE lane = $1::smallint
        """
    )
    static let markPublished = Statement(
        """
        UPDATE lane SET published_seq = greatest(published_seq, $3)
        WHERE lane = $1::smallint AND epoch = $2
        """
    )
    static let release = Statement(
        "UPDATE lane SET starts = 0 WHERE lane = $1::smallint AND epoch = $2"
    )
}
