-- How often a program has taken the lane over in vain, so that a message which ends the program can be told from one
-- that was given back in order.
ALTER TABLE lane ADD COLUMN starts integer NOT NULL DEFAULT 0 CHECK (starts >= 0);

COMMENT ON COLUMN lane.starts IS 'Runs of the program that took the lane over since a batch was last committed or a '
    'run ended in order.';
