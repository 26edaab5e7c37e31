-- A contact is a claim until its owner has proven it: several accounts may name one, and one of them has it verified.
ALTER TABLE accounts DROP CONSTRAINT accounts_phone_key;
ALTER TABLE accounts DROP CONSTRAINT accounts_email_key;
ALTER TABLE accounts ADD COLUMN phone_verified_at TIMESTAMPTZ;
ALTER TABLE accounts ADD COLUMN email_verified_at TIMESTAMPTZ;
CREATE INDEX accounts_by_phone ON accounts (phone);
CREATE INDEX accounts_by_email ON accounts (email);
CREATE UNIQUE INDEX accounts_of_verified_phone ON accounts (phone) WHERE phone_verified_at IS NOT NULL;
CREATE UNIQUE INDEX accounts_of_verified_email ON accounts (email) WHERE email_verified_at IS NOT NULL;

-- A row is a contact that somebody wants to prove: the one they have, or another one instead.
CREATE TABLE contact_wishes (
    account_id UUID NOT NULL REFERENCES accounts (id),
    kind TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, kind)
);

-- A row is a code that opens one thing of one account once. Only its hash is kept. contact is what it proves, if anything.
CREATE TABLE one_time_codes (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    purpose TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C",
    hash BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    made_by UUID REFERENCES accounts (id),
    UNIQUE (account_id, purpose, hash)
);

-- A row is a letter that has not left yet. Its words are found when it is sent. It goes when it was sent.
CREATE TABLE letters (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    code TEXT,
    made_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX letters_by_due ON letters (due_at);
