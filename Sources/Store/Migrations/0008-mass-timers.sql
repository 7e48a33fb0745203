-- Timers of which thousands may come due at once wait for all others, so each share has its index.
ALTER TABLE timer ADD COLUMN mass boolean NOT NULL DEFAULT false;

UPDATE timer SET mass = true WHERE process = 'surveys';

DROP INDEX timer_due;
CREATE INDEX timer_due ON timer (lane, due_at) WHERE NOT mass;
CREATE INDEX timer_due_mass ON timer (lane, due_at) WHERE mass;

COMMENT ON COLUMN timer.mass IS 'Whether thousands of its kind may come due at once: it waits for all '
    'others.';
