//! What the pages cost those who use them: taps, waiting and bytes on a slow phone, how soon another browser shows a
//! change, and what Lighthouse thinks of it. The figures are also left in a file.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::demo_server::DemoServer;
use crate::{content, e2e, process, setup, workspace};

/// The resident who is signed in where a page wants one.
const RESIDENT: (&str, &str) = ("tetangga@contoh.id", "rembuk-demo-2028");

/// A new file for the figures.
pub fn file() -> Result<PathBuf> {
    let file = workspace::target()?.join("people.md");
    content::write(&file, b"| task | taps | fields | page loads | seconds | kB |\n|---|---|---|---|---|---|\n")?;
    eprintln!("  {}", file.display());
    Ok(file)
}

pub fn measure(server: &DemoServer) -> Result<()> {
    let mut playwright = e2e::playwright(server, "measure");
    process::run(playwright.args(["--config", "measure.config.ts"]).env("MEASURED", file()?))
}

pub fn judge(server: &DemoServer) -> Result<()> {
    setup::lighthouse()?;
    let mut judge = Command::new("node");
    judge.arg("judge.mjs").current_dir(workspace::path("end2end/lighthouse"));
    judge.env("BASE_URL", server.url()).env("MEASURED", workspace::target()?.join("people.md"));
    process::run(judge.env("CONTACT", RESIDENT.0).env("PASSWORD", RESIDENT.1))
}
