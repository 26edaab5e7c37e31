//! The npm packages of a folder, as its lock file names them.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::{content, process, workspace};

/// Runs `npm ci` unless the folder holds just these packages already. Without npm it does nothing: the caller decides
/// what that means.
pub fn install(folder: &str, purpose: &str) -> Result<()> {
    let folder = workspace::path(folder);
    let stamp = folder.join("node_modules/.rembuk-installed");
    let wanted = content::fingerprint(&content::read(&folder.join("package-lock.json"))?);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if process::find("npm").is_none() {
        eprintln!("  npm is not installed: going on without {purpose}");
        return Ok(());
    }
    eprintln!("  installing {purpose} …");
    process::run_quietly(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder))?;
    content::write(&stamp, wanted.as_bytes())
}
