-- Who signed the minutes of a meeting and who received them at the level above; empty until that has happened to the
-- version that the meeting is at.
ALTER TABLE musrenbangs ADD COLUMN signed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE musrenbangs ADD COLUMN signed_on TEXT;
ALTER TABLE musrenbangs ADD COLUMN signed_delegates INTEGER;
ALTER TABLE musrenbangs ADD COLUMN received_by TEXT NOT NULL DEFAULT '';
ALTER TABLE musrenbangs ADD COLUMN handed_over_on TEXT;
