-- A row is a proposal by residents, from its draft to the finished works. stage and status are its state;
-- what the proposer wrote is never overwritten by a level, see recommendations. While it is a draft, only draft holds
-- what was typed; submitting fills the columns and empties it.
-- volume in thousandths of the unit, money in rupiah, coordinates in millionths of a degree.
CREATE TABLE proposals (
    id UUID PRIMARY KEY NOT NULL,
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    number TEXT COLLATE "C" UNIQUE,
    draft JSONB,
    author_id UUID NOT NULL REFERENCES accounts (id),
    on_behalf_of TEXT,
    entered_as TEXT COLLATE "C",
    shows_name BOOLEAN NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    status_since TIMESTAMPTZ NOT NULL,
    title TEXT NOT NULL,
    problem TEXT NOT NULL,
    wanted TEXT NOT NULL,
    type_id UUID REFERENCES proposal_types (id),
    physical BOOLEAN NOT NULL,
    field TEXT COLLATE "C",
    volume BIGINT CHECK (volume > 0),
    unit TEXT NOT NULL DEFAULT '',
    unit_price BIGINT CHECK (unit_price >= 0),
    cost BIGINT CHECK (cost >= 0),
    kecamatan_id UUID REFERENCES regions (id),
    kelurahan_id UUID REFERENCES regions (id),
    rt_id UUID REFERENCES regions (id),
    address TEXT NOT NULL,
    latitude BIGINT,
    longitude BIGINT,
    land_status TEXT COLLATE "C",
    households BIGINT CHECK (households >= 0),
    people BIGINT CHECK (people >= 0),
    target_groups TEXT NOT NULL DEFAULT '',
    own_contribution BIGINT NOT NULL DEFAULT 0 CHECK (own_contribution >= 0),
    own_contribution_note TEXT NOT NULL,
    requested_agency_id UUID REFERENCES agencies (id),
    agency_id UUID REFERENCES agencies (id),
    origin_id UUID REFERENCES proposals (id),
    merged_into UUID REFERENCES proposals (id),
    rank BIGINT,
    returned_until DATE,
    created_at TIMESTAMPTZ NOT NULL,
    submitted_at TIMESTAMPTZ,
    support_count BIGINT NOT NULL DEFAULT 0,
    support_local BIGINT NOT NULL DEFAULT 0,
    support_rate BIGINT NOT NULL DEFAULT 0,
    comment_count BIGINT NOT NULL DEFAULT 0,
    search_text TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX proposals_newest ON proposals (submitted_at, id);
CREATE INDEX proposals_most_supported ON proposals (support_rate, id);
CREATE INDEX proposals_by_kelurahan ON proposals (kelurahan_id, submitted_at, id);
CREATE INDEX proposals_by_kecamatan ON proposals (kecamatan_id, submitted_at, id);
CREATE INDEX proposals_by_rt ON proposals (rt_id, submitted_at, id);
CREATE INDEX proposals_by_state ON proposals (cycle_id, stage, status);
CREATE INDEX proposals_by_agency ON proposals (agency_id, submitted_at, id);
CREATE INDEX proposals_by_author ON proposals (author_id, created_at);
CREATE INDEX proposals_by_origin ON proposals (origin_id);
CREATE INDEX proposals_by_merged ON proposals (merged_into);

-- A row is the last running number given in a kelurahan for a plan year.
CREATE TABLE proposal_numbers (
    kelurahan_id UUID NOT NULL REFERENCES regions (id),
    plan_year BIGINT NOT NULL,
    last_serial BIGINT NOT NULL,
    PRIMARY KEY (kelurahan_id, plan_year)
);

-- A row is one step of a proposal's journey; append-only, and the public timeline.
CREATE TABLE proposal_events (
    id UUID PRIMARY KEY NOT NULL,
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    sequence BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID REFERENCES accounts (id),
    role TEXT COLLATE "C",
    office TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    from_stage TEXT COLLATE "C",
    from_status TEXT COLLATE "C",
    to_stage TEXT COLLATE "C" NOT NULL,
    to_status TEXT COLLATE "C" NOT NULL,
    reason_code TEXT COLLATE "C",
    reason_text TEXT,
    rank BIGINT,
    detail JSONB NOT NULL,
    UNIQUE (proposal_id, sequence)
);

-- A row is one level's own text, volume and cost beside the original.
CREATE TABLE recommendations (
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    stage TEXT COLLATE "C" NOT NULL,
    office TEXT NOT NULL,
    text TEXT NOT NULL,
    volume BIGINT,
    cost BIGINT,
    actor_id UUID NOT NULL REFERENCES accounts (id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, stage)
);

-- A row is one person's support of one proposal.
CREATE TABLE supports (
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    local BOOLEAN NOT NULL,
    supported_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (proposal_id, account_id)
);
CREATE INDEX supports_by_account ON supports (account_id);
