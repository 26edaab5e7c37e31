-- A row is one setting of the city that is not as its default, as the last entry about it says.
CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
