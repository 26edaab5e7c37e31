//! The tree of RFC 6962, seen from its right edge: all that is needed to add to it.
//!
//! Reading and writing tiles does not belong here.

use tlog_tiles::{EMPTY_HASH, Hash, node_hash};

use crate::path::{Address, TILE_HEIGHT, TILE_WIDTH};

/// What no log of acts of people reaches; below it no arithmetic on indices overflows.
pub const MAX_SIZE: u64 = 1 << 48;

/// How many entries there are, and the root over them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TreeHead {
    pub size: u64,
    pub root: Hash,
}

impl TreeHead {
    /// Before the first entry.
    pub const EMPTY: Self = Self { size: 0, root: EMPTY_HASH };
}

/// The partial tile of each level, lowest first; an empty one where the tiles of a level are all full.
#[derive(Debug, Default)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// From partial tiles of the widths that [`width_at`] names.
    pub fn new(size: u64, levels: Vec<Vec<Hash>>) -> Self {
        Self { size, levels }
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// Adds the hash of an entry. Gives back the tiles that became full.
    pub fn push(&mut self, leaf: Hash) -> Vec<(Address, Vec<Hash>)> {
        let mut full = Vec::new();
        let mut index = self.size;
        let mut hash = leaf;
        self.size += 1;
        for level in 0.. {
            let hashes = match self.levels.get_mut(usize::from(level)) {
                Some(hashes) => hashes,
                None => self.levels.push_mut(Vec::new()),
            };
            hashes.push(hash);
            if hashes.len() < TILE_WIDTH {
                break;
            }
            let hashes = std::mem::take(hashes);
            hash = subtree(&hashes);
            index >>= TILE_HEIGHT;
            full.push((Address::tile(level, index, TILE_WIDTH), hashes));
        }
        full
    }

    /// The partial tiles that a tree of a smaller size has not.
    pub fn partial_tiles_since(&self, size: u64) -> impl Iterator<Item = (Address, &[Hash])> {
        let grown = move |level| hashes_at(self.size, level) > hashes_at(size, level);
        let levels = (0..).zip(&self.levels).filter(move |(level, hashes)| !hashes.is_empty() && grown(*level));
        levels.map(|(level, hashes)| (Address::tile(level, tiles_at(self.size, level), hashes.len()), hashes.as_slice()))
    }

    pub fn level(&self, level: u8) -> &[Hash] {
        self.levels.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    fn root(&self) -> Hash {
        let mut root = None;
        for hashes in &self.levels {
            let mut rest = hashes.as_slice();
            // The perfect trees in it, smallest first: as many as its width has bits.
            while !rest.is_empty() {
                let (left, right) = rest.split_at(rest.len() & (rest.len() - 1));
                let hash = subtree(right);
                root = Some(root.map_or(hash, |root| node_hash(hash, root)));
                rest = left;
            }
        }
        root.unwrap_or(EMPTY_HASH)
    }
}

/// How many hashes a level of a tree has.
fn hashes_at(size: u64, level: u8) -> u64 {
    size.checked_shr(u32::from(TILE_HEIGHT) * u32::from(level)).unwrap_or(0)
}

/// How many full tiles a level of a tree has; also the index of its partial one.
pub fn tiles_at(size: u64, level: u8) -> u64 {
    hashes_at(size, level) >> TILE_HEIGHT
}

/// The width of the partial tile of a level; 0 where there is none.
pub fn width_at(size: u64, level: u8) -> usize {
    place(hashes_at(size, level))
}

/// Where in its tile or bundle something stands.
pub fn place(index: u64) -> usize {
    usize::try_from(index % (1 << TILE_HEIGHT)).unwrap_or(0)
}

/// The root over hashes whose number is a power of two.
pub fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => EMPTY_HASH,
        [hash] => *hash,
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            node_hash(subtree(left), subtree(right))
        }
    }
}
