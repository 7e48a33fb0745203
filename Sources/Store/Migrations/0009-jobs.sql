-- Work that is done beside the lane, and what was answered. Reports by mail are the first kind.
CREATE TABLE job (
    key text PRIMARY KEY,
    kind text NOT NULL,
    input json NOT NULL,
    cause text NOT NULL,
    correlation_id text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    owner text,
    lease_until timestamptz,
    last_error text,
    message json,
    is_command boolean NOT NULL DEFAULT false,
    finished_at timestamptz,
    sent_at timestamptz,
    CHECK ((state = 'waiting') = (finished_at IS NULL))
) WITH (fillfactor = 80);

CREATE INDEX job_waiting ON job (next_at) WHERE state = 'waiting';
CREATE INDEX job_failed ON job (finished_at) WHERE state = 'failed';
CREATE INDEX job_unsent ON job (finished_at) WHERE message IS NOT NULL AND sent_at IS NULL;

COMMENT ON TABLE job IS 'One row a job. A worker takes it for as long as its lease; its answer is kept '
    'first, and published, always the same, until the broker has confirmed it.';
COMMENT ON COLUMN job.key IS 'Tells it from all others; the id of its answer follows from it.';
COMMENT ON COLUMN job.cause IS 'Id of the event or timer that it follows from.';
COMMENT ON COLUMN job.attempts IS 'How often a worker has taken it.';
COMMENT ON COLUMN job.next_at IS 'When it may be taken next.';
COMMENT ON COLUMN job.lease_until IS 'Until when the owner has it; after that it was lost with him.';
COMMENT ON COLUMN job.message IS 'The CloudEvent that is its answer.';
COMMENT ON COLUMN job.is_command IS 'Whether the answer goes to adapters; else to the inbox.';

INSERT INTO job (key, kind, input, cause, correlation_id, state, attempts, requested_at, next_at,
    message, is_command, finished_at, sent_at)
SELECT id, 'report_mail', json_build_object('schedule', schedule, 'due_at', due_at), id, id, 'done', 1,
    due_at, due_at, message, true, due_at, sent_at
FROM report_mail;

DROP TABLE report_mail;

-- Whoever watches the mailed reports goes on reading them under the name that they had.
CREATE VIEW report_mail AS
SELECT key AS id, input->>'schedule' AS schedule, requested_at AS due_at, message, sent_at
FROM job WHERE kind = 'report_mail';

COMMENT ON VIEW report_mail IS 'One row a mailed report: kept as jobs since schema 9.';
