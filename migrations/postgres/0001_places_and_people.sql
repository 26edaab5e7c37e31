-- A row is one kota, kecamatan, kelurahan, RW or RT in one span of validity; codes change, rows stay.
CREATE TABLE regions (
    id UUID PRIMARY KEY NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL CHECK (level IN ('kota', 'kecamatan', 'kelurahan', 'rw', 'rt')),
    name TEXT NOT NULL,
    parent_id UUID REFERENCES regions (id),
    households BIGINT NOT NULL DEFAULT 0,
    valid_from DATE NOT NULL,
    valid_to DATE,
    successor_id UUID REFERENCES regions (id),
    UNIQUE (code, valid_from)
);
CREATE INDEX regions_by_parent ON regions (parent_id);

-- A row is one city department.
CREATE TABLE agencies (
    id UUID PRIMARY KEY NOT NULL,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    short_name TEXT NOT NULL,
    name TEXT NOT NULL
);

-- A row is one person. Contact data is internal.
CREATE TABLE accounts (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    phone TEXT COLLATE "C" UNIQUE,
    email TEXT COLLATE "C" UNIQUE,
    password_hash TEXT NOT NULL,
    home_region_id UUID REFERENCES regions (id),
    residence_confirmed_at TIMESTAMPTZ,
    residence_confirmed_by UUID REFERENCES accounts (id),
    shows_name BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    disabled_at TIMESTAMPTZ,
    CHECK (phone IS NOT NULL OR email IS NOT NULL)
);
CREATE INDEX accounts_by_home ON accounts (home_region_id);

-- A row is one signed-in browser; the token itself is only in its cookie.
CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    user_agent TEXT NOT NULL,
    ended_at TIMESTAMPTZ
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- A row is a role held by a person from a day to a day.
CREATE TABLE assignments (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    role TEXT COLLATE "C" NOT NULL,
    region_id UUID REFERENCES regions (id),
    agency_id UUID REFERENCES agencies (id),
    from_day DATE NOT NULL,
    to_day DATE,
    granted_by UUID REFERENCES accounts (id),
    granted_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX assignments_by_account ON assignments (account_id);
CREATE INDEX assignments_by_region ON assignments (region_id);

-- A row is one act on accounts, roles or settings; never changed, never deleted.
CREATE TABLE audit_events (
    id UUID PRIMARY KEY NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID REFERENCES accounts (id),
    role TEXT COLLATE "C",
    action TEXT COLLATE "C" NOT NULL,
    subject_id UUID NOT NULL,
    detail JSONB NOT NULL
);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, at);

-- A row is one planning year.
CREATE TABLE cycles (
    id UUID PRIMARY KEY NOT NULL,
    plan_year BIGINT NOT NULL UNIQUE,
    city_id UUID NOT NULL REFERENCES regions (id),
    created_at TIMESTAMPTZ NOT NULL,
    weights_locked_at TIMESTAMPTZ
);

-- A row is one step of a cycle's pipeline with its dates.
CREATE TABLE stages (
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    position BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    opens_on DATE,
    closes_on DATE,
    PRIMARY KEY (cycle_id, position),
    UNIQUE (cycle_id, kind)
);

-- A row is one type of proposal in one year's dictionary; unit_price in rupiah, absent for "Lainnya".
CREATE TABLE proposal_types (
    id UUID PRIMARY KEY NOT NULL,
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    code TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    physical BOOLEAN NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    unit TEXT NOT NULL,
    unit_price BIGINT CHECK (unit_price >= 0),
    agency_id UUID REFERENCES agencies (id),
    programme_code TEXT COLLATE "C" NOT NULL,
    requirements TEXT NOT NULL,
    offered BOOLEAN NOT NULL,
    UNIQUE (cycle_id, code)
);

-- A row is the money announced for one region or one agency in one cycle, in rupiah.
CREATE TABLE ceilings (
    id UUID PRIMARY KEY NOT NULL,
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    region_id UUID REFERENCES regions (id),
    agency_id UUID REFERENCES agencies (id),
    physical BIGINT NOT NULL CHECK (physical >= 0),
    non_physical BIGINT NOT NULL CHECK (non_physical >= 0),
    source TEXT NOT NULL,
    announced_on DATE NOT NULL,
    CHECK ((region_id IS NULL) <> (agency_id IS NULL)),
    UNIQUE (cycle_id, region_id),
    UNIQUE (cycle_id, agency_id)
);

-- A row is a stored photo of a plan or a proposal; the file is named by the id.
CREATE TABLE photos (
    id UUID PRIMARY KEY NOT NULL,
    subject_id UUID NOT NULL,
    position BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    alt TEXT NOT NULL,
    uploaded_by UUID NOT NULL REFERENCES accounts (id),
    uploaded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX photos_by_subject ON photos (subject_id, position);

-- A row is a comment on a plan or a proposal; hidden ones keep their text for the appeal.
-- office is named in official answers only; answers is the comment such an answer replies to.
CREATE TABLE comments (
    id UUID PRIMARY KEY NOT NULL,
    subject_id UUID NOT NULL,
    author_id UUID NOT NULL REFERENCES accounts (id),
    kind TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    office TEXT,
    answers UUID REFERENCES comments (id),
    created_at TIMESTAMPTZ NOT NULL,
    hidden_at TIMESTAMPTZ,
    hidden_by UUID REFERENCES accounts (id),
    hidden_reason TEXT,
    like_count BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX comments_by_subject ON comments (subject_id, created_at);

-- A row is one person's like of one comment.
CREATE TABLE comment_likes (
    comment_id UUID NOT NULL REFERENCES comments (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    liked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (comment_id, account_id)
);
