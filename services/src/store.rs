//! All the SQL, one file per table group, one text for both databases. No rules, no permissions, no commits.

pub mod database;
mod listed;
mod obstacle;
mod outage;

pub use database::{Alone, Database, Tx};
pub use obstacle::Obstacle;
pub use outage::Outage;

pub mod accounts;
pub mod agencies;
pub mod appointments;
pub mod assignments;
pub mod audit;
pub mod browsers;
pub mod city;
pub mod codes;
pub mod comments;
pub mod contacts;
pub mod cycles;
pub mod guesses;
pub mod health;
pub mod intents;
pub mod ledger;
pub mod legacy;
pub mod letters;
pub mod musrenbangs;
pub mod news;
pub mod own_data;
pub mod passkeys;
pub mod photos;
pub mod plans;
pub mod projections;
pub mod proposals;
pub mod published;
pub mod regions;
pub mod second_factors;
pub mod sessions;
pub mod state;
pub mod subjects;
pub mod tables;
