-- A row is the secret that a person's app counts its codes from. It counts once the first code was typed (enrolled_at);
-- last_step is the time step of the last code that was used, so that each is used once.
CREATE TABLE second_factors (
    account_id UUID PRIMARY KEY NOT NULL REFERENCES accounts (id),
    secret BYTEA NOT NULL,
    sealed BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    enrolled_at TIMESTAMPTZ,
    last_step BIGINT NOT NULL DEFAULT 0
);

-- A row is the hash of a code on paper that stands in for the app once.
CREATE TABLE recovery_codes (
    account_id UUID NOT NULL REFERENCES accounts (id),
    code_hash BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (account_id, code_hash)
);

-- A row is a sign-in whose password was right and whose second step is still to come.
CREATE TABLE half_sign_ins (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX half_sign_ins_by_account ON half_sign_ins (account_id);
