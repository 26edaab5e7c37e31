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
use crate::{process, setup, site, workspace};
use ground::Ground;

const DISK: &str = "The disk is full";
const OWNER: &str = "The file belongs to somebody else";
const LOCK: &str = "Another process holds the file";
const CLOCK: &str = "The clock is put back";
const OUTAGE: &str = "The database server goes away";
const PROXY: &str = "Behind nginx";
const KILLS: &str = "Killed fifty times";
const CROWD: &str = "A hostile crowd, and an honest reader";
/// Played to the program that the tests use, on cities of a few people.
const SMALL: [&str; 7] = [DISK, OWNER, LOCK, CLOCK, OUTAGE, PROXY, KILLS];

/// With a word, only the drills whose title has it, with the tools and the site that are there.
pub fn run(only: Option<&str>) -> Result<()> {
    let is_wanted = |title: &str| only.is_none_or(|word| title.to_lowercase().contains(&word.to_lowercase()));
    let mut steps = Steps::new(15);
    if only.is_none() {
        steps.run("Tools", || setup::run(true))?;
        steps.run("WebAssembly and styles", site::run)?;
    }
    let mut postgres = Postgres::start().context("the drills need PostgreSQL")?;
    if SMALL.into_iter().any(is_wanted) {
        steps.run("Server", || process::run(workspace::cargo().arg("build").args(workspace::NATIVE).args(["--bins", "--tests"])))?;
    }
    for title in SMALL.into_iter().filter(|title| is_wanted(title)) {
        steps.attempt(title, || match title {
            DISK => disk::drill(),
            OWNER => owner::drill(),
            LOCK => lock::drill(),
            CLOCK => clock::drill(),
            OUTAGE => outage::drill(&mut postgres),
            PROXY => proxy::drill(),
            _ => kills::drill(&postgres),
        });
    }
    if is_wanted(CROWD) {
        steps.run("Release build", || {
            process::run(workspace::cargo().args(["build", "--release"]).args(workspace::NATIVE).args(["--bin", "rembuk"]))
        })?;
        for (database, postgres) in [("SQLite", None), ("PostgreSQL", Some(&postgres))] {
            let ground = steps.run(&format!("City of twenty thousand proposals on {database}"), || Ground::prepare(postgres))?;
            steps.attempt(&format!("{CROWD}, on {database}"), || crowd::play(&ground));
        }
    }
    steps.finish("drills")
}
