-- What the values of a criterion mean, in the words of the city; empty where the words that all have say it.
ALTER TABLE criteria ADD COLUMN scale TEXT NOT NULL DEFAULT '';
