//! All the SQL, one file per table group, one text for both databases. No rules, no permissions, no commits.

pub mod database;

pub use database::{Database, Tx};

pub mod accounts;
pub mod agencies;
pub mod assignments;
pub mod audit;
pub mod browsers;
pub mod comments;
pub mod cycles;
pub mod guesses;
pub mod musrenbangs;
pub mod photos;
pub mod plans;
pub mod proposals;
pub mod regions;
pub mod sessions;
pub mod subjects;
