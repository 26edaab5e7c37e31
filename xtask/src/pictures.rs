//! `cargo xtask pictures`: a screenshot of every page, narrow and wide, light and dark, and what it looks like on
//! paper.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::demo_server::DemoServer;
use crate::steps::Steps;
use crate::{content, e2e, process, setup, site, workspace};

pub fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::new(4);
    steps.run("Tools", || setup::run(true))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Server", || process::run(workspace::cargo().arg("build").args(workspace::NATIVE).arg("--bins")))?;
    steps.run("Pictures", || take(arguments))
}

fn take(arguments: &[String]) -> Result<()> {
    let pictures = workspace::target()?.join("pictures");
    if arguments.is_empty() && pictures.is_dir() {
        fs::remove_dir_all(&pictures)?;
    }
    fs::create_dir_all(&pictures)?;
    let folder = tempfile::Builder::new().prefix("rembuk-pictures").tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("rembuk.db").display());
    let server = DemoServer::start(&database, folder.path())?;
    let mut camera = e2e::playwright(&server, &pictures.display().to_string());
    let result = process::run(camera.args(["--config", "pictures.config.ts"]).args(arguments));
    write_index(&pictures)?;
    eprintln!("  {}", pictures.join("index.html").display());
    result
}

/// A page to leaf through: one row per page, all its pictures side by side.
fn write_index(pictures: &Path) -> Result<()> {
    let mut rows = String::new();
    let mut last = String::new();
    for file in content::files_ending(pictures, "png")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let page = name.split('.').next().unwrap_or_default().to_owned();
        if page != last {
            write!(rows, "<h2>{page}</h2>")?;
            last = page;
        }
        write!(rows, "<a href=\"{name}\"><img src=\"{name}\" alt=\"{name}\" loading=\"lazy\" height=\"480\"></a> ")?;
    }
    let html = format!("<!doctype html><meta charset=\"utf-8\"><title>Pictures</title>{rows}");
    content::write(&pictures.join("index.html"), html.as_bytes())
}
