-- Which calls were a client's: what an analysis of his period counts.

ALTER TABLE report_call ADD COLUMN client_id text;

CREATE INDEX report_call_client ON report_call (client_id, arrived_at) WHERE client_id IS NOT NULL;

COMMENT ON COLUMN report_call.client_id IS 'The client whose number called, where it was known.';

CREATE TABLE report_outgoing_call (
    call_id text PRIMARY KEY,
    made_at timestamptz NOT NULL,
    person_id text NOT NULL,
    client_id text,
    lead_id text,
    answered boolean
);

CREATE INDEX report_outgoing_call_client ON report_outgoing_call (client_id, made_at)
WHERE client_id IS NOT NULL;

COMMENT ON TABLE report_outgoing_call IS 'One row per call that somebody of the company made.';
COMMENT ON COLUMN report_outgoing_call.call_id IS 'The call, by the telephone exchange''s id.';
COMMENT ON COLUMN report_outgoing_call.made_at IS 'When it was made.';
COMMENT ON COLUMN report_outgoing_call.person_id IS 'Who called.';
COMMENT ON COLUMN report_outgoing_call.client_id IS 'The client called, where the number is known.';
COMMENT ON COLUMN report_outgoing_call.lead_id IS
    'The lead that it was about, where somebody said so.';
COMMENT ON COLUMN report_outgoing_call.answered IS
    'Whether it was answered; NULL where nobody said.';
