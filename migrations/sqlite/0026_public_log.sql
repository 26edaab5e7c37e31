-- A row is an entry of the ledger that waits to be published, or to be found nobody else's business; it goes when that is done.
-- `seq` keeps the entries of one subject in their order.
CREATE TABLE ledger_outbox (
    seq INTEGER PRIMARY KEY NOT NULL,
    entry_id BLOB NOT NULL UNIQUE REFERENCES ledger (id)
) STRICT;
INSERT INTO ledger_outbox (seq, entry_id)
SELECT ROW_NUMBER() OVER (ORDER BY since, subject_id, position), id
FROM (SELECT id, subject_id, position, MAX(at) OVER (PARTITION BY subject_id ORDER BY position) AS since FROM ledger) AS ordered;

-- A row is one entry of the public log, in its order from 0: the bytes that were hashed, never altered. An entry of the ledger
-- that is too long is several of them, by `part`.
CREATE TABLE published (
    sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence >= 0),
    entry_id BLOB NOT NULL REFERENCES ledger (id),
    part INTEGER NOT NULL CHECK (part >= 0),
    bytes BLOB NOT NULL,
    UNIQUE (entry_id, part)
) STRICT;
CREATE TRIGGER published_is_not_changed BEFORE UPDATE ON published BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER published_is_not_shortened BEFORE DELETE ON published BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- The row is the last state of the public log that was signed: how many entries, their root, and the checkpoint that says so.
CREATE TABLE published_head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL,
    note TEXT NOT NULL
) STRICT;

-- What merges and parts is read whole when publishing begins.
CREATE INDEX ledger_of_families ON ledger (subject_id, position) WHERE kind IN ('merged', 'parted');
