-- Who confirmed a home is told by the ledger; what took the place of a region was never written.
ALTER TABLE accounts DROP COLUMN residence_confirmed_by;
ALTER TABLE regions DROP COLUMN successor_id;
