-- What processes remember of the company as a whole, in a row each: what one of them changes is
-- neither written nor read with all the others.
CREATE TEMPORARY TABLE company_process (name text PRIMARY KEY) ON COMMIT DROP;
INSERT INTO company_process VALUES
    ('rotations'), ('telephones'), ('portfolios'), ('loyalty'), ('ranking'),
    ('distribution_members'), ('night_pool');

INSERT INTO subject (kind, id, version, state, changed_at, shared_version)
SELECT 'company', p.name, 1, json_build_object(p.name, s.state -> p.name), s.changed_at,
    s.shared_version
FROM subject s CROSS JOIN company_process p
WHERE s.kind = 'company' AND s.id = 'company' AND s.state -> p.name IS NOT NULL;

-- What other versions and rules remember stays where it is.
UPDATE subject SET version = version + 1, state = (
    SELECT coalesce(json_object_agg(key, value), '{}') FROM json_each(state)
    WHERE key NOT IN (SELECT name FROM company_process))
WHERE kind = 'company' AND id = 'company';
DELETE FROM subject WHERE kind = 'company' AND id = 'company' AND state::text = '{}';

UPDATE timer SET subject = process
WHERE kind = 'company' AND subject = 'company'
    AND process IN (SELECT name FROM company_process);

COMMENT ON COLUMN installation.shared_version IS 'Grows with each change of what several lanes write.';
COMMENT ON COLUMN subject.shared_version IS 'Of what several lanes write: which change of '
    'installation.shared_version it was.';

-- Keeps subjects, each exactly one version on from what was read.
--
-- Kinds of which a row belongs to one lane are named here. All others, which several lanes write,
-- are numbered by one row that stays locked to the commit: their changes become visible in the
-- order of their numbers, and a lane that holds that row is not overtaken.
CREATE OR REPLACE FUNCTION keep_subjects(
    kinds text[], ids text[], versions bigint[], states json[], keys text[], held_by text[],
    instant timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    lane_kinds CONSTANT text[] := ARRAY['lead', 'deal', 'call', 'client', 'caller', 'request', 'site'];
    kept bigint;
    number bigint;
BEGIN
    IF NOT kinds <@ lane_kinds THEN
        UPDATE installation SET shared_version = shared_version + 1
        RETURNING shared_version INTO number;
    END IF;
    INSERT INTO subject AS s
        (kind, id, version, state, lookup_keys, holders, changed_at, shared_version)
    SELECT w.kind, w.id, w.version, w.state,
        string_to_array(w.keys, E'\x1f'), string_to_array(w.held_by, E'\x1f'), instant,
        CASE WHEN w.kind <> ALL (lane_kinds) THEN number END
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
