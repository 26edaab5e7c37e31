-- A row is one entry of the ledger: what happened to a subject, never altered. `event` is what the rules know it as, `kind` its
-- word, `position` its place among the entries of its subject, `chain` the SHA-256 of the entry together with the one before it.
CREATE TABLE ledger (
    id UUID PRIMARY KEY,
    subject_kind TEXT COLLATE "C" NOT NULL,
    subject_id UUID NOT NULL,
    position BIGINT NOT NULL CHECK (position > 0),
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID REFERENCES accounts (id),
    role TEXT COLLATE "C",
    region_code TEXT COLLATE "C",
    agency_id UUID REFERENCES agencies (id),
    imported BOOLEAN NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    event JSONB NOT NULL,
    chain BYTEA NOT NULL,
    UNIQUE (subject_id, position)
);
CREATE INDEX ledger_by_actor ON ledger (actor_id, at);
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();

-- A row holds words that an entry names by their digest: SHA-256 of salt and text. Erasing them leaves the entry whole.
CREATE TABLE ledger_words (
    digest BYTEA PRIMARY KEY,
    salt BYTEA NOT NULL,
    text TEXT NOT NULL
);

-- The home with which somebody's support counts; none where no office has confirmed one. It follows the person while the proposal
-- is open to support.
ALTER TABLE supports ADD COLUMN home_code TEXT COLLATE "C";
UPDATE supports SET home_code = (
    SELECT regions.code FROM accounts JOIN regions ON regions.id = accounts.home_region_id
    WHERE accounts.id = supports.account_id AND (accounts.residence_confirmed_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM proposals WHERE proposals.id = supports.proposal_id
            AND proposals.status IN ('submitted', 'returned', 'verified', 'agreed', 'reserve', 'forwarded', 'merged'))));

-- Whether an answer counts: whoever gave it has a confirmed home, or had one when the period ended.
ALTER TABLE stances ADD COLUMN counted BOOLEAN NOT NULL DEFAULT true;
UPDATE stances SET counted = (SELECT accounts.residence_confirmed_at IS NOT NULL FROM accounts WHERE accounts.id = stances.account_id)
WHERE EXISTS (SELECT 1 FROM plans WHERE plans.id = stances.plan_id AND plans.evaluation IS NULL);

-- With which the words of a comment stand in the ledger.
ALTER TABLE comments ADD COLUMN salt BYTEA;
UPDATE comments SET like_count = (SELECT COUNT(*) FROM comment_likes WHERE comment_likes.comment_id = comments.id);
