//! What pages read: one file per page or per need of several pages. Nothing here changes anything.

pub mod actor;
pub mod comments;
pub mod health;
pub mod people;
pub mod plans;
pub mod region_page;
