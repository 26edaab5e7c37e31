//! `cargo xtask bench`: the release build with a large city on SQLite, measured against what we promise: how fast the
//! list answers, how much a first visit downloads, what the islands weigh. With it the speed of this machine's disk.

mod disk;
mod http;
mod load;
mod wire;

use std::process::Command;

use anyhow::Result;

use crate::demo_server::DemoServer;
use crate::steps::Steps;
use crate::{process, setup, site, workspace};

const PROPOSALS: &str = "10000";

pub fn run() -> Result<()> {
    let mut steps = Steps::new(7);
    steps.run("Tools", || setup::run(false))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Release build", || {
        process::run(workspace::cargo().args(["build", "--release"]).args(workspace::NATIVE).args(["--bin", "rembuk"]))
    })?;
    let program = workspace::release_binary()?;
    let folder = tempfile::Builder::new().prefix("rembuk-bench").tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("rembuk.db").display());
    let mut city = Command::new(&program);
    city.args(["demo", "--proposals", PROPOSALS]).env("DATABASE_URL", &database).env("REMBUK_PHOTOS", folder.path().join("photos"));
    steps.run("City of ten thousand proposals", || process::run_quietly(&mut city))?;
    steps.attempt("Disk", || disk::measure(folder.path()));
    let server = DemoServer::start_program(&program, &database, folder.path())?;
    steps.attempt("Bytes of a first visit", || wire::measure(server.port()));
    steps.attempt("Answers of the list", || load::measure(server.port()));
    steps.finish("bench")
}
