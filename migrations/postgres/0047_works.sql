-- How far the works are, in percent, and when that was reported; none before the first report after each mark.
ALTER TABLE proposals ADD COLUMN works_percent BIGINT CHECK (works_percent BETWEEN 0 AND 100);
ALTER TABLE proposals ADD COLUMN works_reported_at TIMESTAMPTZ;
