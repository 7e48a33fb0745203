-- Places of the clients' sites among search results: millions a day, beside the lanes.

-- Whose site it is, as the latest event says.
CREATE TABLE position_site (
    site text PRIMARY KEY,
    client_id text NOT NULL,
    said_at timestamptz NOT NULL,
    said_by text COLLATE "C" NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX position_site_client ON position_site (client_id);

COMMENT ON TABLE position_site IS 'The sites that are known, each of one client.';

CREATE TABLE position_series (
    series integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site text NOT NULL REFERENCES position_site,
    source text NOT NULL,
    engine text NOT NULL,
    region text NOT NULL,
    device text NOT NULL,
    next_ordinal integer NOT NULL DEFAULT 1,
    UNIQUE (site, source, engine, region, device)
) WITH (fillfactor = 70);

COMMENT ON TABLE position_series IS 'What positions are a line of; no region or device is empty.';

-- A query as it is compared: NFC, trimmed, single spaces, small letters.
CREATE TABLE position_query (
    query integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text text COLLATE "C" NOT NULL UNIQUE
);

COMMENT ON TABLE position_query IS 'The text of every query, once.';

-- What was announced of keywords: for a site, or only for an engine, region or device of it.
CREATE TABLE position_watch (
    site text NOT NULL REFERENCES position_site,
    engine text NOT NULL,
    region text NOT NULL,
    device text NOT NULL,
    query integer NOT NULL,
    frequency bigint,
    target_url text,
    grp text,
    since date,
    until date,
    said_at timestamptz NOT NULL,
    said_by text COLLATE "C" NOT NULL,
    PRIMARY KEY (site, engine, region, device, query)
);

COMMENT ON COLUMN position_watch.since IS 'The first day on which somebody wanted it watched.';
COMMENT ON COLUMN position_watch.until IS 'Set where it is watched no more: from which day on.';

-- A keyword of a series, without foreign keys, which would cost more than everything else when a
-- hundred thousand come at once. Its readings stand at its ordinal, which no other ever gets.
CREATE TABLE position_keyword (
    series integer NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 1),
    query integer NOT NULL,
    frequency bigint,
    target_url text,
    grp text,
    tracked_from date,
    tracked_to date,
    PRIMARY KEY (series, ordinal),
    UNIQUE (series, query)
);

COMMENT ON COLUMN position_keyword.tracked_to IS 'The first day on which it is watched no more.';

CREATE TABLE position_url (
    url integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site text NOT NULL,
    address text COLLATE "C" NOT NULL,
    UNIQUE (site, address)
);

COMMENT ON TABLE position_url IS 'The addresses of the pages that are found.';

-- One row a series and day; arrays are read at the keyword's ordinal. An array of one element
-- holds for all keywords.
CREATE TABLE position_day (
    series integer NOT NULL,
    day date NOT NULL,
    arrived_at timestamptz NOT NULL,
    positions smallint[] NOT NULL,
    urls integer[] NOT NULL,
    depths smallint[] NOT NULL,
    takes integer[] NOT NULL,
    measured_at timestamptz[] NOT NULL,
    measured_by text[] NOT NULL,
    PRIMARY KEY (series, day)
) PARTITION BY RANGE (day);

COMMENT ON COLUMN position_day.positions IS 'The place; 0 is not found down to the depth, -1 a '
    'measurement that failed, -2 not tracked, as is everything beyond the end.';
COMMENT ON COLUMN position_day.urls IS 'The page found, as in position_url; 0 is none.';
COMMENT ON COLUMN position_day.takes IS 'Which element of measured_at and measured_by a reading is of.';
COMMENT ON COLUMN position_day.measured_by IS 'The event, request or file that brought it.';

-- A server that was built without lz4 does with its own compression.
DO $$ BEGIN
    ALTER TABLE position_day ALTER COLUMN positions SET COMPRESSION lz4,
        ALTER COLUMN urls SET COMPRESSION lz4, ALTER COLUMN takes SET COMPRESSION lz4,
        ALTER COLUMN measured_at SET COMPRESSION lz4, ALTER COLUMN measured_by SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;

-- Makes the partitions of the months that hold these days, one session at a time.
CREATE FUNCTION ensure_position_months(days date[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    month date;
    name text;
BEGIN
    FOR month IN
        SELECT DISTINCT date_trunc('month', day)::date FROM unnest(days) AS day
    LOOP
        name := 'position_day_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        PERFORM pg_advisory_xact_lock(hashtext('baton position months'));
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        -- Attached afterwards: to create it as a partition would wait for all readers.
        EXECUTE format('CREATE TABLE %I (LIKE position_day INCLUDING ALL)', name);
        EXECUTE format(
            'ALTER TABLE position_day ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            name, month, month + interval '1 month');
    END LOOP;
END $$;

-- Drops the partitions of months all of whose days lie before this one.
CREATE FUNCTION drop_position_months(before date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'position_day'::regclass
            AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    LOOP
        EXECUTE format('DROP TABLE %I', name);
    END LOOP;
END $$;

-- Days of which whoever measures said that they are done.
CREATE TABLE position_closing (
    series integer NOT NULL REFERENCES position_series,
    day date NOT NULL,
    PRIMARY KEY (series, day)
);

-- The figures of each day, for ever.
CREATE TABLE position_summary (
    series integer NOT NULL REFERENCES position_series,
    day date NOT NULL,
    tracked integer NOT NULL,
    measured integer NOT NULL,
    is_complete boolean NOT NULL,
    visibility numeric(5, 2),
    is_weighted boolean NOT NULL,
    top3 numeric(5, 2),
    top10 numeric(5, 2),
    top30 numeric(5, 2),
    top50 numeric(5, 2),
    top100 numeric(5, 2),
    not_found integer NOT NULL,
    median numeric(6, 1),
    PRIMARY KEY (series, day)
);

COMMENT ON COLUMN position_summary.median IS 'NULL where half or more are not found.';

-- Days whose figures are to be counted again.
CREATE TABLE position_unsummed (
    series integer NOT NULL,
    day date NOT NULL,
    due timestamptz NOT NULL,
    PRIMARY KEY (series, day)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

COMMENT ON COLUMN position_unsummed.due IS 'Not before; a day that has just come may still grow.';

-- A reading that was another before. Append-only.
CREATE TABLE position_correction (
    series integer NOT NULL,
    day date NOT NULL,
    ordinal integer NOT NULL,
    old smallint NOT NULL,
    new smallint NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE INDEX position_correction_series ON position_correction (series, day);

-- What came in, and from where: head, counts and checksum, never the rows.
CREATE TABLE position_batch (
    batch text COLLATE "C" PRIMARY KEY,
    way text NOT NULL CHECK (way IN ('queue', 'http', 'file')),
    type text NOT NULL,
    sha256 bytea NOT NULL,
    bytes bigint NOT NULL,
    rows bigint NOT NULL,
    series integer NOT NULL,
    corrections bigint NOT NULL,
    clients text[] NOT NULL,
    first_day date,
    last_day date,
    received_at timestamptz NOT NULL
);

CREATE INDEX position_batch_received ON position_batch USING brin (received_at);

COMMENT ON TABLE position_batch IS 'Every event, request or file with positions that was taken, once.';

-- Reports as they went out; they never change.
CREATE TABLE position_report (
    report text PRIMARY KEY,
    client_id text NOT NULL,
    request_id text,
    day date NOT NULL,
    first_day date NOT NULL,
    sites text[] NOT NULL,
    made_at timestamptz NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    outdated_at timestamptz,
    revoked_at timestamptz
);

CREATE INDEX position_report_client ON position_report (client_id, made_at);
-- The page is compressed already.
ALTER TABLE position_report ALTER COLUMN content SET STORAGE EXTERNAL;

COMMENT ON COLUMN position_report.content IS 'The page, gzip; sha256 is of the page itself.';
COMMENT ON COLUMN position_report.outdated_at IS 'When a reading that it shows was corrected.';

-- Where rows wait for their merge. Whoever holds the advisory lock of a number empties and fills
-- the two tables; what a crash leaves there means nothing.
DO $$
DECLARE
    number integer;
BEGIN
    FOR number IN 0..3 LOOP
        EXECUTE format(
            'CREATE UNLOGGED TABLE position_stage_%s (line integer NOT NULL, '
            'series integer NOT NULL, day date NOT NULL, query text COLLATE "C" NOT NULL, '
            'url text COLLATE "C", code smallint NOT NULL, depth smallint NOT NULL, '
            'at timestamptz NOT NULL) WITH (autovacuum_enabled = false)', number);
        EXECUTE format(
            'CREATE UNLOGGED TABLE position_cell_%s (series integer NOT NULL, day date NOT NULL, '
            'ordinal integer NOT NULL, code smallint NOT NULL, url integer NOT NULL, '
            'depth smallint NOT NULL, at timestamptz NOT NULL, by text COLLATE "C" NOT NULL, '
            'old smallint) WITH (autovacuum_enabled = false)', number);
    END LOOP;
END $$;
