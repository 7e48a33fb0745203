-- A dead letter keeps all that it carried, for the day on which it is sent again, and what it says
-- of itself, by which people look for it.
ALTER TABLE dead_letter
    ADD COLUMN body_size bigint,
    ADD COLUMN properties json,
    ADD COLUMN event_type text,
    ADD COLUMN event_source text,
    ADD COLUMN event_id text,
    ADD COLUMN event_subject text;

COMMENT ON COLUMN dead_letter.body_size IS 'Of the whole body, of which body is only the head where '
    'it was too large; NULL in rows of former versions, which keep it whole.';
COMMENT ON COLUMN dead_letter.properties IS 'All AMQP properties and headers, with their types.';
COMMENT ON COLUMN dead_letter.event_source IS 'What it says of itself, as far as it can be read.';
