-- A row is a series of wrong guesses at one secret of one contact from one place. The key is a hash of all three.
CREATE TABLE guesses (
    key BYTEA PRIMARY KEY NOT NULL,
    tries BIGINT NOT NULL CHECK (tries > 0),
    last_at TIMESTAMPTZ NOT NULL,
    free_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX guesses_by_time ON guesses (last_at);

-- A row is a browser in which somebody has signed in before; the token itself is only in its cookie.
CREATE TABLE known_browsers (
    token_hash BYTEA NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    seen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (token_hash, account_id)
);
CREATE INDEX known_browsers_by_account ON known_browsers (account_id);
