-- What reports count of prices that were given and of raises of fees.

CREATE TABLE report_price (
    request_id text NOT NULL,
    line bigint NOT NULL,
    answered_at timestamptz NOT NULL,
    region text NOT NULL,
    market text,
    service text,
    price numeric,
    amount numeric,
    floor_hit boolean,
    salary_ratio numeric,
    competition numeric,
    lead_id text,
    client_id text,
    PRIMARY KEY (request_id, line)
);

CREATE INDEX report_price_answered ON report_price (answered_at);

COMMENT ON TABLE report_price IS 'One row a line of a price that was given, and one a request that was declined.';
COMMENT ON COLUMN report_price.request_id IS 'The request.';
COMMENT ON COLUMN report_price.line IS 'Which line of the answer, from 1; 0 where it was declined.';
COMMENT ON COLUMN report_price.answered_at IS 'When the answer was given.';
COMMENT ON COLUMN report_price.region IS 'The company''s key of the region, or what was asked for.';
COMMENT ON COLUMN report_price.market IS 'The market.';
COMMENT ON COLUMN report_price.service IS 'The code of the service.';
COMMENT ON COLUMN report_price.price IS 'Of one piece, without VAT.';
COMMENT ON COLUMN report_price.amount IS 'Of all pieces, without VAT.';
COMMENT ON COLUMN report_price.floor_hit IS 'Whether the floor made the price.';
COMMENT ON COLUMN report_price.salary_ratio IS 'Pay in the region over pay in the reference region.';
COMMENT ON COLUMN report_price.competition IS 'How hard competition is, 0 to 1.';
COMMENT ON COLUMN report_price.lead_id IS 'The lead it was given for.';
COMMENT ON COLUMN report_price.client_id IS 'The client it was given for.';

CREATE TABLE report_indexation (
    proposal_id text NOT NULL,
    client_id text NOT NULL,
    head_id text,
    department text,
    due_on text NOT NULL,
    effective_on text NOT NULL,
    phase text NOT NULL,
    fee numeric NOT NULL,
    new_fee numeric NOT NULL,
    currency text NOT NULL,
    percent numeric NOT NULL,
    growth_percent numeric,
    proposed_at timestamptz,
    decision text,
    decided_by text,
    decided_at timestamptz,
    announced_at timestamptz,
    closed_at timestamptz,
    price_today numeric,
    left_at timestamptz,
    PRIMARY KEY (proposal_id)
);

CREATE INDEX report_indexation_effective ON report_indexation (effective_on);

COMMENT ON TABLE report_indexation IS 'One row a proposal to raise a client''s fee.';
COMMENT ON COLUMN report_indexation.proposal_id IS 'The proposal.';
COMMENT ON COLUMN report_indexation.client_id IS 'The client.';
COMMENT ON COLUMN report_indexation.head_id IS 'The client''s sales head.';
COMMENT ON COLUMN report_indexation.department IS 'The department that serves the client.';
COMMENT ON COLUMN report_indexation.due_on IS 'The first day on which the raise may hold.';
COMMENT ON COLUMN report_indexation.effective_on IS 'From when it holds, as far as is known.';
COMMENT ON COLUMN report_indexation.phase IS 'How far it is.';
COMMENT ON COLUMN report_indexation.fee IS 'The fee before.';
COMMENT ON COLUMN report_indexation.new_fee IS 'The fee afterwards.';
COMMENT ON COLUMN report_indexation.currency IS 'Of both.';
COMMENT ON COLUMN report_indexation.percent IS 'The raise in percent.';
COMMENT ON COLUMN report_indexation.growth_percent IS 'What pay grew by, before cap and rounding.';
COMMENT ON COLUMN report_indexation.proposed_at IS 'When it was proposed.';
COMMENT ON COLUMN report_indexation.decision IS 'approved, changed or refused.';
COMMENT ON COLUMN report_indexation.decided_by IS 'Who decided.';
COMMENT ON COLUMN report_indexation.decided_at IS 'When.';
COMMENT ON COLUMN report_indexation.announced_at IS 'When the client was told.';
COMMENT ON COLUMN report_indexation.closed_at IS 'When it was over.';
COMMENT ON COLUMN report_indexation.price_today IS 'What the services would cost by prices then.';
COMMENT ON COLUMN report_indexation.left_at IS 'When the client left.';

CREATE TABLE report_indexation_due (
    client_id text NOT NULL,
    due_on text,
    fee numeric,
    currency text,
    head_id text,
    department text,
    has_proposal boolean NOT NULL,
    missing text,
    PRIMARY KEY (client_id)
);

CREATE INDEX report_indexation_due_on ON report_indexation_due (due_on) WHERE due_on IS NOT NULL;

COMMENT ON TABLE report_indexation_due IS 'One row a client, with the day on which his next raise is due.';
COMMENT ON COLUMN report_indexation_due.client_id IS 'The client.';
COMMENT ON COLUMN report_indexation_due.due_on IS 'The first day on which it may hold.';
COMMENT ON COLUMN report_indexation_due.fee IS 'The present fee.';
COMMENT ON COLUMN report_indexation_due.currency IS 'Of the fee.';
COMMENT ON COLUMN report_indexation_due.head_id IS 'The client''s sales head.';
COMMENT ON COLUMN report_indexation_due.department IS 'The department that serves the client.';
COMMENT ON COLUMN report_indexation_due.has_proposal IS 'Whether the raise was proposed already.';
COMMENT ON COLUMN report_indexation_due.missing IS 'The figures that it waits for, in words.';
