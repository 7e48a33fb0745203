-- One row: what holds for the installation as a whole.
CREATE TABLE installation (
    is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    lanes smallint CHECK (lanes >= 1),
    shared_version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

INSERT INTO installation DEFAULT VALUES;

COMMENT ON COLUMN installation.lanes IS '[amqp] partitions of the first start; fixed since.';
COMMENT ON COLUMN installation.shared_version IS 'Grows with each change of people or the company.';

-- One row a lane: who writes, where the journal ends, how far publishing has come.
CREATE TABLE lane (
    lane smallint PRIMARY KEY CHECK (lane >= 0),
    epoch bigint NOT NULL DEFAULT 0,
    owner text,
    acquired_at timestamptz,
    starts integer NOT NULL DEFAULT 0 CHECK (starts >= 0),
    next_seq bigint NOT NULL DEFAULT 1 CHECK (next_seq >= 1),
    published_seq bigint NOT NULL DEFAULT 0 CHECK (published_seq < next_seq)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

COMMENT ON COLUMN lane.starts IS 'Runs of the program that took it over since a batch was last '
    'committed or a run ended in order.';
COMMENT ON TABLE lane IS 'One row a lane. epoch grows with each new owner; published_seq is the '
    'journal position up to which everything is confirmed by the broker.';

-- What all processes remember of one lead, person, deal, … Changed in place, so with room for it.
CREATE TABLE subject (
    kind text NOT NULL,
    id text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    state json NOT NULL,
    lookup_keys text[] NOT NULL DEFAULT '{}',
    holders text[] NOT NULL DEFAULT '{}',
    changed_at timestamptz NOT NULL,
    shared_version bigint,
    PRIMARY KEY (kind, id)
) WITH (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.02);

-- Each new lead looks its contact up, and with a pending list every look-up would read all of that.
CREATE INDEX subject_lookup_keys ON subject USING gin (lookup_keys) WITH (fastupdate = off)
WHERE lookup_keys <> '{}';
CREATE INDEX subject_holders ON subject (kind) WHERE holders <> '{}';

CREATE INDEX subject_shared ON subject (shared_version) WHERE shared_version IS NOT NULL;

COMMENT ON TABLE subject IS 'One row a lead, person, deal, …: state has one member a process.';
COMMENT ON COLUMN subject.lookup_keys IS 'Phone numbers (E.164) and addresses it is found under.';
COMMENT ON COLUMN subject.holders IS 'People on whose desk it lies now.';
COMMENT ON COLUMN subject.shared_version IS 'Of what every lane keeps in memory: which change of '
    'installation.shared_version it was.';

-- Everything that was taken and decided. Append-only.
CREATE TABLE journal (
    lane smallint NOT NULL,
    seq bigint NOT NULL,
    received_at timestamptz NOT NULL,
    occurred_at timestamptz NOT NULL,
    event_key uuid,
    source text,
    event_id text,
    type text NOT NULL,
    subject_kind text,
    subject text NOT NULL,
    also_about text[],
    outcome text NOT NULL CHECK (outcome IN ('applied', 'ignored', 'rejected', 'dead')),
    decisions json,
    event json,
    commands json,
    PRIMARY KEY (lane, seq, received_at)
) PARTITION BY RANGE (received_at);

CREATE INDEX journal_event_key ON journal (event_key) WHERE event_key IS NOT NULL;
CREATE INDEX journal_subject ON journal (subject, received_at);
CREATE INDEX journal_also_about ON journal USING gin (also_about) WHERE also_about IS NOT NULL;

-- Receives what no month was made for, so that a clock gone wrong loses nothing.
CREATE TABLE journal_other PARTITION OF journal DEFAULT;

COMMENT ON TABLE journal IS 'One row an event, timer or dead letter, in the order of decision.';
COMMENT ON COLUMN journal.event_key IS 'First 16 bytes of SHA-256 of source, NUL, id: once-only.';
COMMENT ON COLUMN journal.also_about IS 'Other subjects it changed, as kind/id.';
COMMENT ON COLUMN journal.commands IS 'The CloudEvents that went out because of it, in order.';

-- Makes the partition of the month of an instant and those of some months after it.
CREATE FUNCTION ensure_journal_months(instant timestamptz, ahead integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    month timestamp;
    name text;
BEGIN
    FOR month IN
        SELECT generate_series(
            date_trunc('month', instant AT TIME ZONE 'UTC'),
            date_trunc('month', instant AT TIME ZONE 'UTC') + make_interval(months => ahead),
            interval '1 month')
    LOOP
        name := 'journal_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF journal FOR VALUES FROM (%L) TO (%L)',
                name, month::text || '+00', (month + interval '1 month')::text || '+00');
        END IF;
    END LOOP;
END $$;

-- Messages that could not be worked with, as they came.
CREATE TABLE dead_letter (
    lane smallint NOT NULL,
    seq bigint NOT NULL,
    received_at timestamptz NOT NULL,
    error_code text NOT NULL,
    error text NOT NULL,
    error_field text,
    exchange text NOT NULL,
    routing_key text NOT NULL,
    content_type text,
    message_id text,
    message_type text,
    headers json NOT NULL,
    body bytea NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replayed', 'dropped')),
    resolved_at timestamptz CHECK ((state = 'open') = (resolved_at IS NULL)),
    PRIMARY KEY (lane, seq)
);

CREATE INDEX dead_letter_open ON dead_letter (received_at) WHERE state = 'open';

-- Armed timers. A row lives from its arming to its firing or disarming.
CREATE TABLE timer (
    kind text NOT NULL,
    subject text NOT NULL,
    process text NOT NULL,
    name text NOT NULL,
    generation bigint NOT NULL,
    lane smallint NOT NULL,
    due_at timestamptz NOT NULL,
    correlation_id text NOT NULL,
    PRIMARY KEY (kind, subject, process, name)
) WITH (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX timer_due ON timer (lane, due_at);

-- Keeps subjects, each exactly one version on from what was read.
--
-- People and the company, which every lane keeps in memory, are numbered by one row that stays
-- locked to the commit: their changes become visible in the order of their numbers.
CREATE FUNCTION keep_subjects(
    kinds text[], ids text[], versions bigint[], states json[], keys text[], held_by text[],
    instant timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kept bigint;
    number bigint;
BEGIN
    IF kinds && ARRAY['company', 'person'] THEN
        UPDATE installation SET shared_version = shared_version + 1
        RETURNING shared_version INTO number;
    END IF;
    INSERT INTO subject AS s
        (kind, id, version, state, lookup_keys, holders, changed_at, shared_version)
    SELECT w.kind, w.id, w.version, w.state,
        string_to_array(w.keys, E'\x1f'), string_to_array(w.held_by, E'\x1f'), instant,
        CASE WHEN w.kind IN ('company', 'person') THEN number END
    FROM unnest(kinds, ids, versions, states, keys, held_by)
        AS w (kind, id, version, state, keys, held_by)
    ON CONFLICT (kind, id) DO UPDATE SET
        version = excluded.version, state = excluded.state,
        lookup_keys = excluded.lookup_keys, holders = excluded.holders,
        changed_at = excluded.changed_at, shared_version = excluded.shared_version
    WHERE s.version = excluded.version - 1;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> cardinality(ids) THEN
        RAISE EXCEPTION 'a subject was changed by somebody else' USING ERRCODE = '40001';
    END IF;
END $$;
