//! Every change of the tables is written for both databases, in files of the same name.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::{content, workspace};

pub fn check() -> Result<()> {
    let sqlite = names("sqlite")?;
    let postgres = names("postgres")?;
    let alone: Vec<&String> = sqlite.symmetric_difference(&postgres).collect();
    if alone.is_empty() {
        return Ok(());
    }
    bail!("migrations that only one of migrations/sqlite and migrations/postgres has: {alone:?}")
}

fn names(database: &str) -> Result<BTreeSet<String>> {
    let files = content::files_below(&workspace::path("migrations").join(database))?;
    Ok(files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned()).collect())
}
