//! `cargo xtask style`: one stylesheet out of `style/*.css`, the icons, and the files that are served as they are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::{content, minify, workspace};

/// Stands beside our files once all are there, see `site.rs`.
pub const VERSION: &str = "version.txt";

/// Files that brotli makes smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 7] = ["css", "js", "json", "svg", "txt", "webmanifest", "xml"];

pub fn run() -> Result<()> {
    let source = workspace::path("style");
    let site = workspace::site()?;
    stylesheet(&source, &site)?;

    let (icons, fixed) = (source.join("icons.svg"), source.join("static"));
    let mut copies = Vec::new();
    if icons.is_file() {
        copies.push((icons, site.join("icons.svg")));
    }
    for file in content::files_below(&fixed)? {
        let to = site.join(file.strip_prefix(&fixed)?);
        copies.push((file, to));
    }
    forget_static_files(&site, &copies)?;
    copies.iter().try_for_each(|(from, to)| copy(from, to))
}

/// The partials in the order of their names: their numbers are the order of the cascade.
fn stylesheet(source: &Path, site: &Path) -> Result<()> {
    let mut css = String::new();
    for entry in content::files_ending(source, "css")?.iter().filter(|file| file.parent() == Some(source)) {
        css.push_str(&String::from_utf8(content::read(entry)?)?);
        css.push('\n');
    }
    ensure!(!css.is_empty(), "there is no .css file in {}", source.display());
    let small = minify::css(&css);
    let sent = content::write_with_twin(&site.join("pkg/rembuk.css"), small.as_bytes())?;
    eprintln!("  rembuk.css: {}, brotli {}", content::kilobytes(small.len()), content::kilobytes(sent));
    Ok(())
}

/// Clears what an earlier run copied and this one will not, so that a removed file does not live on. The `pkg` folder
/// is overwritten in place.
fn forget_static_files(site: &Path, copies: &[(PathBuf, PathBuf)]) -> Result<()> {
    let is_wanted = |file: &PathBuf| copies.iter().any(|(_, to)| file == to || *file == content::twin_of(to));
    for file in content::files_below(site)? {
        if !file.starts_with(site.join("pkg")) && !file.ends_with(VERSION) && !is_wanted(&file) {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes = content::read(from)?;
    if from.extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known)) {
        content::write_with_twin(to, &bytes)?;
        return Ok(());
    }
    content::write(to, &bytes)
}
