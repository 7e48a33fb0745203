-- Somebody's data can be erased while lanes run.

-- A lane remembers rows that it wrote itself. Whoever changes rows behind its back counts up here, in
-- the same transaction; the lane reads the number with every batch.
ALTER TABLE lane ADD COLUMN altered bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN lane.altered IS 'Grows whenever states are changed by anybody but a lane; lanes then '
    'forget what they remember.';

-- The ledger is append-only; only texts may be taken out of its data, by who says that he does that.
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('baton.erasing', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the ledger is only appended to' USING ERRCODE = '42501',
        HINT = 'Book a line that takes the other one back.';
END $$;

CREATE FUNCTION refuse_ledger_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'only the data of a line can be erased' USING ERRCODE = '42501';
END $$;

CREATE TRIGGER ledger_figures_stay BEFORE UPDATE ON ledger
FOR EACH ROW WHEN (
    (old.account, old.seq, old.event, old.kind, old.amount, old.at, old.reference)
        IS DISTINCT FROM
    (new.account, new.seq, new.event, new.kind, new.amount, new.at, new.reference))
EXECUTE FUNCTION refuse_ledger_figures();
