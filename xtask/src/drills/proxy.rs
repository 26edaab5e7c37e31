//! The sample configuration of nginx, in front of a real server.

use anyhow::Result;

use super::city::{City, sqlite_in};
use crate::nginx::{self, Nginx};

pub fn drill() -> Result<()> {
    if !nginx::is_here() {
        eprintln!("  left out: nginx or openssl is not installed");
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix("rembuk-proxy").tempdir()?;
    let city = City::found_with(&sqlite_in(folder.path()), folder.path(), &["--tls"])?;
    Nginx::in_front_of(city.port())?.lets_through_what_is_ours()
}
