-- Who, beside its author, has found a proposal in order that an office recorded for a resident: before that its author does not
-- decide on it.
ALTER TABLE proposals ADD COLUMN seconded_by BLOB REFERENCES accounts (id);
UPDATE proposals SET seconded_by = (
    SELECT actor_id FROM proposal_events
    WHERE proposal_id = proposals.id AND kind = 'verified' AND actor_id <> proposals.author_id ORDER BY sequence LIMIT 1
) WHERE on_behalf_of IS NOT NULL;
