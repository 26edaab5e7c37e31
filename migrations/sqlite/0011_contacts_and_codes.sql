-- A contact is a claim until its owner has proven it: several accounts may name one, and one of them has it verified.
-- SQLite cannot take a UNIQUE off a column, so the table is made anew. Rows that point to it find it again before the end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE accounts_before AS SELECT * FROM accounts;
DROP TABLE accounts;
CREATE TABLE accounts (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    email TEXT,
    password_hash TEXT NOT NULL,
    home_region_id BLOB REFERENCES regions (id),
    residence_confirmed_at TEXT,
    residence_confirmed_by BLOB REFERENCES accounts (id),
    shows_name INTEGER NOT NULL CHECK (shows_name IN (0, 1)),
    created_at TEXT NOT NULL,
    disabled_at TEXT,
    phone_verified_at TEXT,
    email_verified_at TEXT,
    CHECK (phone IS NOT NULL OR email IS NOT NULL)
) STRICT;
INSERT INTO accounts (id, name, phone, email, password_hash, home_region_id, residence_confirmed_at, residence_confirmed_by,
        shows_name, created_at, disabled_at)
    SELECT id, name, phone, email, password_hash, home_region_id, residence_confirmed_at, residence_confirmed_by,
        shows_name, created_at, disabled_at FROM accounts_before;
DROP TABLE accounts_before;
CREATE INDEX accounts_by_home ON accounts (home_region_id);
CREATE INDEX accounts_by_phone ON accounts (phone);
CREATE INDEX accounts_by_email ON accounts (email);
CREATE UNIQUE INDEX accounts_of_verified_phone ON accounts (phone) WHERE phone_verified_at IS NOT NULL;
CREATE UNIQUE INDEX accounts_of_verified_email ON accounts (email) WHERE email_verified_at IS NOT NULL;

-- A row is a contact that somebody wants to prove: the one they have, or another one instead.
CREATE TABLE contact_wishes (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    contact TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    PRIMARY KEY (account_id, kind)
) STRICT;

-- A row is a code that opens one thing of one account once. Only its hash is kept. contact is what it proves, if anything.
CREATE TABLE one_time_codes (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact TEXT,
    hash BLOB NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    made_by BLOB REFERENCES accounts (id),
    UNIQUE (account_id, purpose, hash)
) STRICT;

-- A row is a letter that has not left yet. Its words are found when it is sent. It goes when it was sent.
CREATE TABLE letters (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    code TEXT,
    made_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX letters_by_due ON letters (due_at);
