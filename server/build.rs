//! Tells the program its version, and a release where the site is that goes into it.

use std::{
    env,
    path::{Path, PathBuf},
};

fn main() {
    println!("cargo:rerun-if-env-changed=REMBUK_BUILD");
    let variable = |name: &str| env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
    let build = variable("REMBUK_BUILD");
    let build = if build.is_empty() { build } else { format!(" ({build})") };
    println!("cargo:rustc-env=REMBUK_VERSION={}{build}", variable("CARGO_PKG_VERSION"));

    let site = site(Path::new(&variable("OUT_DIR")));
    println!("cargo:rustc-env=REMBUK_SITE_SOURCE={}", site.display());
    if variable("PROFILE") == "release" {
        println!("cargo:rerun-if-changed={}", site.join("version.txt").display());
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
}

/// `target/site`, beside the folder of whatever profile this is built with.
fn site(out: &Path) -> PathBuf {
    let built = out.ancestors().map(|folder| folder.join("site")).find(|site| site.join("version.txt").is_file());
    built.unwrap_or_else(|| out.ancestors().nth(4).unwrap_or(out).join("site"))
}
