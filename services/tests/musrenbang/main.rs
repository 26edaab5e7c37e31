//! Meetings on both databases: the rows, each command, and one whole cycle from an RT to the city.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod closing;
mod cycle;
mod deciding;
mod desks;
mod late;
mod ledger;
mod merging;
mod pages;
mod papers;
mod parity;
mod public;
mod ranking;
mod recorded;
mod rows;
mod rws;
mod side_by_side;
mod standing;
use testing::world;
