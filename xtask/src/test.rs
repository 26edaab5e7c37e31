//! `cargo xtask test`: all there is to prove, from a clean clone on.

use anyhow::{Context, Result};

use crate::compile::linting;
use crate::postgres::{Postgres, URL_VARIABLE};
use crate::steps::Steps;
use crate::{check, e2e, process, scratch, setup, site, workspace};

pub fn run() -> Result<()> {
    let mut steps = Steps::new(5 + e2e::STEPS);
    steps.run("Tools", || setup::run(true))?;
    steps.attempt("Checks", check::beside_a_build);
    steps.attempt("WebAssembly and styles", site::run);
    // The tests' own build of the server is what clippy reads and the browser meets: no crate is compiled twice.
    steps.run("Build, lints and documentation", || {
        process::run(linting(workspace::cargo().arg("build").args(workspace::NATIVE).args(["--bins", "--tests"]))?)
    })?;
    let postgres = Postgres::start().context("the tests need PostgreSQL")?;
    steps.attempt("Tests", || tests(&postgres));
    e2e::browse(&mut steps, &postgres, &[]);
    steps.finish("test")
}

fn tests(postgres: &Postgres) -> Result<()> {
    let mut tests = workspace::cargo();
    if process::find("cargo-nextest").is_some() {
        tests.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        tests.args(["test", "--no-fail-fast"]);
    }
    tests.args(workspace::NATIVE).env(URL_VARIABLE, postgres.url("postgres")).env("TMPDIR", scratch::folder());
    process::run(linting(&mut tests)?)
}
