//! `cargo xtask check`: everything that can be judged without running the product.

mod dependencies;
mod layering;
mod migrations;
mod modules;
mod sql;
mod translations;

use anyhow::Result;

use crate::steps::Steps;
use crate::wasm::route::Route;
use crate::{process, workspace};

pub fn run() -> Result<()> {
    checks(true)
}

/// For those who build our own crates [`linting`](crate::compile::linting) as well.
pub fn beside_a_build() -> Result<()> {
    checks(false)
}

fn checks(is_all: bool) -> Result<()> {
    let mut steps = Steps::new(if is_all { 10 } else { 8 });
    steps.attempt("Dependencies", dependencies::check);
    steps.attempt("Formatting", || process::run(workspace::cargo().args(["fmt", "--all", "--check"])));
    steps.attempt("Layering", layering::check);
    steps.attempt("Imports run one way", modules::check);
    steps.attempt("SQL stays in the store", sql::check);
    steps.attempt("Migrations come in pairs", migrations::check);
    steps.attempt("Translations", translations::check);
    steps.attempt("Lints of the islands", island_lints);
    if is_all {
        steps.attempt("Lints", lints);
        steps.attempt("Documentation", documentation);
    }
    steps.finish("check")
}

/// The islands are left out here: in one build with the pages, both halves of Leptos would be switched on.
fn lints() -> Result<()> {
    process::run(workspace::cargo().arg("clippy").args(workspace::NATIVE).args(["--all-targets", "--", "-D", "warnings"]))
}

fn island_lints() -> Result<()> {
    let Some(Route::Ordinary) = Route::installed() else {
        eprintln!("  skipped: Debian's toolchain has no clippy; the WebAssembly build itself is the check");
        return Ok(());
    };
    process::run(Route::Ordinary.cargo("clippy").args([
        "--package",
        "app",
        "--package",
        "frontend",
        "--features",
        "app/hydrate",
        "--",
        "-D",
        "warnings",
    ]))
}

fn documentation() -> Result<()> {
    let mut doc = workspace::cargo();
    doc.args(["doc", "--no-deps", "--document-private-items", "--package", "domain", "--package", "publiclog", "--package", "services"]);
    process::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}
