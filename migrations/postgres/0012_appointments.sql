-- A row is a role of the whole city that one admin wants to give; it counts for nothing until a second one confirms it.
CREATE TABLE appointments (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    role TEXT COLLATE "C" NOT NULL,
    from_day DATE NOT NULL,
    to_day DATE,
    proposed_by UUID NOT NULL REFERENCES accounts (id),
    proposed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (account_id, role)
);

-- Who closed an account and why; when is disabled_at. A deleted account keeps nothing that tells who it was.
ALTER TABLE accounts ADD COLUMN disabled_by UUID REFERENCES accounts (id);
ALTER TABLE accounts ADD COLUMN disabled_reason TEXT;
ALTER TABLE accounts ADD COLUMN deleted_at TIMESTAMPTZ;
