-- A row is the city's response rule for what is published from an instant on; the last one holds, the earlier ones stay.
CREATE TABLE response_rules (
    set_at TIMESTAMPTZ PRIMARY KEY NOT NULL,
    rule JSONB NOT NULL,
    set_by UUID NOT NULL REFERENCES accounts (id)
);
