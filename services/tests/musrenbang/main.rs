//! Meetings on both databases: the rows, each command, and one whole cycle from an RT to the city.

#![expect(
    clippy::unwrap_used,
    clippy::default_trait_access,
    clippy::cloned_ref_to_slice_refs,
    reason = "a test may fail, and may be short"
)]

mod closing;
mod cycle;
mod deciding;
mod pages;
mod ranking;
mod rows;
use testing::world;
