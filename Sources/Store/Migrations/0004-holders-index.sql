-- Counting what lies on whose desk reads the index alone, not a page of the table for each open
-- lead: lanes do it at start, and every few seconds where there are several.
DROP INDEX subject_holders;
CREATE INDEX subject_holders ON subject (holders) WHERE holders <> '{}';
