//! `cargo xtask drills`: the release build in what goes wrong. Each drill has a file of its own in `drills/` and plays on a
//! server of its own; the ground it plays on is in `drills/ground.rs`.

mod crowd;
mod ground;
mod hostile;

use anyhow::Result;

use crate::steps::Steps;
use crate::test::NATIVE;
use crate::{process, setup, site, workspace};
use ground::Ground;

pub fn run() -> Result<()> {
    let mut steps = Steps::new(5);
    steps.run("Tools", || setup::run(false))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Release build", || process::run(workspace::cargo().args(["build", "--release"]).args(NATIVE).args(["--bin", "rembuk"])))?;
    let ground = steps.run("City of twenty thousand proposals", Ground::prepare)?;
    steps.attempt("A hostile crowd, and an honest reader", || crowd::play(&ground));
    steps.finish("drills")
}
