-- A row is what is counted of a proposal: whoever backs its family, each person once, those at home in its kelurahan among them
-- and per million households of its RT, and what residents said. Small, because it is written with every support.
CREATE TABLE proposal_counts (
    proposal_id UUID PRIMARY KEY REFERENCES proposals (id),
    support_count BIGINT NOT NULL DEFAULT 0,
    support_local BIGINT NOT NULL DEFAULT 0,
    support_rate BIGINT NOT NULL DEFAULT 0,
    comment_count BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 80);
WITH RECURSIVE lines (member, above) AS (
    SELECT id, id FROM proposals
    UNION
    SELECT lines.member, proposals.merged_into FROM lines JOIN proposals ON proposals.id = lines.above
    WHERE proposals.merged_into IS NOT NULL
),
people (above, is_near) AS (
    SELECT lines.above, MAX(CASE WHEN supports.home_code LIKE kelurahan.code || '-%' THEN 1 ELSE 0 END)
    FROM lines
    JOIN supports ON supports.proposal_id = lines.member AND supports.home_code IS NOT NULL
    JOIN proposals ON proposals.id = lines.above
    LEFT JOIN regions kelurahan ON kelurahan.id = proposals.kelurahan_id
    GROUP BY lines.above, supports.account_id
),
counted (above, everybody, neighbours) AS (
    SELECT above, CAST(COUNT(*) AS BIGINT), CAST(SUM(is_near) AS BIGINT) FROM people GROUP BY above
)
INSERT INTO proposal_counts (proposal_id, support_count, support_local, support_rate, comment_count)
SELECT proposals.id, COALESCE(counted.everybody, 0), COALESCE(counted.neighbours, 0),
       COALESCE(counted.neighbours * 1000000 / COALESCE(NULLIF(rt.households, 0), NULLIF(kelurahan.households, 0)), 0),
       proposals.comment_count
FROM proposals
LEFT JOIN counted ON counted.above = proposals.id
LEFT JOIN regions rt ON rt.id = proposals.rt_id
LEFT JOIN regions kelurahan ON kelurahan.id = proposals.kelurahan_id;
CREATE INDEX proposal_counts_most_supported ON proposal_counts (support_rate, proposal_id);
DROP INDEX proposals_most_supported;
DROP INDEX proposals_by_place;
CREATE INDEX proposals_by_place ON proposals (cycle_id, kecamatan_id, kelurahan_id, rt_id, status, cost, submitted_at, id)
    WHERE submitted_at IS NOT NULL;
ALTER TABLE proposals DROP COLUMN support_count;
ALTER TABLE proposals DROP COLUMN support_local;
ALTER TABLE proposals DROP COLUMN support_rate;
ALTER TABLE proposals DROP COLUMN comment_count;
ALTER TABLE proposals DROP COLUMN version;

-- A row is what is counted of a plan: answers of each side, those from affected regions among them, and what residents said.
-- `version` counts how often the plan was kept for a unit of work.
CREATE TABLE plan_counts (
    plan_id UUID PRIMARY KEY REFERENCES plans (id),
    supporting BIGINT NOT NULL DEFAULT 0,
    supporting_local BIGINT NOT NULL DEFAULT 0,
    opposing BIGINT NOT NULL DEFAULT 0,
    opposing_local BIGINT NOT NULL DEFAULT 0,
    comment_count BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1
) WITH (fillfactor = 80);
INSERT INTO plan_counts (plan_id, supporting, supporting_local, opposing, opposing_local, comment_count, version)
SELECT plans.id,
       COUNT(CASE WHEN stances.stance = 'support' THEN 1 END), COUNT(CASE WHEN stances.stance = 'support' AND stances.local THEN 1 END),
       COUNT(CASE WHEN stances.stance = 'oppose' THEN 1 END), COUNT(CASE WHEN stances.stance = 'oppose' AND stances.local THEN 1 END),
       plans.comment_count, plans.version
FROM plans LEFT JOIN stances ON stances.plan_id = plans.id AND stances.counted
GROUP BY plans.id, plans.comment_count, plans.version;
ALTER TABLE plans DROP COLUMN supporting;
ALTER TABLE plans DROP COLUMN supporting_local;
ALTER TABLE plans DROP COLUMN opposing;
ALTER TABLE plans DROP COLUMN opposing_local;
ALTER TABLE plans DROP COLUMN comment_count;
ALTER TABLE plans DROP COLUMN version;
