-- A row is a plan posted by an agency; a draft may lack its year, its budget and its response period.
-- The counters follow stances and comments in the same transaction.
-- rule and evaluation are frozen: at publication, and at the end of the response period. closes_on is the last day of
-- answers, due_on the last day on which what the agency then owes is in time.
CREATE TABLE plans (
    id BLOB PRIMARY KEY NOT NULL,
    agency_id BLOB NOT NULL REFERENCES agencies (id),
    author_id BLOB NOT NULL REFERENCES accounts (id),
    plan_year INTEGER,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    problem TEXT NOT NULL,
    expected_result TEXT NOT NULL,
    indicator TEXT NOT NULL,
    budget INTEGER CHECK (budget >= 0),
    budget_source TEXT NOT NULL,
    location TEXT NOT NULL,
    city_wide INTEGER NOT NULL CHECK (city_wide IN (0, 1)),
    response_days INTEGER,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    published_at TEXT,
    closes_on TEXT,
    extended_at TEXT,
    rule TEXT CHECK (json_valid(rule)),
    evaluation TEXT CHECK (json_valid(evaluation)),
    outcome TEXT,
    due_on TEXT,
    follow_up TEXT,
    supporting INTEGER NOT NULL DEFAULT 0,
    supporting_local INTEGER NOT NULL DEFAULT 0,
    opposing INTEGER NOT NULL DEFAULT 0,
    opposing_local INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    search_text TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX plans_newest ON plans (published_at, id);
CREATE INDEX plans_by_status ON plans (status, closes_on, id);
CREATE INDEX plans_by_agency ON plans (agency_id, status);

-- A row says that a plan affects a region.
CREATE TABLE plan_regions (
    plan_id BLOB NOT NULL REFERENCES plans (id),
    region_id BLOB NOT NULL REFERENCES regions (id),
    PRIMARY KEY (plan_id, region_id)
) STRICT;
CREATE INDEX plan_regions_by_region ON plan_regions (region_id);

-- A row is one step in a plan's life; append-only.
CREATE TABLE plan_events (
    id BLOB PRIMARY KEY NOT NULL,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_id BLOB REFERENCES accounts (id),
    role TEXT,
    office TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_status TEXT NOT NULL,
    note TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    UNIQUE (plan_id, sequence)
) STRICT;

-- A row is one resident's answer to a plan; changeable until the end of the response period.
CREATE TABLE stances (
    plan_id BLOB NOT NULL REFERENCES plans (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    stance TEXT NOT NULL CHECK (stance IN ('support', 'oppose')),
    local INTEGER NOT NULL CHECK (local IN (0, 1)),
    taken_at TEXT NOT NULL,
    PRIMARY KEY (plan_id, account_id)
) STRICT;
