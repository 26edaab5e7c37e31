//! What can be wrong with a log, its key, or a proof. Each names the place; whoever shows it to people finds the words.

use std::io;

use thiserror::Error;
use tlog_tiles::Hash;

/// Why whoever reads along does not go on.
pub type Refusal = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, Error)]
pub enum Error {
    #[error("{path}: {source}")]
    Io { path: String, source: io::Error },
    /// A file that the checkpoint promises is not there.
    #[error("{path} is missing")]
    Missing { path: String },
    #[error("{path}: expected {expected}, found {found}")]
    Malformed { path: String, expected: String, found: String },
    /// A tile is not what the tile above it says.
    #[error("{path}: expected hashes that make {expected}, found some that make {found}")]
    Tile { path: String, expected: Hash, found: Hash },
    /// An entry is not what its tile says.
    #[error("{path}, entry {index}: expected one with the hash {expected}, found one with {found}")]
    Entry { path: String, index: u64, expected: Hash, found: Hash },
    /// The tiles at the right edge of the tree do not make the root that was signed or is known.
    #[error("the tiles of a tree of {size} entries: expected the root {expected}, found {found}")]
    Root { size: u64, expected: Hash, found: Hash },
    /// Full tiles never change. Who gets this has entries in another order, or others, than were published.
    #[error("{path} is full and would change")]
    Final { path: String },
    #[error("{0} is no path of this log")]
    Path(String),
    #[error("an entry of {0} bytes; 65535 are the most")]
    EntryTooLong(usize),
    #[error("a tree of {0} entries is larger than any")]
    Size(u64),
    #[error("the tree does not reach as far as {0}")]
    Outside(u64),
    /// A log of another origin, or a root that an empty tree cannot have.
    #[error("the checkpoint: expected {expected}, found {found}")]
    Checkpoint { expected: String, found: String },
    #[error("the signed note: {0}")]
    Note(#[from] signed_note::NoteError),
    /// The log says less than it said before, or something else.
    #[error("the log is forked: an earlier checkpoint of {size} entries has the root {expected}, this log {found}")]
    Forked { size: u64, expected: Hash, found: String },
    #[error("the proof: {0}")]
    Proof(&'static str),
    #[error("the key: {0}")]
    Key(&'static str),
    #[error("the replacement of a key: {0}")]
    Replacement(&'static str),
    #[error("“{0}” cannot name a log")]
    Origin(String),
    /// Whoever reads along refused an entry.
    #[error("entry {index}: {source}")]
    Refused { index: u64, source: Refusal },
}

impl Error {
    /// For readers and stores outside of this crate, too.
    pub fn io(path: &str, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}
