//! Where things are: the workspace, cargo's target folder, the built site.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::process;

/// The browser's half is left out: built together with the server, both halves of Leptos would be switched on at once.
pub const NATIVE: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The path of something in the workspace.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Cargo's target folder, wherever `CARGO_TARGET_DIR` or a config file put it.
pub fn target() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(target) = TARGET.get() {
        return Ok(target);
    }
    let json = process::output(cargo().args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&json)?;
    let target = metadata["target_directory"].as_str().context("cargo metadata names no target_directory")?;
    Ok(TARGET.get_or_init(|| PathBuf::from(target)))
}

/// The folder whose content the server serves as static files.
pub fn site() -> Result<PathBuf> {
    Ok(target()?.join("site"))
}

/// The server's binary as the development profile builds it.
pub fn server_binary() -> Result<PathBuf> {
    Ok(target()?.join("debug/rembuk"))
}

/// The same as people who use it get it.
pub fn release_binary() -> Result<PathBuf> {
    Ok(target()?.join("release/rembuk"))
}

/// A cargo call in the workspace.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root());
    command
}

/// A file's path as seen from the workspace, for messages.
pub fn relative(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}
