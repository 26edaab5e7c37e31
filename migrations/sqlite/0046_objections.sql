-- By when the objection to the decision that stands is to be answered, and whether it was dismissed; none where nobody has
-- objected.
ALTER TABLE proposals ADD COLUMN objection_due_on TEXT;
ALTER TABLE proposals ADD COLUMN objection_dismissed INTEGER NOT NULL DEFAULT FALSE CHECK (objection_dismissed IN (0, 1));
CREATE INDEX proposals_objected ON proposals (objection_due_on) WHERE objection_due_on IS NOT NULL;
