-- What meetings did is in the ledger; what they say of a proposal, by whom and when, as well.
DROP TABLE rank_moves;
DROP TABLE musrenbang_events;
ALTER TABLE musrenbang_items DROP COLUMN decided_by;
ALTER TABLE musrenbang_items DROP COLUMN decided_at;
