-- The journeys of proposals and plans are told from the ledger; what stood only here was told again in it.
DROP TABLE proposal_events;
DROP TABLE plan_events;
-- The journey of a subject, among many entries of people.
CREATE INDEX ledger_of_journeys ON ledger (subject_id, position)
    WHERE kind IN ('moved', 'remarked', 'recalled', 'plan_moved', 'plan_recalled');
-- The latest decisions of a place.
CREATE INDEX ledger_of_decisions ON ledger (at, id)
    WHERE event ->> 'what' IN ('agreed', 'reserved', 'deferred', 'rejected', 'promoted', 'entered_rkpd', 'entered_apbd', 'started', 'finished');
