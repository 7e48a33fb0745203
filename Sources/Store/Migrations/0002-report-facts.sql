-- What reports count: typed rows, written in the transaction of the state that they follow from.
-- Business intelligence may read them: docs/reports.md says what each column means.
-- Indexed columns never change, so that a change stays on its page.

CREATE TABLE report_lead (
    lead_id text PRIMARY KEY,
    arrived_at timestamptz NOT NULL,
    channel text NOT NULL,
    campaign text,
    deal_id text
) WITH (fillfactor = 90);

CREATE INDEX report_lead_arrived ON report_lead (arrived_at);

COMMENT ON TABLE report_lead IS 'One row a lead that the CRM announced, whoever works it.';

CREATE TABLE report_item (
    opened_at timestamptz NOT NULL,
    first_passed_at timestamptz,
    closed_at timestamptz,
    seconds_to_accept double precision,
    round integer NOT NULL,
    returns integer NOT NULL,
    lead_id text NOT NULL,
    marketer_id text NOT NULL,
    source text,
    campaign text,
    outcome text,
    junk_stage text,
    PRIMARY KEY (lead_id, round)
) WITH (fillfactor = 80);

CREATE INDEX report_item_opened ON report_item (opened_at);

COMMENT ON TABLE report_item IS 'One row a round of qualification of a lead.';
COMMENT ON COLUMN report_item.outcome IS 'accepted_by_sales, target_lead, junk, lead_closed or '
    'lead_deleted; NULL while it is open.';
COMMENT ON COLUMN report_item.seconds_to_accept IS 'From the first pass to the accept.';

CREATE TABLE report_call (
    call_id text PRIMARY KEY,
    arrived_at timestamptz NOT NULL,
    channel text NOT NULL,
    campaign text,
    answered_at timestamptz,
    answered_by text,
    missed boolean NOT NULL,
    verdict text,
    made_lead boolean NOT NULL,
    lead_id text
) WITH (fillfactor = 80);

CREATE INDEX report_call_arrived ON report_call (arrived_at);
CREATE INDEX report_call_lead ON report_call (lead_id) WHERE lead_id IS NOT NULL;

COMMENT ON TABLE report_call IS 'One row an incoming call.';

CREATE TABLE report_turn (
    kind text NOT NULL,
    about text NOT NULL,
    started_at timestamptz NOT NULL,
    number integer NOT NULL,
    person_id text NOT NULL,
    ended_at timestamptz,
    ending text,
    reacted_at timestamptz,
    won boolean NOT NULL,
    PRIMARY KEY (kind, about, started_at, number)
) WITH (fillfactor = 80);

CREATE INDEX report_turn_started ON report_turn (kind, started_at);

COMMENT ON TABLE report_turn IS 'One row a person''s turn: a lead offered, a call rung. Number 0 '
    'is somebody who took a lead without having had a turn.';

CREATE TABLE report_deal (
    deal_id text PRIMARY KEY,
    manager_id text,
    won_at timestamptz,
    amount numeric,
    currency text,
    lead_id text
);

CREATE INDEX report_deal_won ON report_deal (won_at) WHERE won_at IS NOT NULL;
CREATE INDEX report_deal_lead ON report_deal (lead_id) WHERE lead_id IS NOT NULL;

COMMENT ON TABLE report_deal IS 'One row a deal; won_at is NULL once it is lost after all.';

CREATE TABLE report_survey (
    survey_id text PRIMARY KEY,
    client_id text NOT NULL,
    sent_at timestamptz NOT NULL,
    answered_at timestamptz,
    score text CHECK (score IN ('bad', 'good', 'excellent')),
    project_manager_id text,
    sales_head_id text,
    department text
);

CREATE INDEX report_survey_sent ON report_survey (sent_at);
CREATE INDEX report_survey_answered ON report_survey (answered_at) WHERE answered_at IS NOT NULL;

COMMENT ON TABLE report_survey IS 'One row a client who was asked how content he is.';

-- The ledger: lines are written once and never changed.
CREATE TABLE pay_line (
    line_id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('accepted', 'target', 'reversal', 'fixed')),
    marketer_id text NOT NULL,
    lead_id text,
    round integer,
    source text,
    campaign text,
    booked_at timestamptz NOT NULL,
    rate numeric NOT NULL,
    amount numeric NOT NULL,
    currency text NOT NULL
);

CREATE INDEX pay_line_booked ON pay_line (booked_at);

COMMENT ON TABLE pay_line IS 'The marketers'' pay. A reversal takes back the line of its lead and '
    'round, at the rate of that line.';

-- What went wrong lately, for the page of the present; few rows are ever in it.
CREATE INDEX journal_rejected ON journal (received_at) WHERE outcome = 'rejected';

-- Reports that go out by mail: when a schedule was first seen, and what was sent for which day.
CREATE TABLE report_schedule (
    name text PRIMARY KEY,
    since timestamptz NOT NULL
);

CREATE TABLE report_mail (
    id text PRIMARY KEY,
    schedule text NOT NULL,
    due_at timestamptz NOT NULL,
    message json NOT NULL,
    sent_at timestamptz
);

CREATE INDEX report_mail_unsent ON report_mail (due_at) WHERE sent_at IS NULL;

COMMENT ON TABLE report_mail IS 'One row an occurrence: made once, published until the broker has '
    'confirmed it, always the same.';

-- Without this the planner takes each time to accept for a class of its own, sees millions of groups
-- and does not share the counting out.
CREATE STATISTICS report_item_time_class
    ON (floor(ln(1 + seconds_to_accept) * 32)::bigint) FROM report_item;
