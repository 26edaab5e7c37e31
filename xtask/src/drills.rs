//! `cargo xtask drills`: what may go wrong around a server is made to happen, to the built program, and looked at from
//! outside. Each drill has a file; what a machine does not allow is said and left out.

mod city;
mod clock;
mod crowd;
mod disk;
mod ground;
mod hostile;
mod kills;
mod lock;
mod outage;
mod owner;
mod proxy;

use anyhow::{Context, Result};

use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::test::NATIVE;
use crate::{process, setup, site, workspace};
use ground::Ground;

pub fn run() -> Result<()> {
    let mut steps = Steps::new(13);
    steps.run("Tools", || setup::run(true))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Server", || process::run(workspace::cargo().arg("build").args(NATIVE).args(["--bins", "--tests"])))?;
    let mut postgres = Postgres::start().context("the drills need PostgreSQL")?;
    steps.attempt("The disk is full", disk::drill);
    steps.attempt("The file belongs to somebody else", owner::drill);
    steps.attempt("Another process holds the file", lock::drill);
    steps.attempt("The clock is put back", clock::drill);
    steps.attempt("The database server goes away", || outage::drill(&mut postgres));
    steps.attempt("Behind nginx", proxy::drill);
    steps.attempt("Killed fifty times", || kills::drill(&postgres));
    steps.run("Release build", || process::run(workspace::cargo().args(["build", "--release"]).args(NATIVE).args(["--bin", "rembuk"])))?;
    let ground = steps.run("City of twenty thousand proposals", Ground::prepare)?;
    steps.attempt("A hostile crowd, and an honest reader", || crowd::play(&ground));
    steps.finish("drills")
}
