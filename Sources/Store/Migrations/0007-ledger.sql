-- What is booked for somebody: lines that are written once, with the decision, and never changed.
CREATE TABLE ledger (
    account text NOT NULL CHECK (account LIKE '_%/_%'),
    seq bigint NOT NULL CHECK (seq >= 1),
    book text NOT NULL GENERATED ALWAYS AS (split_part(account, '/', 1)) STORED,
    event text NOT NULL,
    kind text NOT NULL,
    amount numeric NOT NULL,
    at timestamptz NOT NULL,
    reference text,
    data jsonb NOT NULL,
    PRIMARY KEY (account, seq)
);

CREATE INDEX ledger_book ON ledger (book, at);

COMMENT ON TABLE ledger IS 'One row a booking, append-only. The state of the account counts its lines '
    'and keeps its balance.';
COMMENT ON COLUMN ledger.account IS 'Book and holder, such as initiative/anna.';
COMMENT ON COLUMN ledger.seq IS 'Which line of the account, from 1 without gaps.';
COMMENT ON COLUMN ledger.book IS 'The first part of the account.';
COMMENT ON COLUMN ledger.event IS 'Id of the event or timer that it follows from.';
COMMENT ON COLUMN ledger.amount IS 'What it adds to the balance; negative where it takes away.';
COMMENT ON COLUMN ledger.at IS 'The instant whose period it belongs to.';
COMMENT ON COLUMN ledger.reference IS 'What it is for, such as a lead.';

-- Rights would not do: the role that appends owns the table.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only appended to' USING ERRCODE = '42501',
        HINT = 'Book a line that takes the other one back.';
END $$;

CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
