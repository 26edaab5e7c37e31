-- A row is a picture that is, or was, the emblem of the city, under its SHA-256; which one it is says the setting `emblem`.
CREATE TABLE emblems (
    digest TEXT PRIMARY KEY NOT NULL,
    picture BLOB NOT NULL
) STRICT;
