-- The one row is what the city calls itself, its zone and how it is reached.
CREATE TABLE city (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    name TEXT NOT NULL,
    zone TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT')),
    contact TEXT NOT NULL,
    set_at TEXT NOT NULL
) STRICT;
