//! The file of one-time codes: made before anything is written, readable by its owner alone, never written over.

use anyhow::anyhow;
use app::imports;
use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

pub struct Sheets {
    path: PathBuf,
    file: File,
}

impl Sheets {
    pub fn make(path: PathBuf) -> anyhow::Result<Self> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let file = made.map_err(|error| anyhow!(imports::codes_not_made(&path.display().to_string(), &error)))?;
        Ok(Self { path, file })
    }

    /// Nobody gets a code: no empty file stays behind.
    pub fn leave(self) {
        drop(self.file);
        let _ = fs::remove_file(&self.path);
    }

    /// What is said about it. By now the codes hold: if the file cannot be written, new ones are made with another.
    pub fn write(mut self, text: &str, count: usize) -> anyhow::Result<String> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_all());
        let name = self.path.display().to_string();
        written.map_err(|error| anyhow!(imports::codes_lost(&name, &error.to_string())))?;
        Ok(imports::codes(count, &name))
    }
}
