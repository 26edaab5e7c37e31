//! `cargo xtask site`: all static files, and a version made from their content. `wasm` and `style` build one half.

use anyhow::Result;

use crate::{content, style, wasm, workspace};

pub fn run() -> Result<()> {
    wasm::run()?;
    styles()
}

pub fn islands() -> Result<()> {
    wasm::run()?;
    write_version()
}

pub fn styles() -> Result<()> {
    style::run()?;
    write_version()
}

/// Writes `version.txt`: links to the files carry it (`?v=…`), so a browser may keep them for ever.
fn write_version() -> Result<()> {
    let site = workspace::site()?;
    let mut all = Vec::new();
    for file in content::files_below(&site)?.into_iter().filter(|file| !file.ends_with(style::VERSION)) {
        all.extend_from_slice(file.strip_prefix(&site)?.as_os_str().as_encoded_bytes());
        all.extend(content::read(&file)?);
    }
    let version = content::fingerprint(&all);
    content::write(&site.join(style::VERSION), version.as_bytes())?;
    eprintln!("  version {version}");
    Ok(())
}
