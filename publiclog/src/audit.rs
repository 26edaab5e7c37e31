//! Reading a whole log as a stranger does, who believes only the key. What entries mean does not belong here.

use std::cmp::Reverse;

use tlog_tiles::record_hash;

use crate::{
    CHECKPOINT, Error, Refusal, TileReader, VerifierKey, checkpoint,
    path::TILE_HEIGHT,
    tiles::VerifiedTiles,
    tree::{Edge, TreeHead},
};

/// Checks a log from its checkpoint down to its last entry and hands out the entries in their order, each one after it
/// was found in the tree. Stops at the first thing that is wrong, and names it. Needs the memory of a few tiles.
///
/// `earlier` are heads that others saw before, from verified checkpoints: a log that does not begin with just those
/// entries is forked.
pub fn audit<R, T>(log: &R, key: &VerifierKey, earlier: &[TreeHead], mut take: T) -> Result<TreeHead, Error>
where
    R: TileReader,
    T: FnMut(u64, &[u8]) -> Result<(), Refusal>,
{
    let note = log.get(CHECKPOINT)?.ok_or_else(|| Error::Missing { path: CHECKPOINT.to_owned() })?;
    let head = checkpoint::verify(&note, key)?;
    let mut tiles = VerifiedTiles::open(log, &head)?;
    let mut past = Past::new(earlier, &head)?;
    for bundle in 0..head.size.div_ceil(1 << TILE_HEIGHT) {
        for (index, entry) in (bundle << TILE_HEIGHT..).zip(tiles.entries(bundle)?) {
            past.pass(&entry)?;
            take(index, &entry).map_err(|source| Error::Refused { index, source })?;
        }
    }
    Ok(head)
}

/// Earlier heads, which are passed one by one while the tree grows again.
struct Past {
    /// The largest first.
    ahead: Vec<TreeHead>,
    edge: Edge,
}

impl Past {
    fn new(earlier: &[TreeHead], head: &TreeHead) -> Result<Self, Error> {
        let mut ahead = earlier.to_vec();
        ahead.sort_by_key(|head| Reverse(head.size));
        if let Some(larger) = ahead.first().filter(|first| first.size > head.size) {
            let found = format!("has only {} entries", head.size);
            return Err(Error::Forked { size: larger.size, expected: larger.root, found });
        }
        let mut past = Self { ahead, edge: Edge::default() };
        past.compare()?;
        Ok(past)
    }

    fn pass(&mut self, entry: &[u8]) -> Result<(), Error> {
        if self.ahead.is_empty() {
            return Ok(());
        }
        self.edge.push(record_hash(entry));
        self.compare()
    }

    fn compare(&mut self) -> Result<(), Error> {
        while let Some(seen) = self.ahead.pop_if(|next| next.size == self.edge.size()) {
            let found = self.edge.head().root;
            if found != seen.root {
                return Err(Error::Forked { size: seen.size, expected: seen.root, found: found.to_string() });
            }
        }
        Ok(())
    }
}
