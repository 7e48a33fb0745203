import Contract
import Domain
import Engine
import Foundation
import Postgres

/// Table `job`.
enum JobStatements {
    private static let insert = Statement(
        """
        INSERT INTO job (key, kind, input, cause, correlation_id, requested_at, next_at)
        SELECT key, kind, input, cause, correlation_id, at, at
        FROM unnest($1, $2, $3, $4, $5, $6)
            AS w (key, kind, input, cause, correlation_id, at)
        ON CONFLICT (key) DO NOTHING
        """
    )

    static func insert(_ jobs: [RequestedJob]) throws(StoreError) -> Query {
        var inputs: [[UInt8]] = []
        do {
            for job in jobs { inputs.append(try JSONWriter.bytes(of: job.request.input)) }
        } catch {
            throw .refused("the input of a job can't be written as JSON: \(error)")
        }
        return Query(
            insert,
            [
                .texts(jobs.map(\.request.key)), .texts(jobs.map(\.request.kind)),
                .jsons(inputs), .texts(jobs.map(\.cause)), .texts(jobs.map(\.correlationID)),
                .timestamps(jobs.map(\.at)),
            ]
        )
    }

    /// Keys that were answered long ago.
    static let forget = Statement("DELETE FROM job WHERE key = ANY($1)")

    /// Keeps a lock that shows that the owner is there, until its session ends.
    static let appear = Statement("SELECT pg_advisory_lock_shared(\(jobsKey), hashtext($1))")
    private static let jobsKey = "hashtext('baton jobs ' || current_schema())"

    /// Whether the owner of a job has no session any more.
    ///
    /// The halves of a lock's key are shown without their signs.
    private static let isGone = """
        NOT EXISTS (
            SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.objsubid = 2
                AND d.datname = current_database()
                AND l.classid::bigint = \(jobsKey)::bigint & 4294967295
                AND l.objid::bigint = hashtext(job.owner)::bigint & 4294967295)
        """

    /// The next job of some kinds that is due and in nobody's hands, taken for a while.
    ///
    /// A job whose lease is over, or whose worker's session is, was lost with its worker. Others
    /// that take one at the same time pass over the locked row.
    static let take = Statement(
        """
        UPDATE job SET owner = $2, lease_until = $4, attempts = attempts + 1
        WHERE key = (
            SELECT key FROM job
            WHERE state = 'waiting' AND kind = ANY ($1) AND next_at <= $3
                AND (lease_until IS NULL OR lease_until <= $3 OR \(isGone))
            ORDER BY next_at, key LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING key, kind, input, cause, correlation_id, attempts
        """
    )
    /// Only by the worker who holds it: one that took too long must not answer a second time.
    private static let held = "key = $1 AND state = 'waiting' AND owner = $2 AND attempts = $3"
    static let finish = Statement(
        """
        UPDATE job SET state = 'done', message = $4, is_command = $5, finished_at = $6,
            owner = NULL, lease_until = NULL, last_error = NULL
        WHERE \(held)
        """
    )
    static let postpone = Statement(
        """
        UPDATE job SET last_error = $4, next_at = $5, owner = NULL, lease_until = NULL
        WHERE \(held)
        """
    )
    static let fail = Statement(
        """
        UPDATE job SET state = 'failed', message = $4, is_command = $5, finished_at = $6,
            last_error = $7, owner = NULL, lease_until = NULL
        WHERE \(held)
        """
    )
    static let unsent = Statement(
        """
        SELECT key, message, is_command, message->>'id', message->>'type',
            message->>'subject', message->>'correlationid'
        FROM job WHERE message IS NOT NULL AND sent_at IS NULL
        ORDER BY finished_at, key LIMIT 20
        """
    )
    static let markSent = Statement(
        "UPDATE job SET sent_at = $2 WHERE key = $1 AND sent_at IS NULL"
    )
    /// How many wait, how many have failed, how many answers are not out.
    static let counts = Statement(
        """
        SELECT (SELECT count(*) FROM job WHERE state = 'waiting'),
            (SELECT count(*) FROM job WHERE state = 'failed'),
            (SELECT count(*) FROM job WHERE message IS NOT NULL AND sent_at IS NULL)
        """
    )
}
