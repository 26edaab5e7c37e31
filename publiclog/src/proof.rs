//! Proofs: that an entry is in a log, and that a log contains what it was before. Their text belongs to `proof/text`.

mod nodes;
mod text;

use tlog_tiles::{Hash, check_record, check_tree, prove_record, prove_tree, record_hash};

use crate::{Error, TileReader, TreeHead, VerifierKey, checkpoint, path::TILE_HEIGHT, tiles::VerifiedTiles, tree::place};
use nodes::Nodes;

/// Shows that an entry stands at a place of a log, without the log: entry, path and checkpoint are all in it.
#[derive(Clone, Debug, PartialEq)]
pub struct InclusionProof {
    pub entry: Vec<u8>,
    pub index: u64,
    pub path: Vec<Hash>,
    /// A signed note.
    pub checkpoint: String,
}

impl InclusionProof {
    /// Proves the entry at an index within the tree of a checkpoint.
    pub fn new<R: TileReader>(log: &R, checkpoint: &str, key: &VerifierKey, index: u64) -> Result<Self, Error> {
        let head = checkpoint::verify(checkpoint.as_bytes(), key)?;
        if index >= head.size {
            return Err(Error::Outside(index));
        }
        let mut tiles = VerifiedTiles::open(log, &head)?;
        let entry = tiles.entries(index >> TILE_HEIGHT)?.into_iter().nth(place(index));
        let entry = entry.ok_or(Error::Outside(index))?;
        let path = Nodes::collect(&mut tiles, |nodes| prove_record(head.size, index, nodes))?;
        Ok(Self { entry, index, path, checkpoint: checkpoint.to_owned() })
    }

    /// The tree head that contains the entry, if all of it is true.
    pub fn verify(&self, key: &VerifierKey) -> Result<TreeHead, Error> {
        let head = checkpoint::verify(self.checkpoint.as_bytes(), key)?;
        check_record(&self.path, head.size, head.root, self.index, record_hash(&self.entry))
            .map_err(|_| Error::Proof("the entry is not in the tree"))?;
        Ok(head)
    }
}

/// Proves that the tree of `new` begins with the `old_size` entries of an older one.
pub fn prove_consistency<R: TileReader>(log: &R, new: &TreeHead, old_size: u64) -> Result<Vec<Hash>, Error> {
    if old_size == 0 {
        return Ok(Vec::new());
    }
    let mut tiles = VerifiedTiles::open(log, new)?;
    Nodes::collect(&mut tiles, |nodes| prove_tree(new.size, old_size, nodes))
}

/// Whether the entries of the older tree are the first ones of the newer.
pub fn verify_consistency(proof: &[Hash], old: &TreeHead, new: &TreeHead) -> Result<(), Error> {
    // An empty tree is the beginning of all.
    let holds = match old.size {
        0 => proof.is_empty() && *old == TreeHead::EMPTY,
        _ => check_tree(&proof.to_vec(), new.size, new.root, old.size, old.root).is_ok(),
    };
    if holds { Ok(()) } else { Err(Error::Proof("the newer tree does not contain the older one")) }
}
