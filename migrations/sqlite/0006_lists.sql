-- The public list filters, searches and counts within these indexes, and reads only the rows it shows. search_text makes
-- them large; a scan of the whole table for every count is larger.
DROP INDEX proposals_newest;
CREATE INDEX proposals_newest ON proposals
    (submitted_at, id, kecamatan_id, kelurahan_id, rt_id, stage, status, field, agency_id, cycle_id, search_text);
DROP INDEX proposals_most_supported;
CREATE INDEX proposals_most_supported ON proposals
    (support_rate, id, submitted_at, kecamatan_id, kelurahan_id, rt_id, stage, status, field, agency_id, cycle_id, search_text);
