-- Who backs a proposal is local by their home, looked up when people are counted, so it is not kept with the support.
ALTER TABLE supports DROP COLUMN local;

-- The instant at which the support of a proposal before a meeting was frozen: a merger counts who had backed it by then.
ALTER TABLE musrenbang_items ADD COLUMN frozen_at TEXT;
UPDATE musrenbang_items SET frozen_at =
    (SELECT COALESCE(m.opened_at, musrenbang_items.arrived_at) FROM musrenbangs m WHERE m.id = musrenbang_items.musrenbang_id)
WHERE frozen_local IS NOT NULL;

-- The plan year in which the problem was first proposed; for life, whatever year the works move to.
ALTER TABLE proposals ADD COLUMN first_year INTEGER;
UPDATE proposals SET first_year = (
    WITH RECURSIVE history (number, origin_id) AS (
        SELECT self.number, self.origin_id FROM proposals self WHERE self.id = proposals.id
        UNION
        SELECT older.number, older.origin_id FROM proposals older JOIN history ON older.id = history.origin_id
    )
    SELECT MIN(CAST(substr(number, instr(number, '/') + 1, 4) AS INTEGER)) FROM history WHERE number IS NOT NULL
)
WHERE number IS NOT NULL;

-- Local support per million households of the RT, or of the kelurahan where those of the RT are not known.
UPDATE proposals SET support_rate = COALESCE(support_local * 1000000 / COALESCE(
    (SELECT NULLIF(households, 0) FROM regions WHERE regions.id = proposals.rt_id),
    (SELECT NULLIF(households, 0) FROM regions WHERE regions.id = proposals.kelurahan_id)), 0);

-- A row is one level's own text, volume and cost beside the original, in one planning year.
ALTER TABLE recommendations RENAME TO recommendations_of_any_year;
CREATE TABLE recommendations (
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    cycle_id BLOB NOT NULL REFERENCES cycles (id),
    stage TEXT NOT NULL,
    office TEXT NOT NULL,
    text TEXT NOT NULL,
    volume INTEGER,
    cost INTEGER,
    actor_id BLOB NOT NULL REFERENCES accounts (id),
    at TEXT NOT NULL,
    PRIMARY KEY (proposal_id, cycle_id, stage)
) STRICT;
INSERT INTO recommendations (proposal_id, cycle_id, stage, office, text, volume, cost, actor_id, at)
SELECT r.proposal_id,
    COALESCE((SELECT m.cycle_id FROM musrenbang_items i JOIN musrenbangs m ON m.id = i.musrenbang_id
              WHERE i.proposal_id = r.proposal_id AND m.stage = r.stage AND i.arrived_at <= r.at
              ORDER BY i.arrived_at DESC LIMIT 1),
             (SELECT cycle_id FROM proposals WHERE proposals.id = r.proposal_id)),
    r.stage, r.office, r.text, r.volume, r.cost, r.actor_id, r.at
FROM recommendations_of_any_year r;
DROP TABLE recommendations_of_any_year;

-- A row is one assessor's value of one proposal by one criterion, 1 to 5; it goes when the proposal leaves the meeting.
ALTER TABLE scores RENAME TO scores_of_anything;
CREATE TABLE scores (
    musrenbang_id BLOB NOT NULL REFERENCES musrenbangs (id),
    proposal_id BLOB NOT NULL REFERENCES proposals (id),
    criterion_id BLOB NOT NULL REFERENCES criteria (id),
    assessor_id BLOB NOT NULL REFERENCES accounts (id),
    value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 5),
    PRIMARY KEY (musrenbang_id, proposal_id, criterion_id, assessor_id),
    FOREIGN KEY (musrenbang_id, proposal_id) REFERENCES musrenbang_items (musrenbang_id, proposal_id) ON DELETE CASCADE
) STRICT;
INSERT INTO scores (musrenbang_id, proposal_id, criterion_id, assessor_id, value)
SELECT s.musrenbang_id, s.proposal_id, s.criterion_id, s.assessor_id, s.value FROM scores_of_anything s
WHERE EXISTS (SELECT 1 FROM musrenbang_items i WHERE i.musrenbang_id = s.musrenbang_id AND i.proposal_id = s.proposal_id);
DROP TABLE scores_of_anything;

-- No list chooses them: its filters are written so that they leave the order of the list to the other indexes.
DROP INDEX proposals_by_state;
DROP INDEX proposals_by_agency;
