//! `cargo xtask run`: from a fresh clone to a running demo.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context, Result};

use crate::steps::Steps;
use crate::{process, setup, site, workspace};

pub fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::new(4);
    steps.run("Tools", || setup::run(false))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Server", || process::run(workspace::cargo().args(["build", "--package", "server"])))?;
    eprintln!("[4/4] Starting …");
    let mut server = Command::new(workspace::server_binary()?);
    server.arg("serve").args(demonstrations(arguments)).args(arguments).current_dir(workspace::root());
    // The server takes our place, so that it alone hears Ctrl-C.
    Err(server.exec()).context("cannot start the server")
}

/// Both cities; only the larger one for whoever names a database or an option of their own.
fn demonstrations(arguments: &[String]) -> &'static [&'static str] {
    let chooses =
        !arguments.is_empty() || ["DATABASE_URL", "REMBUK_URL", "REMBUK_CONFIG"].iter().any(|name| std::env::var_os(name).is_some());
    if chooses { &["--demo"] } else { &["--cities", "demo/cities.toml"] }
}
