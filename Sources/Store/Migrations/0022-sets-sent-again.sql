-- Every request that a set of documents answers, and what became of a set that went out again.

ALTER TABLE report_document_set ADD COLUMN requests text, ADD COLUMN resend text,
    ADD COLUMN resend_since timestamptz;

UPDATE report_document_set s SET requests = coalesce((
    SELECT string_agg(asked.request->>'id', E'\n' ORDER BY asked.place)
    FROM subject c, json_array_elements(c.state->'documents'->'sets') one,
        json_array_elements(one->'requests') WITH ORDINALITY asked (request, place)
    WHERE c.kind = 'client' AND c.id = s.client_id AND (one->>'ordinal')::bigint = s.set
), s.request_id);

ALTER TABLE report_document_set ALTER COLUMN requests SET NOT NULL;

CREATE INDEX report_document_set_requests ON report_document_set
    USING gin (string_to_array(requests, E'\n'));

COMMENT ON COLUMN report_document_set.requests IS 'The requests that it answers, one a line.';
COMMENT ON COLUMN report_document_set.resend IS 'How far the mail is that went out after the delivery.';
COMMENT ON COLUMN report_document_set.resend_since IS 'Since when.';
