-- A row is a role of the whole city that one admin wants to give; it counts for nothing until a second one confirms it.
CREATE TABLE appointments (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT,
    proposed_by BLOB NOT NULL REFERENCES accounts (id),
    proposed_at TEXT NOT NULL,
    UNIQUE (account_id, role)
) STRICT;

-- Who closed an account and why; when is disabled_at. A deleted account keeps nothing that tells who it was.
ALTER TABLE accounts ADD COLUMN disabled_by BLOB REFERENCES accounts (id);
ALTER TABLE accounts ADD COLUMN disabled_reason TEXT;
ALTER TABLE accounts ADD COLUMN deleted_at TEXT;
