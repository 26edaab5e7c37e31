-- A row is one published criterion of a cycle; weight in basis points, 10000 in all.
CREATE TABLE criteria (
    id UUID PRIMARY KEY NOT NULL,
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    position BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 10000),
    UNIQUE (cycle_id, code)
);

-- A row is one meeting: a region at a stage in a cycle, or an agency in the forum.
CREATE TABLE musrenbangs (
    id UUID PRIMARY KEY NOT NULL,
    cycle_id UUID NOT NULL REFERENCES cycles (id),
    stage TEXT COLLATE "C" NOT NULL,
    region_id UUID REFERENCES regions (id),
    agency_id UUID REFERENCES agencies (id),
    status TEXT COLLATE "C" NOT NULL,
    scheduled_on DATE,
    place TEXT NOT NULL DEFAULT '',
    leader TEXT NOT NULL DEFAULT '',
    attendance BIGINT,
    attendance_women BIGINT,
    women_note TEXT NOT NULL DEFAULT '',
    ceiling_note TEXT NOT NULL DEFAULT '',
    dissent TEXT NOT NULL DEFAULT '',
    by_vote BOOLEAN NOT NULL DEFAULT FALSE,
    opened_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ,
    minutes_version BIGINT NOT NULL DEFAULT 1,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((region_id IS NULL) <> (agency_id IS NULL)),
    UNIQUE (cycle_id, stage, region_id),
    UNIQUE (cycle_id, stage, agency_id)
);
CREATE INDEX musrenbangs_by_status ON musrenbangs (cycle_id, stage, status);

-- A row is a proposal before a meeting, made when it arrives there, with what the meeting decided on it. While the
-- proposal stands at the meeting's stage its own status counts; decision and reason are what the meeting left behind.
-- rank orders everything the meeting ranked; score is in hundredths of a point; support is frozen when the meeting opens.
CREATE TABLE musrenbang_items (
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    arrived_at TIMESTAMPTZ NOT NULL,
    frozen_local BIGINT,
    frozen_other BIGINT,
    decision TEXT COLLATE "C",
    reason_code TEXT COLLATE "C",
    reason_text TEXT,
    proposed_rank BIGINT,
    rank BIGINT,
    score BIGINT,
    score_parts JSONB,
    decided_by UUID REFERENCES accounts (id),
    decided_at TIMESTAMPTZ,
    PRIMARY KEY (musrenbang_id, proposal_id)
);
CREATE INDEX musrenbang_items_by_proposal ON musrenbang_items (proposal_id);

-- A row is one assessor's value of one proposal by one criterion, 1 to 5.
CREATE TABLE scores (
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    criterion_id UUID NOT NULL REFERENCES criteria (id),
    assessor_id UUID NOT NULL REFERENCES accounts (id),
    value BIGINT NOT NULL CHECK (value BETWEEN 1 AND 5),
    PRIMARY KEY (musrenbang_id, proposal_id, criterion_id, assessor_id)
);

-- A row is one moved rank with its reason; append-only and public.
CREATE TABLE rank_moves (
    id UUID PRIMARY KEY NOT NULL,
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    sequence BIGINT NOT NULL,
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    from_rank BIGINT NOT NULL,
    to_rank BIGINT NOT NULL,
    reason_code TEXT COLLATE "C" NOT NULL,
    reason_text TEXT NOT NULL,
    actor_id UUID NOT NULL REFERENCES accounts (id),
    at TIMESTAMPTZ NOT NULL,
    UNIQUE (musrenbang_id, sequence)
);

-- A row is one version of the minutes of a closed meeting, word for word, with the SHA-256 of their canonical text.
CREATE TABLE minutes (
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    version BIGINT NOT NULL,
    content JSONB NOT NULL,
    hash BYTEA NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (musrenbang_id, version)
);

-- A row is a delegate to the next level. Names and contacts are internal.
CREATE TABLE delegates (
    id UUID PRIMARY KEY NOT NULL,
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    name TEXT NOT NULL,
    woman BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    contact TEXT NOT NULL
);
CREATE INDEX delegates_by_musrenbang ON delegates (musrenbang_id);

-- A row is one step in a meeting's life; append-only.
CREATE TABLE musrenbang_events (
    id UUID PRIMARY KEY NOT NULL,
    musrenbang_id UUID NOT NULL REFERENCES musrenbangs (id),
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID REFERENCES accounts (id),
    role TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    detail JSONB NOT NULL
);
CREATE INDEX musrenbang_events_by_musrenbang ON musrenbang_events (musrenbang_id, at);
