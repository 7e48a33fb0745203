-- Sets of documents as they were frozen and drawn; neither ever changes.

CREATE TABLE document_set (
    client_id text NOT NULL,
    set bigint NOT NULL,
    frozen text NOT NULL,
    sha256 text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, set)
);

COMMENT ON TABLE document_set IS 'One row a set of documents that has numbers.';
COMMENT ON COLUMN document_set.set IS 'Which of the client''s sets, from 1.';
COMMENT ON COLUMN document_set.frozen IS 'The canonical JSON that the documents are drawn from.';
COMMENT ON COLUMN document_set.sha256 IS 'Of the canonical JSON, in hexadecimal digits.';

CREATE TABLE document_file (
    client_id text NOT NULL,
    set bigint NOT NULL,
    kind text NOT NULL,
    html text NOT NULL,
    pdf bytea,
    sha256 text NOT NULL,
    PRIMARY KEY (client_id, set, kind),
    FOREIGN KEY (client_id, set) REFERENCES document_set
);

-- What a PDF holds is compressed already.
ALTER TABLE document_file ALTER COLUMN pdf SET STORAGE EXTERNAL;

COMMENT ON TABLE document_file IS 'One row a document as it is sent.';
COMMENT ON COLUMN document_file.html IS 'The page, the same text as the PDF.';
COMMENT ON COLUMN document_file.pdf IS 'NULL where the company wants pages only.';
COMMENT ON COLUMN document_file.sha256 IS 'Of the PDF, in hexadecimal digits; else of the page.';

CREATE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a document that was drawn never changes' USING ERRCODE = '42501',
        HINT = 'Void the set and issue another in its place.';
END $$;

CREATE TRIGGER document_set_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON document_set
FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change();

CREATE TRIGGER document_file_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON document_file
FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change();

-- What reports count.

CREATE TABLE report_document_set (
    client_id text NOT NULL,
    set bigint NOT NULL,
    client_name text,
    request_id text NOT NULL,
    legal_entity text NOT NULL,
    period_from text NOT NULL,
    period_to text NOT NULL,
    kinds text NOT NULL,
    is_scheduled boolean NOT NULL,
    requested_at timestamptz NOT NULL,
    phase text NOT NULL,
    phase_since timestamptz NOT NULL,
    reasons text,
    failures bigint NOT NULL,
    outdated_at timestamptz,
    PRIMARY KEY (client_id, set)
);

CREATE INDEX report_document_set_requested ON report_document_set (requested_at);
CREATE INDEX report_document_set_open ON report_document_set (phase)
    WHERE phase NOT IN ('delivered', 'voided');

CREATE TABLE report_document (
    client_id text NOT NULL,
    set bigint NOT NULL,
    kind text NOT NULL,
    legal_entity text NOT NULL,
    year bigint NOT NULL,
    number bigint NOT NULL,
    date text NOT NULL,
    total numeric,
    vat numeric,
    closing numeric,
    sha256 text,
    is_voided boolean NOT NULL,
    PRIMARY KEY (client_id, set, kind)
);

-- Whatever the program may think: no number is ever given twice.
CREATE UNIQUE INDEX report_document_number ON report_document (legal_entity, kind, year, number);

CREATE TABLE report_client_balance (
    client_id text NOT NULL,
    legal_entity text NOT NULL,
    client_name text,
    balance numeric NOT NULL,
    last_on text NOT NULL,
    PRIMARY KEY (client_id, legal_entity)
);

COMMENT ON TABLE report_document_set IS 'One row a set of documents.';
COMMENT ON COLUMN report_document_set.client_id IS 'The client.';
COMMENT ON COLUMN report_document_set.set IS 'Which of the client''s sets, from 1.';
COMMENT ON COLUMN report_document_set.client_name IS 'As the company''s systems name him.';
COMMENT ON COLUMN report_document_set.request_id IS 'The request that it was made for.';
COMMENT ON COLUMN report_document_set.legal_entity IS 'Whose documents they are.';
COMMENT ON COLUMN report_document_set.period_from IS 'The first day of the period.';
COMMENT ON COLUMN report_document_set.period_to IS 'The last day of the period.';
COMMENT ON COLUMN report_document_set.kinds IS 'What was asked for, separated by commas.';
COMMENT ON COLUMN report_document_set.is_scheduled IS 'Whether nobody asked for it.';
COMMENT ON COLUMN report_document_set.requested_at IS 'When it was asked for, or was due.';
COMMENT ON COLUMN report_document_set.phase IS 'How far it is.';
COMMENT ON COLUMN report_document_set.phase_since IS 'Since when.';
COMMENT ON COLUMN report_document_set.reasons IS 'Why it is blocked, a sentence a line.';
COMMENT ON COLUMN report_document_set.failures IS 'How many mails with it have failed.';
COMMENT ON COLUMN report_document_set.outdated_at IS 'Since when more is known than it says.';

COMMENT ON TABLE report_document IS 'One row a document that has a number; none is ever taken away.';
COMMENT ON COLUMN report_document.client_id IS 'The client.';
COMMENT ON COLUMN report_document.set IS 'Which of the client''s sets.';
COMMENT ON COLUMN report_document.kind IS 'invoice, act, completion or analysis.';
COMMENT ON COLUMN report_document.legal_entity IS 'Whose document it is.';
COMMENT ON COLUMN report_document.year IS 'Of its series.';
COMMENT ON COLUMN report_document.number IS 'In its series.';
COMMENT ON COLUMN report_document.date IS 'The document''s date.';
COMMENT ON COLUMN report_document.total IS 'Rubles, VAT included.';
COMMENT ON COLUMN report_document.vat IS 'Rubles.';
COMMENT ON COLUMN report_document.closing IS 'Rubles; plus is what the client owes.';
COMMENT ON COLUMN report_document.sha256 IS 'Of the file, once it is drawn.';
COMMENT ON COLUMN report_document.is_voided IS 'Whether it no longer holds.';

COMMENT ON TABLE report_client_balance IS 'One row a client and legal entity that have dealt with each other.';
COMMENT ON COLUMN report_client_balance.client_id IS 'The client.';
COMMENT ON COLUMN report_client_balance.legal_entity IS 'The legal entity.';
COMMENT ON COLUMN report_client_balance.client_name IS 'As the company''s systems name him.';
COMMENT ON COLUMN report_client_balance.balance IS 'Rubles; plus is what the client owes.';
COMMENT ON COLUMN report_client_balance.last_on IS 'The last day that anything counts to.';
