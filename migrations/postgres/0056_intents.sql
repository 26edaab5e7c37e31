-- A row is something that was meant to be done once, by the key that a browser made for it: written with what was done,
-- and answered from here when it is sent again. Kept for two days.
CREATE TABLE intents (
    key TEXT PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    request BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    status BIGINT,
    location TEXT,
    body TEXT
);
CREATE INDEX intents_by_account ON intents (account_id);
CREATE INDEX intents_by_time ON intents (made_at);
