//! The building blocks of pages: fields, notices, breadcrumbs, icons. Each knows its markup and nothing of any topic.

pub mod bars;
pub mod comments;
pub mod crumbs;
pub mod decisions;
pub mod error_summary;
pub mod face;
pub mod field;
pub mod filters;
pub mod icon;
pub mod journey;
pub mod keeping;
pub mod kept;
pub mod map;
pub mod meetings;
pub mod paging;
pub mod photos;
pub mod plans;
pub mod proposal_list;
pub mod qr;
pub mod stages;
pub mod stance;
pub mod status;
pub mod unfinished;
pub mod unsaved;
pub mod works;
pub mod years;
