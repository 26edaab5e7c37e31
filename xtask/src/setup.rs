//! `cargo xtask setup`: installs what the builds need and this machine lacks, and says so. What is there stays as it
//! is.

mod apt;
mod npm;

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::postgres::programs;
use crate::wasm::route::{DEBIAN_PACKAGES, Route};
use crate::{process, workspace};

/// How long a download of the WebAssembly target may take before we take the other way.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(3);

/// Debian's Python, which reads the XLSX files of the end-to-end tests.
const PYTHON: &str = "/usr/bin/python3";
/// How long a program may take to say that it is there.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// What `cargo xtask run` needs; with `tests`, what `cargo xtask test` needs besides.
pub fn run(with_tests: bool) -> Result<()> {
    wasm_target()?;
    npm::install("frontend", "wasm-opt, which makes the WebAssembly module small")?;
    if with_tests {
        test_tools()?;
    }
    Ok(())
}

/// What judges pages for `cargo xtask bench people`, and nothing else needs.
pub fn lighthouse() -> Result<()> {
    npm::install("end2end/lighthouse", "Lighthouse, which judges pages")
}

fn wasm_target() -> Result<()> {
    if Route::installed().is_some() {
        return Ok(());
    }
    eprintln!("  adding Rust's WebAssembly target …");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", "wasm32-unknown-unknown"]).current_dir(workspace::root());
    if process::succeeds_within(&mut rustup, DOWNLOAD_LIMIT) && Route::installed().is_some() {
        return Ok(());
    }
    eprintln!("  rustup could not add it; taking Debian's toolchain, which brings the standard library's source …");
    apt::install(&DEBIAN_PACKAGES)?;
    ensure!(Route::installed().is_some(), "no WebAssembly target: run `rustup target add wasm32-unknown-unknown` where downloads work");
    Ok(())
}

/// A small installation of Rust has neither.
fn lints_and_format() -> Result<()> {
    let has = |program: &str| process::succeeds_within(Command::new(program).arg("--version"), ANSWER_LIMIT);
    if has("clippy-driver") && has("rustfmt") {
        return Ok(());
    }
    eprintln!("  adding Rust's clippy and rustfmt …");
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", "clippy", "rustfmt"]).current_dir(workspace::root());
    let is_there = process::succeeds_within(&mut rustup, DOWNLOAD_LIMIT) && has("clippy-driver") && has("rustfmt");
    ensure!(is_there, "no clippy or rustfmt: run `rustup component add clippy rustfmt` where downloads work");
    Ok(())
}

fn test_tools() -> Result<()> {
    lints_and_format()?;
    let mut missing = Vec::new();
    if programs::folder().is_none() {
        missing.push("postgresql");
    }
    if process::find("chromium-headless-shell").is_none() {
        missing.push("chromium-headless-shell");
    }
    if process::find("java").is_none() {
        missing.push("default-jre-headless");
    }
    if process::find("pdftoppm").is_none() {
        missing.push("poppler-utils");
    }
    // Its own Python is the one that sees Debian's packages.
    if !process::succeeds_within(Command::new(PYTHON).args(["-c", "import openpyxl"]), ANSWER_LIMIT) {
        missing.push("python3-openpyxl");
    }
    apt::install(&missing)?;
    npm::install("end2end", "Playwright, axe and the HTML checker")?;
    ensure!(workspace::path("end2end/node_modules").is_dir(), "the end-to-end tests need Node.js 20 or newer with npm");
    Ok(())
}
