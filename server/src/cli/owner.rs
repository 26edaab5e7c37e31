//! Whose data these are. Root changes nothing that belongs to somebody else: a file that it made there could not be
//! read by the server, which runs as that somebody.

use anyhow::bail;
use app::operator;
use rustix::process::geteuid;
use std::{fs, os::unix::fs::MetadataExt as _, path::Path};

/// Refuses root where one of these files is there and has another owner.
pub fn refuse_foreign_root<'a>(files: impl IntoIterator<Item = &'a Path>) -> anyhow::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    for file in files {
        if fs::metadata(file).is_ok_and(|found| found.uid() != 0) {
            bail!(operator::start("not_as_root", &file.display().to_string()));
        }
    }
    Ok(())
}
