-- A row is the city's response rule for what is published from an instant on; the last one holds, the earlier ones stay.
CREATE TABLE response_rules (
    set_at TEXT PRIMARY KEY NOT NULL,
    rule TEXT NOT NULL CHECK (json_valid(rule)),
    set_by BLOB NOT NULL REFERENCES accounts (id)
) STRICT;
