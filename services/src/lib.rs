//! The work of Rembuk: commands that change things, queries that read for pages, and all the SQL.
//!
//! `commands → store`, `queries → store`, `store → domain`, which `make check` proves; what verbs and pages both need
//! stands beside them. Only commands begin and commit; a store function receives a [`store::Tx`] and never knows which
//! database it talks to.
//!
//! To add a feature: the rule goes to `domain`, its rows to `store/<table group>.rs` with a contract test on both
//! databases, the verb to `commands/<verb_noun>.rs`, what a page needs to `queries/<page>.rs`.
//! HTTP, HTML and words for people do not belong here.

pub mod agenda;
pub mod backup;
pub mod checkup;
pub mod clock;
pub mod commands;
mod contact;
mod context;
mod drafting;
mod failure;
pub mod guesses;
pub mod health;
mod held;
mod hot;
mod households;
pub mod icon;
pub mod intent;
pub mod jobs;
pub mod late;
pub mod ledger;
pub mod letter;
mod likeness;
mod made_files;
mod mailer;
mod meeting_of;
mod migrate;
pub mod news;
mod objecting;
pub mod office;
mod one_time;
mod one_time_code;
pub mod passkey;
mod password;
mod photo_store;
pub mod public_log;
pub mod queries;
mod random;
mod seal;
pub mod sheet;
pub mod store;
mod strength;
pub mod table;
pub mod text;
mod token;
mod two_steps;
mod typed;
pub mod unit;
mod visit;
mod work_queue;

pub use clock::Clock;
pub use context::Services;
pub use failure::{CommandError, Failure, Problem};
pub use made_files::{MadeFile, MadeFiles};
pub use mailer::Mailer;
pub use migrate::migrate;
pub use one_time_code::OneTimeCode;
pub use photo_store::{MOST_PHOTO_BYTES, PhotoStore, PreparedPhoto};
pub use seal::{Seal, Sealed};
pub use strength::LEAST_LENGTH as LEAST_PASSWORD_LENGTH;
pub use token::{AskedToken, BrowserToken, HalfToken, SessionToken};
pub use two_steps::TwoSteps;
pub use typed::Typed;
pub(crate) use typed::edited;
pub use visit::{Ceremony, SignIn, SignedIn, Visit};
pub use work_queue::WorkQueue;
