//! `cargo xtask bench`: the release build with a large city on SQLite, measured against what we promise: how fast the
//! list answers, how much a first visit downloads, what the islands weigh. With it the speed of this machine's disk.

mod disk;
mod http;
mod ledger;
mod load;
mod people;
mod wire;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use crate::demo_server::DemoServer;
use crate::steps::Steps;
use crate::{process, setup, site, workspace};

const PROPOSALS: &str = "10000";
/// So many have more than a million entries.
const PROPOSALS_OF_A_LEDGER: &str = "60000";

/// What is measured by itself.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum What {
    Ledger,
    People,
}

pub fn run() -> Result<()> {
    let mut steps = Steps::new(7);
    let (program, folder, database) = city(&mut steps, "City of ten thousand proposals", PROPOSALS)?;
    steps.attempt("Disk", || disk::measure(folder.path()));
    let server = DemoServer::start_program(&program, &database, folder.path())?;
    steps.attempt("Bytes of a first visit", || wire::measure(server.port()));
    steps.attempt("Answers of the list", || load::measure(server.port()));
    steps.finish("bench")
}

/// A ledger of a million entries: how long a recount takes, how much memory, and how fast all of it is published.
pub fn run_ledger() -> Result<()> {
    let mut steps = Steps::new(6);
    let (program, folder, database) = city(&mut steps, "City of a million entries", PROPOSALS_OF_A_LEDGER)?;
    steps.attempt("Recount", || ledger::recount(&program, &database));
    steps.attempt("Publishing", || ledger::publish(&program, &database, folder.path()));
    steps.finish("bench ledger")
}

/// What people wait for, on the demo city.
pub fn run_people() -> Result<()> {
    let mut steps = Steps::new(5);
    let program = release(&mut steps, true)?;
    let folder = tempfile::Builder::new().prefix("rembuk-people").tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("rembuk.db").display());
    let server = DemoServer::start_program(&program, &database, folder.path())?;
    steps.attempt("Tasks", || people::measure(&server));
    steps.attempt("Lighthouse", || people::judge(&server));
    steps.finish("bench people")
}

/// The release build and its site; `with_tests` for those who need a browser.
fn release(steps: &mut Steps, with_tests: bool) -> Result<PathBuf> {
    steps.run("Tools", || setup::run(with_tests))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Release build", || {
        process::run(workspace::cargo().args(["build", "--release"]).args(workspace::NATIVE).args(["--bin", "rembuk"]))
    })?;
    workspace::release_binary()
}

/// The release build, and a city of so many proposals that it made.
fn city(steps: &mut Steps, title: &str, proposals: &str) -> Result<(PathBuf, TempDir, String)> {
    let program = release(steps, false)?;
    let folder = tempfile::Builder::new().prefix("rembuk-bench").tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("rembuk.db").display());
    let mut city = Command::new(&program);
    city.args(["demo", "--proposals", proposals]).env("DATABASE_URL", &database).env("REMBUK_PHOTOS", folder.path().join("photos"));
    steps.run(title, || process::run_quietly(&mut city))?;
    Ok((program, folder, database))
}
