-- A row is a passkey: the public half of a pair of keys whose other half stays in a phone, a computer or a security key. It works
-- at site (a host) and nowhere else. credential is what a signature is checked with; counter goes up where the device counts.
CREATE TABLE passkeys (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    credential_id BLOB NOT NULL,
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    credential TEXT NOT NULL CHECK (json_valid(credential)),
    counter INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (credential_id)
) STRICT;
CREATE INDEX passkeys_by_account ON passkeys (account_id);

-- A row is a question that one browser was given for its device to sign, to be answered once. With account_id it adds a passkey,
-- without it signs in.
CREATE TABLE passkey_challenges (
    id BLOB PRIMARY KEY NOT NULL,
    browser_hash BLOB NOT NULL,
    account_id BLOB REFERENCES accounts (id),
    state TEXT NOT NULL CHECK (json_valid(state)),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX passkey_challenges_by_account ON passkey_challenges (account_id);
CREATE INDEX passkey_challenges_by_time ON passkey_challenges (created_at);

-- Which passkey began the session, if one did; it ends with the passkey, whose row may be gone.
ALTER TABLE sessions ADD COLUMN passkey_id BLOB;
