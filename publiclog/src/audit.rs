//! Reading a whole log as a stranger does, who believes only a key. What entries mean does not belong here, beyond
//! those by which the log gets another key.

mod past;

use crate::{
    CHECKPOINT, Error, KeyChain, Refusal, Replacement, TileReader, VerifierKey, checkpoint, path::TILE_HEIGHT, tiles::VerifiedTiles,
    tree::TreeHead,
};
use past::Past;

/// Checks a log from its checkpoint down to its last entry and hands out the entries in their order, each one after it
/// was found in the tree. Stops at the first thing that is wrong, and names it. Needs the memory of a few tiles.
///
/// `earlier` are heads that others saw before, from verified checkpoints: a log that does not begin with just those
/// entries is forked.
pub fn audit<R, T>(log: &R, key: &VerifierKey, earlier: &[TreeHead], take: T) -> Result<TreeHead, Error>
where
    R: TileReader,
    T: FnMut(u64, &[u8]) -> Result<(), Refusal>,
{
    let head = checkpoint::verify(&checkpoint_of(log)?, key)?;
    let past = read(log, &head, earlier.iter().map(|seen| seen.size), take)?;
    earlier.iter().try_for_each(|seen| past.begins_with(seen))?;
    Ok(head)
}

/// A log that was read to its end, and is signed by the key that should have.
#[derive(Debug)]
pub struct Audited {
    pub head: TreeHead,
    pub keys: KeyChain,
    past: Past,
}

impl Audited {
    /// That the log begins with what somebody saw before, of a size that was asked for: otherwise it is forked.
    pub fn begins_with(&self, seen: &TreeHead) -> Result<(), Error> {
        self.past.begins_with(seen)
    }
}

/// The same of a log whose key may have been replaced: `take` says which entries do so. One key is trusted, whichever
/// of them; the checkpoint has to be signed by the last. What is handed out is the log's only once all of it was read.
///
/// `sizes` are those at which heads were seen before: which key should have signed them is known afterwards.
pub fn audit_with_keys<R, T>(log: &R, trusted: &VerifierKey, sizes: impl IntoIterator<Item = u64>, mut take: T) -> Result<Audited, Error>
where
    R: TileReader,
    T: FnMut(u64, &[u8]) -> Result<Option<Replacement>, Refusal>,
{
    let note = checkpoint_of(log)?;
    let head = checkpoint::read_unverified(&note, trusted)?;
    let mut replacements = Vec::new();
    let past = read(log, &head, sizes, |index, entry| {
        replacements.extend(take(index, entry)?.map(|replacement| (index, replacement)));
        Ok(())
    })?;
    let keys = KeyChain::told(replacements, trusted)?;
    checkpoint::verify(&note, keys.at(head.size).unwrap_or(trusted))?;
    Ok(Audited { head, keys, past })
}

fn checkpoint_of(log: &impl TileReader) -> Result<Vec<u8>, Error> {
    log.get(CHECKPOINT)?.ok_or_else(|| Error::Missing { path: CHECKPOINT.to_owned() })
}

fn read<R, T>(log: &R, head: &TreeHead, sizes: impl IntoIterator<Item = u64>, mut take: T) -> Result<Past, Error>
where
    R: TileReader,
    T: FnMut(u64, &[u8]) -> Result<(), Refusal>,
{
    let mut tiles = VerifiedTiles::open(log, head)?;
    let mut past = Past::at(sizes);
    for bundle in 0..head.size.div_ceil(1 << TILE_HEIGHT) {
        for (index, entry) in (bundle << TILE_HEIGHT..).zip(tiles.entries(bundle)?) {
            past.pass(&entry);
            take(index, &entry).map_err(|source| Error::Refused { index, source })?;
        }
    }
    Ok(past)
}
