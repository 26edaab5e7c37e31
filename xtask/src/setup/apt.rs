//! Debian's packages.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Installs packages; where we may not, says what to install.
pub fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if process::find("apt-get").is_none() {
        bail!("please install what Debian calls: {names}");
    }
    if !process::is_root() {
        bail!("please run: sudo apt-get install {names}");
    }
    eprintln!("  installing Debian packages: {names} …");
    process::run_quietly(apt_get().args(["update", "--quiet"]))?;
    process::run_quietly(apt_get().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
