//! Tests of commands, queries and the store, a file for each subject, in one program: each program of tests is linked
//! anew with all that it uses. What takes folders of its own (`musrenbang`, `proposals`, `years`) is a program of its
//! own, named in `Cargo.toml` like this one.

mod accounts;
mod agencies;
mod appointments;
mod assignments;
mod audit;
mod backup;
mod checkup;
mod codes;
mod comments;
mod contacts;
mod database;
mod evaluating_plans;
mod everything_is_tested;
mod faults;
mod groups;
mod guesses;
mod import_accounts;
mod import_regions;
mod intents;
mod leaving;
mod ledger;
mod ledger_walk;
mod life_of_a_plan;
mod made_files;
mod new_city;
mod news;
mod own_account;
mod passkeys;
mod people;
mod photos;
mod plans;
mod public_log;
mod recounted;
mod regions;
mod residents;
mod schema;
mod second_factor;
mod sessions;
mod settling;
mod upgrade;
