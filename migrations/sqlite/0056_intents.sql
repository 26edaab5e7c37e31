-- A row is something that was meant to be done once, by the key that a browser made for it: written with what was done,
-- and answered from here when it is sent again. Kept for two days.
CREATE TABLE intents (
    key TEXT PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    request BLOB NOT NULL,
    made_at TEXT NOT NULL,
    status INTEGER,
    location TEXT,
    body TEXT
) STRICT;
CREATE INDEX intents_by_account ON intents (account_id);
CREATE INDEX intents_by_time ON intents (made_at);
