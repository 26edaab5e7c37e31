-- By when the objection to the decision that stands is to be answered, and whether it was dismissed; none where nobody has
-- objected.
ALTER TABLE proposals ADD COLUMN objection_due_on DATE;
ALTER TABLE proposals ADD COLUMN objection_dismissed BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX proposals_objected ON proposals (objection_due_on) WHERE objection_due_on IS NOT NULL;
