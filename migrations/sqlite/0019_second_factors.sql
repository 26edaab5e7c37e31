-- A row is the secret that a person's app counts its codes from. It counts once the first code was typed (enrolled_at);
-- last_step is the time step of the last code that was used, so that each is used once.
CREATE TABLE second_factors (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id),
    secret BLOB NOT NULL,
    sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    created_at TEXT NOT NULL,
    enrolled_at TEXT,
    last_step INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A row is the hash of a code on paper that stands in for the app once.
CREATE TABLE recovery_codes (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    code_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (account_id, code_hash)
) STRICT;

-- A row is a sign-in whose password was right and whose second step is still to come.
CREATE TABLE half_sign_ins (
    token_hash BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX half_sign_ins_by_account ON half_sign_ins (account_id);
