//! A checkpoint that somebody kept: the log still begins with what it names, and the key of that time had signed it.

use anyhow::{Context as _, anyhow};
use app::operator;
use publiclog::{Audited, Error, TreeHead, VerifierKey, read_unverified, verify};
use std::{fs, path::Path};

pub struct Seen {
    /// The file that it was kept in.
    name: String,
    note: Vec<u8>,
    head: TreeHead,
}

impl Seen {
    /// Whoever signed it: which key should have is found in the log.
    pub fn read(file: &Path, trusted: &VerifierKey) -> anyhow::Result<Self> {
        let name = file.display().to_string();
        let note = fs::read(file).with_context(|| name.clone())?;
        let head = read_unverified(&note, trusted).with_context(|| operator::verify("earlier", &name))?;
        Ok(Self { name, note, head })
    }

    pub fn size(&self) -> u64 {
        self.head.size
    }

    pub fn check(&self, log: &Audited) -> anyhow::Result<()> {
        let verified = log.keys.at(self.head.size).ok_or(Error::Key("none")).and_then(|key| verify(&self.note, key));
        verified.with_context(|| operator::verify("earlier", &self.name))?;
        log.begins_with(&self.head).map_err(|error| anyhow!(operator::verify("log", &error.to_string())))
    }
}
