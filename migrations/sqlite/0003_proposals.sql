-- A row is a proposal by residents, from its draft to the finished works. stage and status are its state;
-- what the proposer wrote is never overwritten by a level, see recommendations. While it is a draft, only draft holds
-- what was typed; submitting fills the columns and empties it.
-- volume in thousandths of the unit, money in rupiah, coordinates in millionths of a degree.
CREATE TABLE proposals (
    id BLOB PRIMARY KEY NOT NULL,
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    number TEXT UNIQUE,
    draft TEXT CHECK (json_valid(draft)),
    author_id BLOB NOT NULL REFERENCES accounts (id),
    on_behalf_of TEXT,
    entered_as TEXT,
    shows_name INTEGER NOT NULL CHECK (shows_name IN (0, 1)),
    stage TEXT NOT NULL,
    status TEXT NOT NULL,
    status_since TEXT NOT NULL,
    title TEXT NOT NULL,
    problem TEXT NOT NULL,
    wanted TEXT NOT NULL,
    type_id BLOB REFERENCES proposal_types (id),
    physical INTEGER NOT NULL CHECK (physical IN (0, 1)),
    field TEXT,
    volume INTEGER CHECK (volume > 0),
    unit TEXT NOT NULL DEFAULT '',
    unit_price INTEGER CHECK (unit_price >= 0),
    cost INTEGER CHECK (cost >= 0),
    kecamatan_id BLOB REFERENCES regions (id),
    kelurahan_id BLOB REFERENCES regions (id),
    rt_id BLOB REFERENCES regions (id),
    address TEXT NOT NULL,
    latitude INTEGER,
    longitude INTEGER,
    land_status TEXT,
    households INTEGER CHECK (households >= 0),
    people INTEGER CHECK (people >= 0),
    target_groups TEXT NOT NULL DEFAULT '',
    own_contribution INTEGER NOT NULL DEFAULT 0 CHECK (own_contribution >= 0),
    own_contribution_note TEXT NOT NULL,
    requested_agency_id BLOB REFERENCES agencies (id),
    agency_id BLOB REFERENCES agencies (id),
    origin_id BLOB REFERENCES proposals (id),
    merged_into BLOB REFERENCES proposals (id),
    rank INTEGER,
    returned_until TEXT,
    created_at TEXT NOT NULL,
    submitted_at TEXT,
    support_count INTEGER NOT NULL DEFAULT 0,
    support_local INTEGER NOT NULL DEFAULT 0,
    support_rate INTEGER NOT NULL DEFAULT 0,
    comment_count INTEGER NOT NULL DEFAULT 0,
    search_text TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
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
    kelurahan_id BLOB NOT NULL REFERENCES regions (id),
    plan_year INTEGER NOT NULL,
    last_serial INTEGER NOT NULL,
    PRIMARY KEY (kelurahan_id, plan_year)
) STRICT;

-- A row is one step of a proposal's journey; append-only, and the public timeline.
CREATE TABLE proposal_events (
    id BLOB PRIMARY KEY NOT NULL,
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_id BLOB REFERENCES accounts (id),
    role TEXT,
    office TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_stage TEXT,
    from_status TEXT,
    to_stage TEXT NOT NULL,
    to_status TEXT NOT NULL,
    reason_code TEXT,
    reason_text TEXT,
    rank INTEGER,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    UNIQUE (proposal_id, sequence)
) STRICT;

-- A row is one level's own text, volume and cost beside the original.
CREATE TABLE recommendations (
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    stage TEXT NOT NULL,
    office TEXT NOT NULL,
    text TEXT NOT NULL,
    volume INTEGER,
    cost INTEGER,
    actor_id BLOB NOT NULL REFERENCES accounts (id),
    at TEXT NOT NULL,
    PRIMARY KEY (proposal_id, stage)
) STRICT;

-- A row is one person's support of one proposal.
CREATE TABLE supports (
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    local INTEGER NOT NULL CHECK (local IN (0, 1)),
    supported_at TEXT NOT NULL,
    PRIMARY KEY (proposal_id, account_id)
) STRICT;
CREATE INDEX supports_by_account ON supports (account_id);
