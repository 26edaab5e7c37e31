-- A role may also be proposed by the machine, from the list of the city's officials: then proposed_by is empty.
-- SQLite cannot take a NOT NULL off a column, so the table is made anew. Nothing refers to it.
CREATE TABLE appointments_before AS SELECT * FROM appointments;
DROP TABLE appointments;
CREATE TABLE appointments (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT,
    proposed_by BLOB REFERENCES accounts (id),
    proposed_at TEXT NOT NULL,
    UNIQUE (account_id, role)
) STRICT;
INSERT INTO appointments (id, account_id, role, from_day, to_day, proposed_by, proposed_at)
    SELECT id, account_id, role, from_day, to_day, proposed_by, proposed_at FROM appointments_before;
DROP TABLE appointments_before;
