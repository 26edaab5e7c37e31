//! HTTP around the pages: connections, sessions, limits, the log, security headers, health, static files. Pages and
//! forms are in `app`, the work is in `services`; SQL never appears here.

mod bodies;
mod by_host;
mod connections;
mod foreign_forms;
mod health;
mod intents;
mod limits;
mod log_files;
mod page_cache;
mod photos;
mod request_log;
mod router;
mod security_headers;
mod sessions;
mod site;
mod streams;

pub use by_host::{CityPlace, Hosts, host_name, host_of_address};
pub use connections::{ConnectionLimits, serve};
pub use limits::{Limits, Rates};
pub use router::router;
pub use site::SiteFiles;

/// Of the workspace, with the build's name where there is one.
pub const VERSION: &str = env!("REMBUK_VERSION");
