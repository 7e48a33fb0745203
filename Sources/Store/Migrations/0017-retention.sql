-- The program drops old months by itself where the company says so.

-- Drops the oldest month of the journal that ended before an instant and of which everything is
-- published; answers its name, or nothing. A month a call, so that lanes wait once at most.
CREATE FUNCTION drop_journal_month(before timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    name text;
    waits boolean;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('baton retention ' || current_schema(), 0)) THEN
        RETURN NULL;
    END IF;
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'journal'::regclass AND c.relname ~ '^journal_[0-9]{4}_[0-9]{2}$'
            AND (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC'
                <= before
        ORDER BY c.relname
    LOOP
        EXECUTE format(
            'SELECT EXISTS (SELECT FROM %I j JOIN lane l USING (lane) WHERE j.seq > l.published_seq)',
            name) INTO waits;
        CONTINUE WHEN waits;
        EXECUTE format('DROP TABLE %I', name);
        RETURN name;
    END LOOP;
    RETURN NULL;
END $$;
