-- The comments of the tables in better English; nothing else changes.

COMMENT ON TABLE report_document_set IS 'One row per set of documents.';
COMMENT ON TABLE report_document IS 'One row per numbered document; rows are never deleted.';
COMMENT ON TABLE report_client_balance IS 'One row per client and legal entity that have dealt with each other.';
COMMENT ON TABLE report_request_turn IS 'One row per turn of a project manager for a presale or a new client.';
COMMENT ON TABLE report_rating IS 'One row per change of a project manager''s rating.';
COMMENT ON TABLE report_review IS 'One row per review that a client wrote.';
COMMENT ON TABLE report_price IS 'One row per line of a quoted price, and one per declined request.';
COMMENT ON TABLE report_call IS 'One row per incoming call.';
COMMENT ON TABLE report_item IS 'One row per round of qualification of a lead.';
COMMENT ON TABLE report_lead IS 'One row per lead that the CRM announced, no matter who works it.';
COMMENT ON TABLE report_indexation IS 'One row per proposal to raise a client''s fee.';
COMMENT ON TABLE report_indexation_due IS 'One row per client, with the day on which the next raise is due.';
COMMENT ON TABLE report_survey IS 'One row per survey of a client.';
COMMENT ON TABLE report_deal IS 'One row per deal; won_at is NULL if a won deal was lost after all.';
COMMENT ON TABLE report_turn IS 'One row per turn of a person: a lead offered, a call rung. Number 0 is a '
    'person who took a lead out of turn.';
