//! What pages read: one file per page or per need of several pages. Nothing here changes anything.

pub mod actor;
pub mod calendar;
pub mod city;
pub mod comments;
pub mod draft_page;
pub mod find_residents;
pub mod health;
pub mod home_page;
pub mod inbox;
pub mod meeting_board;
pub mod meeting_page;
pub mod own_contacts;
pub mod own_data;
pub mod own_sessions;
pub mod people;
pub mod photo;
pub mod place_page;
pub mod plans;
pub mod progress_page;
pub mod proposal_export;
pub mod proposal_list;
pub mod proposal_page;
pub mod region_list;
pub mod region_page;
pub mod residents;
