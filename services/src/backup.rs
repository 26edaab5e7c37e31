//! A backup is one file: all rows of one moment and the photos they name, with a hash of each part. It is made while
//! the server runs, it is the same for both databases, and it is taken back into an empty one. An archive that any
//! `tar` opens.

mod copy;
mod read;
mod restore;
mod write;

pub use copy::{Copied, copy};
pub use read::inspect;
pub use restore::restore;
pub use write::{Written, write};

use crate::Failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io;

/// Changes when an older program could not read the file.
const FORMAT: u32 = 1;
/// Comes last: what is cut off has none.
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    pub database: String,
    pub made_at: String,
    /// The schemas under which its rows were kept.
    pub schemas: Vec<i64>,
    pub tables: Vec<TablePart>,
    pub photos: Vec<PhotoPart>,
    /// What nobody could go on with the public log without; older backups have none.
    #[serde(default)]
    pub log: Vec<PhotoPart>,
    /// Files that a row names and that were not there.
    pub missing: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TablePart {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: usize,
    /// Of the rows, see [`crate::store::tables::Digest`].
    pub digest: String,
    /// Of the part as it is in the file.
    pub sha256: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhotoPart {
    pub file: String,
    pub sha256: String,
}

impl Manifest {
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// What is wrong with a file or with the place it should go to, for whoever chose them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The file to be written is there already.
    Exists,
    /// The file cannot be made where it should be.
    NoPlace,
    NotABackup,
    /// Cut off or changed.
    Damaged,
    /// Made by a program that this one does not know yet.
    Newer,
    /// Somebody lives in the database that should take it.
    NotEmpty,
    /// The database has tables of another time than the rows.
    OtherSchema,
    /// What was written reads differently.
    Differs,
}

impl Unfit {
    pub const ALL: [Self; 8] =
        [Self::Exists, Self::NoPlace, Self::NotABackup, Self::Damaged, Self::Newer, Self::NotEmpty, Self::OtherSchema, Self::Differs];

    /// The stable name under which words are found.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::NoPlace => "no_place",
            Self::NotABackup => "not_a_backup",
            Self::Damaged => "damaged",
            Self::Newer => "newer",
            Self::NotEmpty => "not_empty",
            Self::OtherSchema => "other_schema",
            Self::Differs => "differs",
        }
    }

    fn because(self, detail: impl ToString) -> BackupError {
        BackupError::Unfit { unfit: self, detail: detail.to_string() }
    }
}

/// How making or taking back a backup ends badly.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{unfit:?}: {detail}")]
    Unfit { unfit: Unfit, detail: String },
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Passes bytes on and knows their hash and number.
struct Hashing<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashing<T> {
    fn of(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn finish(self) -> (T, String) {
        (self.inner, self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl<T: io::Write> io::Write for Hashing<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.take(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: io::Read> io::Read for Hashing<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.take(&buffer[..read]);
        Ok(read)
    }
}
