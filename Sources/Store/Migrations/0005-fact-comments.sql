-- Says of each column that reports count what it holds: the sentences of the rows' own types.

COMMENT ON TABLE report_call IS 'One row an incoming call.';
COMMENT ON COLUMN report_call.call_id IS 'The call, by the telephone exchange''s id.';
COMMENT ON COLUMN report_call.arrived_at IS 'When it began to ring.';
COMMENT ON COLUMN report_call.channel IS 'The channel of the number that was dialled.';
COMMENT ON COLUMN report_call.campaign IS 'The advertising campaign, where it is known.';
COMMENT ON COLUMN report_call.answered_at IS 'When somebody answered.';
COMMENT ON COLUMN report_call.answered_by IS 'Who answered.';
COMMENT ON COLUMN report_call.missed IS 'Whether nobody answered.';
COMMENT ON COLUMN report_call.verdict IS 'real or spam: the mark that counts; NULL without one.';
COMMENT ON COLUMN report_call.made_lead IS 'Whether a lead was made of it.';
COMMENT ON COLUMN report_call.lead_id IS 'The lead made of it, once the CRM has said which.';

COMMENT ON TABLE report_turn IS 'One row a person''s turn: a lead offered, a call rung. Number 0 '
    'is somebody who took a lead without having had a turn.';
COMMENT ON COLUMN report_turn.kind IS 'offer or ring.';
COMMENT ON COLUMN report_turn.about IS 'The lead or the call.';
COMMENT ON COLUMN report_turn.started_at IS 'When the turn began.';
COMMENT ON COLUMN report_turn.number IS 'Which turn of the chain, from 1.';
COMMENT ON COLUMN report_turn.person_id IS 'Whose turn it was.';
COMMENT ON COLUMN report_turn.ended_at IS 'When it ended.';
COMMENT ON COLUMN report_turn.ending IS 'accepted, declined, expired, …; NULL while it runs.';
COMMENT ON COLUMN report_turn.reacted_at IS 'When the person took it or refused it, in the turn or '
    'afterwards.';
COMMENT ON COLUMN report_turn.won IS 'Whether the person took it.';

COMMENT ON TABLE report_deal IS 'One row a deal; won_at is NULL once it is lost after all.';
COMMENT ON COLUMN report_deal.deal_id IS 'The deal, by the CRM''s id.';
COMMENT ON COLUMN report_deal.manager_id IS 'Who sold it.';
COMMENT ON COLUMN report_deal.won_at IS 'When it was won.';
COMMENT ON COLUMN report_deal.amount IS 'For how much, in the currency.';
COMMENT ON COLUMN report_deal.currency IS 'ISO 4217.';
COMMENT ON COLUMN report_deal.lead_id IS 'The lead that it came from, as the deal says.';

COMMENT ON TABLE report_lead IS 'One row a lead that the CRM announced, whoever works it.';
COMMENT ON COLUMN report_lead.lead_id IS 'The lead, by the CRM''s id.';
COMMENT ON COLUMN report_lead.arrived_at IS 'When it arrived.';
COMMENT ON COLUMN report_lead.channel IS 'Where it came from: site, vk, phone, …';
COMMENT ON COLUMN report_lead.campaign IS 'The advertising campaign, where it is known.';
COMMENT ON COLUMN report_lead.deal_id IS 'The deal it became, once the CRM has said so.';

COMMENT ON TABLE report_survey IS 'One row a client who was asked how content he is.';
COMMENT ON COLUMN report_survey.survey_id IS 'The survey.';
COMMENT ON COLUMN report_survey.client_id IS 'The client, by the CRM''s id.';
COMMENT ON COLUMN report_survey.sent_at IS 'When the client was asked.';
COMMENT ON COLUMN report_survey.answered_at IS 'When the client answered for the first time.';
COMMENT ON COLUMN report_survey.score IS 'bad, good or excellent; of several answers the last one.';
COMMENT ON COLUMN report_survey.project_manager_id IS 'The client''s project manager at that time.';
COMMENT ON COLUMN report_survey.sales_head_id IS 'The client''s head of sales at that time.';
COMMENT ON COLUMN report_survey.department IS 'The department that served the client.';

COMMENT ON TABLE report_item IS 'One row a round of qualification of a lead.';
COMMENT ON COLUMN report_item.lead_id IS 'The lead, by the CRM''s id.';
COMMENT ON COLUMN report_item.round IS '1, 2, …: a lead that comes back to a marketer counts '
    'again.';
COMMENT ON COLUMN report_item.opened_at IS 'When the marketer got it.';
COMMENT ON COLUMN report_item.marketer_id IS 'The marketer who works it.';
COMMENT ON COLUMN report_item.source IS 'The lead''s channel: site, vk, phone, …';
COMMENT ON COLUMN report_item.campaign IS 'The advertising campaign, where it is known.';
COMMENT ON COLUMN report_item.returns IS 'How often sales returned it.';
COMMENT ON COLUMN report_item.first_passed_at IS 'When it was first passed to sales.';
COMMENT ON COLUMN report_item.closed_at IS 'When the round ended.';
COMMENT ON COLUMN report_item.outcome IS 'accepted_by_sales, target_lead, junk, lead_closed or '
    'lead_deleted; NULL while it is open.';
COMMENT ON COLUMN report_item.junk_stage IS 'The kind of junk, where the outcome is junk.';
COMMENT ON COLUMN report_item.seconds_to_accept IS 'From the first pass to the accept.';

COMMENT ON TABLE pay_line IS 'The marketers'' pay. A reversal takes back the line of its lead and '
    'round, at the rate of that line.';
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
