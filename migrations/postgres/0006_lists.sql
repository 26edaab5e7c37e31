-- The public list filters and counts within these indexes. Without search_text: an entry here holds at most 2.7 kB.
DROP INDEX proposals_newest;
CREATE INDEX proposals_newest ON proposals
    (submitted_at, id, kecamatan_id, kelurahan_id, rt_id, stage, status, field, agency_id, cycle_id);
DROP INDEX proposals_most_supported;
CREATE INDEX proposals_most_supported ON proposals
    (support_rate, id, submitted_at, kecamatan_id, kelurahan_id, rt_id, stage, status, field, agency_id, cycle_id);
