-- The order of those who wait for the confirmation of their residence: who was never denied first, then who named it first.
ALTER TABLE accounts ADD COLUMN home_named_at TIMESTAMPTZ;
ALTER TABLE accounts ADD COLUMN denials BIGINT NOT NULL DEFAULT 0 CHECK (denials >= 0);
ALTER TABLE accounts ADD COLUMN denied_at TIMESTAMPTZ;
UPDATE accounts SET
    home_named_at = CASE WHEN home_region_id IS NOT NULL THEN created_at END,
    denials = (SELECT COUNT(*) FROM audit_events WHERE subject_id = accounts.id AND action = 'residence_denied'),
    denied_at = (SELECT MAX(at) FROM audit_events WHERE subject_id = accounts.id AND action = 'residence_denied');

-- The name as it is searched by: small letters, no accents, the same on both databases. Rows from before are folded by the
-- program right after this.
ALTER TABLE accounts ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
