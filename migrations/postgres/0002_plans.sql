-- A row is a plan posted by an agency; a draft may lack its year, its budget and its response period.
-- The counters follow stances and comments in the same transaction.
-- rule and evaluation are frozen: at publication, and at the end of the response period. closes_on is the last day of
-- answers, due_on the last day on which what the agency then owes is in time.
CREATE TABLE plans (
    id UUID PRIMARY KEY NOT NULL,
    agency_id UUID NOT NULL REFERENCES agencies (id),
    author_id UUID NOT NULL REFERENCES accounts (id),
    plan_year BIGINT,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    problem TEXT NOT NULL,
    expected_result TEXT NOT NULL,
    indicator TEXT NOT NULL,
    budget BIGINT CHECK (budget >= 0),
    budget_source TEXT NOT NULL,
    location TEXT NOT NULL,
    city_wide BOOLEAN NOT NULL,
    response_days BIGINT,
    status TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ,
    closes_on DATE,
    extended_at TIMESTAMPTZ,
    rule JSONB,
    evaluation JSONB,
    outcome TEXT COLLATE "C",
    due_on DATE,
    follow_up TEXT COLLATE "C",
    supporting BIGINT NOT NULL DEFAULT 0,
    supporting_local BIGINT NOT NULL DEFAULT 0,
    opposing BIGINT NOT NULL DEFAULT 0,
    opposing_local BIGINT NOT NULL DEFAULT 0,
    comment_count BIGINT NOT NULL DEFAULT 0,
    search_text TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX plans_newest ON plans (published_at, id);
CREATE INDEX plans_by_status ON plans (status, closes_on, id);
CREATE INDEX plans_by_agency ON plans (agency_id, status);

-- A row says that a plan affects a region.
CREATE TABLE plan_regions (
    plan_id UUID NOT NULL REFERENCES plans (id),
    region_id UUID NOT NULL REFERENCES regions (id),
    PRIMARY KEY (plan_id, region_id)
);
CREATE INDEX plan_regions_by_region ON plan_regions (region_id);

-- A row is one step in a plan's life; append-only.
CREATE TABLE plan_events (
    id UUID PRIMARY KEY NOT NULL,
    plan_id UUID NOT NULL REFERENCES plans (id),
    sequence BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID REFERENCES accounts (id),
    role TEXT COLLATE "C",
    office TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    to_status TEXT COLLATE "C" NOT NULL,
    note TEXT NOT NULL,
    detail JSONB NOT NULL,
    UNIQUE (plan_id, sequence)
);

-- A row is one resident's answer to a plan; changeable until the end of the response period.
CREATE TABLE stances (
    plan_id UUID NOT NULL REFERENCES plans (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    stance TEXT COLLATE "C" NOT NULL CHECK (stance IN ('support', 'oppose')),
    local BOOLEAN NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, account_id)
);
