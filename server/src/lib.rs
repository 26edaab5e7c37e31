//! HTTP around the pages: sessions, limits, security headers, health, static files. Pages and forms are in `app`,
//! the work is in `services`; SQL never appears here.

mod health;
mod limits;
mod photos;
mod router;
mod security_headers;
mod sessions;

pub use limits::Rates;
pub use router::router;
