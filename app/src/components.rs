//! The building blocks of pages: fields, notices, breadcrumbs, icons. Each knows its markup and nothing of any topic.

pub mod comments;
pub mod crumbs;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod photos;
pub mod plans;
pub mod stance;
