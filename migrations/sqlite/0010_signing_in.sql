-- A row is a series of wrong guesses at one secret of one contact from one place. The key is a hash of all three.
CREATE TABLE guesses (
    key BLOB PRIMARY KEY NOT NULL,
    tries INTEGER NOT NULL CHECK (tries > 0),
    last_at TEXT NOT NULL,
    free_at TEXT NOT NULL
) STRICT;
CREATE INDEX guesses_by_time ON guesses (last_at);

-- A row is a browser in which somebody has signed in before; the token itself is only in its cookie.
CREATE TABLE known_browsers (
    token_hash BLOB NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, account_id)
) STRICT;
CREATE INDEX known_browsers_by_account ON known_browsers (account_id);
