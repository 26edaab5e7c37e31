-- Its values stand in the ledger now, and in `settings`.
DROP TABLE city;
