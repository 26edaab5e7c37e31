-- What nothing read: who did something and when is in the ledger.
ALTER TABLE comments DROP COLUMN hidden_by;
ALTER TABLE accounts DROP COLUMN disabled_by;
ALTER TABLE assignments DROP COLUMN granted_by;
ALTER TABLE assignments DROP COLUMN granted_at;
ALTER TABLE photos DROP COLUMN uploaded_by;
ALTER TABLE photos DROP COLUMN uploaded_at;
