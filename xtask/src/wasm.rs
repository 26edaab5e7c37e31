//! `cargo xtask wasm`: builds the islands into `<target>/site/pkg/rembuk.js` and `rembuk.wasm`.

mod optimise;
pub mod route;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{content, process, workspace};
use route::Route;

/// What the browser may download for the islands, compressed. A page with islands must stay usable on a slow phone.
const BUDGET: usize = 150_000;

pub fn run() -> Result<()> {
    let route = Route::installed().context("this machine cannot build WebAssembly yet: run `cargo xtask setup`")?;
    eprintln!("  with {}", route.description());
    process::run(route.cargo("build").args(["--package", "frontend", "--profile", "wasm-release"]))?;

    let built = workspace::target()?.join("wasm32-unknown-unknown/wasm-release/frontend.wasm");
    let package = workspace::site()?.join("pkg");
    let stamp = workspace::target()?.join("wasm32-unknown-unknown/site.stamp");
    let fingerprint = format!("{} {}", content::fingerprint(&content::read(&built)?), optimise::is_available());
    if fs::read_to_string(&stamp).is_ok_and(|seen| seen == fingerprint) && package.join("rembuk.wasm.br").is_file() {
        eprintln!("  nothing changed since the last build");
    } else {
        bind(&built, &package)?;
        content::write(&stamp, fingerprint.as_bytes())?;
    }
    check_size(&package)
}

/// Writes the module and the JavaScript that loads it.
fn bind(built: &Path, package: &Path) -> Result<()> {
    let folder = workspace::target()?.join("wasm32-unknown-unknown/bindgen");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name("rembuk").web(true)?.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true).generate(&folder)?;

    let small = optimise::shrink(&folder.join("rembuk_bg.wasm"))?;
    content::write_with_twin(&package.join("rembuk.wasm"), &small)?;
    content::write_with_twin(&package.join("rembuk.js"), &content::read(&folder.join("rembuk.js"))?)?;
    Ok(())
}

/// Prints what the browser downloads, and refuses a module that is over the budget.
fn check_size(package: &Path) -> Result<()> {
    let mut sent = 0;
    for name in ["rembuk.wasm", "rembuk.js"] {
        let raw = content::read(&package.join(name))?.len();
        let compressed = content::read(&package.join(format!("{name}.br")))?.len();
        eprintln!("  {name}: {}, brotli {}", content::kilobytes(raw), content::kilobytes(compressed));
        sent += compressed;
    }
    let budget = content::kilobytes(BUDGET);
    ensure!(sent <= BUDGET, "the islands take {} compressed, more than the budget of {budget}", content::kilobytes(sent));
    Ok(())
}
