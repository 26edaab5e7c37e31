//! Makes the module small with `wasm-opt`, which the npm package `binaryen` brings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{content, process, workspace};

/// The features that browsers of the last years have. `--all-features` would write a module that Chromium refuses.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// Whether `wasm-opt` is installed.
pub fn is_available() -> bool {
    tool().is_file()
}

/// Returns the optimised module; the module as it is where there is no npm.
pub fn shrink(module: &Path) -> Result<Vec<u8>> {
    if !is_available() {
        eprintln!("  wasm-opt is not there (`cargo xtask setup` installs it where npm is): the module stays larger than it could be");
        return content::read(module);
    }
    let small = module.with_extension("small.wasm");
    process::run(Command::new(tool()).arg("-Oz").args(FEATURES).arg(module).arg("-o").arg(&small))?;
    let bytes = content::read(&small)?;
    fs::remove_file(&small)?;
    Ok(bytes)
}

fn tool() -> PathBuf {
    workspace::path("frontend/node_modules/.bin/wasm-opt")
}
