-- One row, written again and again to find out whether writing works.
CREATE TABLE health (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    tried_at TEXT NOT NULL
) STRICT;

-- json_valid(NULL) is NULL in the SQLite inside this program and 0 in older ones, whose integrity check would call a
-- healthy file broken. The conditions mean the same as before; only their text changes, so no row is written anew.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(rule))', 'CHECK (rule IS NULL OR json_valid(rule))')
WHERE type = 'table' AND name = 'plans';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(evaluation))', 'CHECK (evaluation IS NULL OR json_valid(evaluation))')
WHERE type = 'table' AND name = 'plans';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(draft))', 'CHECK (draft IS NULL OR json_valid(draft))')
WHERE type = 'table' AND name = 'proposals';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (json_valid(score_parts))', 'CHECK (score_parts IS NULL OR json_valid(score_parts))')
WHERE type = 'table' AND name = 'musrenbang_items';
PRAGMA writable_schema = RESET;
