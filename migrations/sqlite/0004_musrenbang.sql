-- A row is one published criterion of a cycle; weight in basis points, 10000 in all.
CREATE TABLE criteria (
    id BLOB PRIMARY KEY NOT NULL,
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    source TEXT NOT NULL,
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 10000),
    UNIQUE (cycle_id, code)
) STRICT;

-- A row is one meeting: a region at a stage in a cycle, or an agency in the forum.
CREATE TABLE musrenbangs (
    id BLOB PRIMARY KEY NOT NULL,
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    stage TEXT NOT NULL,
    region_id BLOB REFERENCES regions (id),
    agency_id BLOB REFERENCES agencies (id),
    status TEXT NOT NULL,
    scheduled_on TEXT,
    place TEXT NOT NULL DEFAULT '',
    leader TEXT NOT NULL DEFAULT '',
    attendance INTEGER,
    attendance_women INTEGER,
    women_note TEXT NOT NULL DEFAULT '',
    ceiling_note TEXT NOT NULL DEFAULT '',
    dissent TEXT NOT NULL DEFAULT '',
    by_vote INTEGER NOT NULL DEFAULT 0 CHECK (by_vote IN (0, 1)),
    opened_at TEXT,
    closed_at TEXT,
    minutes_version INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((region_id IS NULL) <> (agency_id IS NULL)),
    UNIQUE (cycle_id, stage, region_id),
    UNIQUE (cycle_id, stage, agency_id)
) STRICT;
CREATE INDEX musrenbangs_by_status ON musrenbangs (cycle_id, stage, status);

-- A row is a proposal before a meeting, made when it arrives there, with what the meeting decided on it. While the
-- proposal stands at the meeting's stage its own status counts; decision and reason are what the meeting left behind.
-- rank orders everything the meeting ranked; score is in hundredths of a point; support is frozen when the meeting opens.
CREATE TABLE musrenbang_items (
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    arrived_at TEXT NOT NULL,
    frozen_local INTEGER,
    frozen_other INTEGER,
    decision TEXT,
    reason_code TEXT,
    reason_text TEXT,
    proposed_rank INTEGER,
    rank INTEGER,
    score INTEGER,
    score_parts TEXT CHECK (json_valid(score_parts)),
    decided_by BLOB REFERENCES accounts (id),
    decided_at TEXT,
    PRIMARY KEY (musrenbang_id, proposal_id)
) STRICT;
CREATE INDEX musrenbang_items_by_proposal ON musrenbang_items (proposal_id);

-- A row is one assessor's value of one proposal by one criterion, 1 to 5.
CREATE TABLE scores (
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    criterion_id BLOB NOT NULL REFERENCES criteria (id),
    assessor_id BLOB NOT NULL REFERENCES accounts (id),
    value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 5),
    PRIMARY KEY (musrenbang_id, proposal_id, criterion_id, assessor_id)
) STRICT;

-- A row is one moved rank with its reason; append-only and public.
CREATE TABLE rank_moves (
    id BLOB PRIMARY KEY NOT NULL,
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    sequence INTEGER NOT NULL,
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    from_rank INTEGER NOT NULL,
    to_rank INTEGER NOT NULL,
    reason_code TEXT NOT NULL,
    reason_text TEXT NOT NULL,
    actor_id BLOB NOT NULL REFERENCES accounts (id),
    at TEXT NOT NULL,
    UNIQUE (musrenbang_id, sequence)
) STRICT;

-- A row is one version of the minutes of a closed meeting, word for word, with the SHA-256 of their canonical text.
CREATE TABLE minutes (
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    version INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    hash BLOB NOT NULL,
    closed_at TEXT NOT NULL,
    PRIMARY KEY (musrenbang_id, version)
) STRICT;

-- A row is a delegate to the next level. Names and contacts are internal.
CREATE TABLE delegates (
    id BLOB PRIMARY KEY NOT NULL,
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    name TEXT NOT NULL,
    woman INTEGER NOT NULL CHECK (woman IN (0, 1)),
    body TEXT NOT NULL,
    contact TEXT NOT NULL
) STRICT;
CREATE INDEX delegates_by_musrenbang ON delegates (musrenbang_id);

-- A row is one step in a meeting's life; append-only.
CREATE TABLE musrenbang_events (
    id BLOB PRIMARY KEY NOT NULL,
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    at TEXT NOT NULL,
    actor_id BLOB REFERENCES accounts (id),
    role TEXT,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;
CREATE INDEX musrenbang_events_by_musrenbang ON musrenbang_events (musrenbang_id, at);
