-- What meetings did is in the ledger, and what was done to accounts, roles and settings; what a meeting says of a proposal, by
-- whom and when, as well.
DROP TABLE rank_moves;
DROP TABLE musrenbang_events;
ALTER TABLE musrenbang_items DROP COLUMN decided_by;
ALTER TABLE musrenbang_items DROP COLUMN decided_at;
DROP TABLE audit_events;
CREATE INDEX ledger_acts ON ledger (at, id)
    WHERE subject_kind IN ('account', 'city', 'cycle') OR kind IN ('comment_hidden', 'comment_restored');
