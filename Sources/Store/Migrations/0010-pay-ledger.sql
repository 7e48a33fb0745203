-- The marketers' pay moves into the ledger: an account each, whose state counts the lines.
INSERT INTO ledger (account, seq, event, kind, amount, at, reference, data)
SELECT 'pay/' || marketer_id,
    row_number() OVER (PARTITION BY marketer_id ORDER BY booked_at, line_id COLLATE "C"),
    '', kind, amount, booked_at, line_id,
    jsonb_strip_nulls(jsonb_build_object('rate', rate, 'currency', currency, 'lead_id', lead_id,
        'round', round, 'source', source, 'campaign', campaign))
FROM pay_line;

INSERT INTO subject (kind, id, version, state, changed_at)
SELECT 'account', 'pay/' || marketer_id, 1,
    json_build_object('pay', json_build_object(
        'lines', count(*),
        'balances', (
            SELECT json_object_agg(currency, total) FROM (
                SELECT currency, sum(amount) AS total FROM pay_line p
                WHERE p.marketer_id = l.marketer_id GROUP BY currency) sums),
        'months', coalesce(
            json_agg(split_part(line_id, '/', 2) ORDER BY line_id) FILTER (WHERE kind = 'fixed'),
            '[]'))),
    max(booked_at)
FROM pay_line l GROUP BY marketer_id;

DROP TABLE pay_line;

-- As business intelligence knows it.
CREATE VIEW pay_line AS
SELECT reference AS line_id, kind, substr(account, 5) AS marketer_id, data->>'lead_id' AS lead_id,
    (data->>'round')::integer AS round, data->>'source' AS source,
    data->>'campaign' AS campaign, at AS booked_at, (data->>'rate')::numeric AS rate, amount,
    data->>'currency' AS currency
FROM ledger WHERE book = 'pay';

COMMENT ON VIEW pay_line IS 'The marketers'' pay, from the ledger. A reversal takes back the line of its '
    'lead and round, at the rate of that line.';
COMMENT ON COLUMN pay_line.line_id IS 'What it is for, so that nothing is paid twice.';
COMMENT ON COLUMN pay_line.kind IS 'accepted, target, reversal or fixed.';
COMMENT ON COLUMN pay_line.marketer_id IS 'Who is paid.';
COMMENT ON COLUMN pay_line.lead_id IS 'The lead; NULL for the fixed part.';
COMMENT ON COLUMN pay_line.round IS 'The round of the lead''s qualification.';
COMMENT ON COLUMN pay_line.source IS 'The lead''s channel: site, vk, phone, …';
COMMENT ON COLUMN pay_line.campaign IS 'The lead''s advertising campaign.';
COMMENT ON COLUMN pay_line.booked_at IS 'When it was earned: says in which period it is paid.';
COMMENT ON COLUMN pay_line.rate IS 'What one is worth, at that moment.';
COMMENT ON COLUMN pay_line.amount IS 'What the line adds; negative for a reversal.';
COMMENT ON COLUMN pay_line.currency IS 'ISO 4217.';
