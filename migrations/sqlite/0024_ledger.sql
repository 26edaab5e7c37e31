-- A row is one entry of the ledger: what happened to a subject, never altered. `event` is what the rules know it as, `kind` its
-- word, `position` its place among the entries of its subject, `chain` the SHA-256 of the entry together with the one before it.
CREATE TABLE ledger (
    id BLOB PRIMARY KEY NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    at TEXT NOT NULL,
    actor_id BLOB REFERENCES accounts (id),
    role TEXT,
    region_code TEXT,
    agency_id BLOB REFERENCES agencies (id),
    imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
    kind TEXT NOT NULL,
    event TEXT NOT NULL CHECK (json_valid(event)),
    chain BLOB NOT NULL,
    UNIQUE (subject_id, position)
) STRICT;
CREATE INDEX ledger_by_actor ON ledger (actor_id, at);
CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_is_not_shortened BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- A row holds words that an entry names by their digest: SHA-256 of salt and text. Erasing them leaves the entry whole.
CREATE TABLE ledger_words (
    digest BLOB PRIMARY KEY NOT NULL,
    salt BLOB NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- The home with which somebody's support counts; none where no office has confirmed one. It follows the person while the proposal
-- is open to support.
ALTER TABLE supports ADD COLUMN home_code TEXT;
UPDATE supports SET home_code = (
    SELECT regions.code FROM accounts JOIN regions ON regions.id = accounts.home_region_id
    WHERE accounts.id = supports.account_id AND (accounts.residence_confirmed_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM proposals WHERE proposals.id = supports.proposal_id
            AND proposals.status IN ('submitted', 'returned', 'verified', 'agreed', 'reserve', 'forwarded', 'merged'))));

-- Whether an answer counts: whoever gave it has a confirmed home, or had one when the period ended.
ALTER TABLE stances ADD COLUMN counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1));
UPDATE stances SET counted = (SELECT accounts.residence_confirmed_at IS NOT NULL FROM accounts WHERE accounts.id = stances.account_id)
WHERE EXISTS (SELECT 1 FROM plans WHERE plans.id = stances.plan_id AND plans.evaluation IS NULL);

-- With which the words of a comment stand in the ledger.
ALTER TABLE comments ADD COLUMN salt BLOB;
UPDATE comments SET like_count = (SELECT COUNT(*) FROM comment_likes WHERE comment_likes.comment_id = comments.id);
