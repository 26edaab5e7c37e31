//! Entry bundles: up to 256 entries, each with its length in two bytes before it.

use tlog_tiles::{Hash, record_hash};

use crate::{
    Error, TileReader,
    path::{Address, TILE_HEIGHT, TILE_WIDTH},
};

/// What two bytes can say.
pub const MAX_ENTRY_BYTES: usize = 65_535;

const LENGTH_BYTES: usize = 2;

/// A bundle that is being filled.
#[derive(Debug, Default)]
pub struct Bundle {
    bytes: Vec<u8>,
    width: usize,
}

impl Bundle {
    pub fn push(&mut self, entry: &[u8]) -> Result<(), Error> {
        let length = u16::try_from(entry.len()).map_err(|_| Error::EntryTooLong(entry.len()))?;
        self.bytes.extend(length.to_be_bytes());
        self.bytes.extend(entry);
        self.width += 1;
        Ok(())
    }

    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The entries of a bundle as the log has them. Of a partial one that is gone the full one is read, as C2SP advises.
pub fn read_bundle(log: &impl TileReader, index: u64, width: usize) -> Result<Vec<Vec<u8>>, Error> {
    let address = Address::entries(index, width);
    let (path, bytes) = crate::store::read(log, address)?;
    let mut entries = Vec::with_capacity(width);
    let mut rest = bytes.as_slice();
    while let Some((length, after)) = rest.split_first_chunk::<LENGTH_BYTES>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((entry, after)) = after.split_at_checked(length) else { break };
        entries.push(entry.to_vec());
        rest = after;
    }
    let promised = path.parse::<Address>()?.width;
    if !rest.is_empty() || entries.len() != promised {
        let found = format!("{} and {} bytes after them", entries.len(), rest.len());
        return Err(Error::Malformed { path, expected: format!("{promised} entries"), found });
    }
    entries.truncate(width);
    Ok(entries)
}

/// Holds entries against the hashes of the tile above them.
pub fn check(entries: &[Vec<u8>], hashes: &[Hash], bundle: Address) -> Result<(), Error> {
    for ((index, entry), expected) in (bundle.index << TILE_HEIGHT..).zip(entries).zip(hashes) {
        let found = record_hash(entry);
        if found != *expected {
            return Err(Error::Entry { path: bundle.to_string(), index, expected: *expected, found });
        }
    }
    Ok(())
}
