//! Where the files of a log lie. What they say does not belong here.

mod folder;
mod memory;

pub use folder::FolderStore;
pub(crate) use folder::{folder_of, sync_folder};
pub use memory::MemoryStore;

use crate::{Error, path::Address};

/// Reads files of a log: in a folder, or from an address of the web. A file that is not there is `None`. The largest
/// that can be is a bundle of 17 MB, if a reader has to stop somewhere.
pub trait TileReader {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Error>;
}

/// Keeps files of a log. What `put` has taken survives a loss of power.
pub trait TileStore: TileReader {
    /// Writes or replaces a file as a whole. A full tile or bundle is never replaced: other bytes are
    /// [`Error::Final`], the same ones are fine.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error>;

    /// Removes the partial forms of a tile or bundle that is full, if there are any.
    fn remove_partial(&self, full: Address) -> Result<(), Error>;
}

/// What a path may be, and whether it is replaced once it is there.
pub fn is_final(path: &str) -> Result<bool, Error> {
    if path == crate::CHECKPOINT {
        return Ok(false);
    }
    path.parse::<Address>().map(|address| address.is_full())
}

/// Reads a tile or bundle, or the full one that has replaced it, and says which.
pub fn read(log: &impl TileReader, address: Address) -> Result<(String, Vec<u8>), Error> {
    let path = address.to_string();
    if let Some(bytes) = log.get(&path)? {
        return Ok((path, bytes));
    }
    let full = address.full().to_string();
    if !address.is_full()
        && let Some(bytes) = log.get(&full)?
    {
        return Ok((full, bytes));
    }
    Err(Error::Missing { path })
}
