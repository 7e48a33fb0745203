-- Days that reports have counted before, so that a report over millions of leads sums a few thousand
-- rows. Made from the facts, and made again whenever a fact of the day changes: nothing is lost
-- with them. Business intelligence reads the facts.

CREATE TABLE report_digest (
    day date NOT NULL,
    counting text NOT NULL,
    dimension text NOT NULL,
    key text NOT NULL,
    detail text NOT NULL,
    counts bigint[] NOT NULL,
    amount numeric,
    seconds double precision[],
    PRIMARY KEY (counting, dimension, day, key, detail)
);

-- Times hardly shrink when compressed.
ALTER TABLE report_digest ALTER COLUMN seconds SET STORAGE EXTERNAL;

COMMENT ON TABLE report_digest IS 'What reports count, summed by day: one row a counting, dimension '
    'and key. Holds only for days in report_digest_day that nothing in report_change is about.';
COMMENT ON COLUMN report_digest.seconds IS 'Every single one, as medians can''t be summed.';

CREATE TABLE report_digest_day (
    part text NOT NULL,
    zone text NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (part, zone, day)
);

COMMENT ON TABLE report_digest_day IS 'Which days are summed, as days of which time zone.';

-- Appended to by whoever writes facts, in the same transaction; emptied by whoever sums days.
CREATE TABLE report_change (
    part text,
    at timestamptz,
    lead_id text,
    deal_id text,
    CHECK ((part IS NULL) = (at IS NULL) AND num_nonnulls(part, lead_id, deal_id) = 1)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

COMMENT ON TABLE report_change IS 'Facts that were written: of which part and quarter of an hour, or '
    'of which lead or deal.';

-- Which lead became a deal that was won or lost meanwhile.
CREATE INDEX report_lead_deal ON report_lead (deal_id) WHERE deal_id IS NOT NULL;

-- Was for counting times by class.
DROP STATISTICS report_item_time_class;

-- Facts are kept since migration 2. Leads that came before it have theirs only once they change.
ALTER TABLE installation ADD COLUMN facts_since timestamptz;

UPDATE installation SET facts_since = m.applied_at
FROM migration m WHERE m.number = 2 AND EXISTS (
    SELECT FROM journal j
    WHERE j.type = 'lead.created' AND j.outcome = 'applied' AND j.received_at < m.applied_at
        AND NOT EXISTS (SELECT FROM report_lead l WHERE l.lead_id = j.subject));

COMMENT ON COLUMN installation.facts_since IS 'From when on reports know everything; NULL is always.';
