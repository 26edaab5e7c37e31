-- A row is one kota, kecamatan, kelurahan, RW or RT in one span of validity; codes change, rows stay.
CREATE TABLE regions (
    id BLOB PRIMARY KEY NOT NULL,
    code TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('kota', 'kecamatan', 'kelurahan', 'rw', 'rt')),
    name TEXT NOT NULL,
    parent_id BLOB REFERENCES regions (id),
    households INTEGER NOT NULL DEFAULT 0,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    successor_id BLOB REFERENCES regions (id),
    UNIQUE (code, valid_from)
) STRICT;
CREATE INDEX regions_by_parent ON regions (parent_id);

-- A row is one city department.
CREATE TABLE agencies (
    id BLOB PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;

-- A row is one person. Contact data is internal.
CREATE TABLE accounts (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    phone TEXT UNIQUE,
    email TEXT UNIQUE,
    password_hash TEXT NOT NULL,
    home_region_id BLOB REFERENCES regions (id),
    residence_confirmed_at TEXT,
    residence_confirmed_by BLOB REFERENCES accounts (id),
    shows_name INTEGER NOT NULL CHECK (shows_name IN (0, 1)),
    created_at TEXT NOT NULL,
    disabled_at TEXT,
    CHECK (phone IS NOT NULL OR email IS NOT NULL)
) STRICT;
CREATE INDEX accounts_by_home ON accounts (home_region_id);

-- A row is one signed-in browser; the token itself is only in its cookie.
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);

-- A row is a role held by a person from a day to a day.
CREATE TABLE assignments (
    id BLOB PRIMARY KEY NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    region_id BLOB REFERENCES regions (id),
    agency_id BLOB REFERENCES agencies (id),
    from_day TEXT NOT NULL,
    to_day TEXT,
    granted_by BLOB REFERENCES accounts (id),
    granted_at TEXT NOT NULL
) STRICT;
CREATE INDEX assignments_by_account ON assignments (account_id);
CREATE INDEX assignments_by_region ON assignments (region_id);

-- A row is one act on accounts, roles or settings; never changed, never deleted.
CREATE TABLE audit_events (
    id BLOB PRIMARY KEY NOT NULL,
    at TEXT NOT NULL,
    actor_id BLOB REFERENCES accounts (id),
    role TEXT,
    action TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, at);

-- A row is one planning year.
CREATE TABLE cycles (
    id BLOB PRIMARY KEY NOT NULL,
    plan_year INTEGER NOT NULL UNIQUE,
    city_id BLOB NOT NULL REFERENCES regions (id),
    created_at TEXT NOT NULL,
    weights_locked_at TEXT
) STRICT;

-- A row is one step of a cycle's pipeline with its dates.
CREATE TABLE stages (
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    opens_on TEXT,
    closes_on TEXT,
    PRIMARY KEY (cycle_id, position),
    UNIQUE (cycle_id, kind)
) STRICT;

-- A row is one type of proposal in one year's dictionary; unit_price in rupiah, absent for "Lainnya".
CREATE TABLE proposal_types (
    id BLOB PRIMARY KEY NOT NULL,
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    physical INTEGER NOT NULL CHECK (physical IN (0, 1)),
    field TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_price INTEGER CHECK (unit_price >= 0),
    agency_id BLOB REFERENCES agencies (id),
    programme_code TEXT NOT NULL,
    requirements TEXT NOT NULL,
    offered INTEGER NOT NULL CHECK (offered IN (0, 1)),
    UNIQUE (cycle_id, code)
) STRICT;

-- A row is the money announced for one region or one agency in one cycle, in rupiah.
CREATE TABLE ceilings (
    id BLOB PRIMARY KEY NOT NULL,
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    region_id BLOB REFERENCES regions (id),
    agency_id BLOB REFERENCES agencies (id),
    physical INTEGER NOT NULL CHECK (physical >= 0),
    non_physical INTEGER NOT NULL CHECK (non_physical >= 0),
    source TEXT NOT NULL,
    announced_on TEXT NOT NULL,
    CHECK ((region_id IS NULL) <> (agency_id IS NULL)),
    UNIQUE (cycle_id, region_id),
    UNIQUE (cycle_id, agency_id)
) STRICT;

-- A row is a stored photo of a plan or a proposal; the file is named by the id.
CREATE TABLE photos (
    id BLOB PRIMARY KEY NOT NULL,
    subject_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    alt TEXT NOT NULL,
    uploaded_by BLOB NOT NULL REFERENCES accounts (id),
    uploaded_at TEXT NOT NULL
) STRICT;
CREATE INDEX photos_by_subject ON photos (subject_id, position);

-- A row is a comment on a plan or a proposal; hidden ones keep their text for the appeal.
-- office is named in official answers only; answers is the comment such an answer replies to.
CREATE TABLE comments (
    id BLOB PRIMARY KEY NOT NULL,
    subject_id BLOB NOT NULL,
    author_id BLOB NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    office TEXT,
    answers BLOB REFERENCES comments (id),
    created_at TEXT NOT NULL,
    hidden_at TEXT,
    hidden_by BLOB REFERENCES accounts (id),
    hidden_reason TEXT,
    like_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX comments_by_subject ON comments (subject_id, created_at);

-- A row is one person's like of one comment.
CREATE TABLE comment_likes (
    comment_id BLOB NOT NULL REFERENCES comments (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    liked_at TEXT NOT NULL,
    PRIMARY KEY (comment_id, account_id)
) STRICT;
