-- What adapters remember. `adapter` is the instance and its kind, such as main/bitrix24: several may share the schema.

CREATE TABLE inbox (
    id text PRIMARY KEY,
    type text NOT NULL,
    subject text NOT NULL,
    body bytea NOT NULL,
    received_at timestamptz NOT NULL
);
COMMENT ON TABLE inbox IS 'Commands as the bus brought them; each id is taken once.';
CREATE INDEX inbox_received ON inbox (received_at);

CREATE TABLE work (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    adapter text NOT NULL,
    id text NOT NULL REFERENCES inbox ON DELETE CASCADE,
    part text NOT NULL,
    lane text NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'begun', 'done', 'parked', 'expired', 'skipped')),
    attempts bigint NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    progress json NOT NULL,
    code text,
    error text,
    waits_for text,
    changed_at timestamptz NOT NULL,
    UNIQUE (adapter, id, part)
);
COMMENT ON TABLE work IS 'What is to be done of a command, one row a part; in order within a lane.';
COMMENT ON COLUMN work.progress IS 'Steps: begun, or done with the id that the other side gave.';
CREATE INDEX work_open ON work (adapter, lane, seq) WHERE state IN ('new', 'begun');
CREATE INDEX work_parked ON work (adapter, seq) WHERE state = 'parked';

CREATE TABLE cursor (
    adapter text NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (adapter, name)
);
COMMENT ON TABLE cursor IS 'Up to where the other side has been read.';

CREATE TABLE snapshot (
    adapter text NOT NULL,
    kind text NOT NULL,
    theirs text NOT NULL,
    fields bytea NOT NULL,
    PRIMARY KEY (adapter, kind, theirs)
);
COMMENT ON TABLE snapshot IS 'How a thing of the other side was when it was last looked at, as JSON.';

CREATE TABLE link (
    adapter text NOT NULL,
    kind text NOT NULL,
    ours text NOT NULL,
    theirs text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (adapter, kind, ours)
);
COMMENT ON TABLE link IS 'Which thing of the other side is which of ours.';
CREATE INDEX link_made ON link (made_at);

CREATE TABLE button (
    token text PRIMARY KEY,
    adapter text NOT NULL,
    recipient text NOT NULL,
    event bytea NOT NULL,
    command text NOT NULL,
    topic text NOT NULL,
    message text,
    expires_at timestamptz,
    pressed_at timestamptz,
    is_gone boolean NOT NULL DEFAULT false,
    made_at timestamptz NOT NULL,
    ordinal bigint GENERATED ALWAYS AS IDENTITY
);
COMMENT ON TABLE button IS 'Buttons under notices: who may press them, and what is published then.';
CREATE INDEX button_command ON button (adapter, command);
CREATE INDEX button_topic ON button (adapter, topic) WHERE NOT is_gone;
CREATE INDEX button_expiry ON button (adapter, expires_at) WHERE NOT is_gone;

CREATE TABLE outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    adapter text NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    body bytea NOT NULL,
    made_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL
);
COMMENT ON TABLE outbox IS 'Events that the broker has not confirmed yet.';
CREATE INDEX outbox_due ON outbox (next_at, seq);
