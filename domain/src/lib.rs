//! The rules of Rembuk.
pub mod account;
pub mod clock;
pub mod ids;
pub mod money;
pub mod permission;
pub mod refusal;
pub mod region;
