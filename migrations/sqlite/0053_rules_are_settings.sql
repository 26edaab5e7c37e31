-- The numbers of the rule for answers to plans are settings like others; what was set is in the ledger.
DROP TABLE response_rules;
