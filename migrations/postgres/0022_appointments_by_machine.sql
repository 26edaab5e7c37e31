-- A role may also be proposed by the machine, from the list of the city's officials: then proposed_by is empty.
ALTER TABLE appointments ALTER COLUMN proposed_by DROP NOT NULL;
