-- What reports tell of requests for project managers and of raises of fees.

ALTER TABLE report_request_turn ADD COLUMN assigned_at timestamptz;

COMMENT ON COLUMN report_request_turn.assigned_at IS 'When he got it; NULL where he was only asked.';

-- Whoever got a request has paid for it.
UPDATE report_request_turn t SET assigned_at = l.at
FROM ledger l
WHERE l.account = 'initiative/' || t.person_id AND l.kind = 'debit' AND l.reference = t.request_id
    AND (l.data->>'attempt')::bigint = t.attempt;

CREATE INDEX report_request_turn_assigned_at ON report_request_turn (assigned_at)
    WHERE assigned_at IS NOT NULL;

CREATE TABLE report_request_skip (
    request_id text NOT NULL,
    attempt bigint NOT NULL,
    person_id text NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (request_id, attempt, person_id)
);

CREATE INDEX report_request_skip_at ON report_request_skip (at);

COMMENT ON TABLE report_request_skip IS 'One row per time that somebody was passed over for a presale '
    'or a new client.';
COMMENT ON COLUMN report_request_skip.request_id IS 'The request.';
COMMENT ON COLUMN report_request_skip.attempt IS 'Which turn of the request it was, from 1.';
COMMENT ON COLUMN report_request_skip.person_id IS 'Whose turn it would have been.';
COMMENT ON COLUMN report_request_skip.kind IS 'presale or client.';
COMMENT ON COLUMN report_request_skip.reason IS 'Why: unavailable, asked (before) or full (of new '
    'clients).';
COMMENT ON COLUMN report_request_skip.at IS 'When.';

ALTER TABLE report_indexation ADD COLUMN why text;

COMMENT ON COLUMN report_indexation.why IS 'Why it is held back or stopped, or came to nothing; in '
    'words.';

CREATE INDEX report_indexation_announced ON report_indexation (announced_at)
    WHERE announced_at IS NOT NULL;
CREATE INDEX report_indexation_held ON report_indexation (phase)
    WHERE phase IN ('held', 'parked', 'stopped', 'address_needed');
