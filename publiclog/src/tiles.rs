//! Reading hashes of a tree from its tiles, none of which is believed before the ones above it have vouched for it.

use std::collections::BTreeMap;

use tlog_tiles::{HASH_SIZE, Hash};

use crate::{
    Error, TileReader, bundle,
    path::{Address, TILE_HEIGHT, TILE_WIDTH},
    store,
    tree::{Edge, MAX_SIZE, TreeHead, place, subtree, tiles_at, width_at},
};

/// The tiles of a tree whose head is known.
pub struct VerifiedTiles<'log, R> {
    log: &'log R,
    edge: Edge,
    /// For each level the full tile that was read last.
    recent: BTreeMap<u8, (u64, Vec<Hash>)>,
}

impl<'log, R: TileReader> VerifiedTiles<'log, R> {
    /// Reads the partial tiles at the right edge and holds them against the root.
    pub fn open(log: &'log R, head: &TreeHead) -> Result<Self, Error> {
        let edge = read_edge(log, head)?;
        Ok(Self { log, edge, recent: BTreeMap::new() })
    }

    /// The hashes of a tile, whole as far as the tree goes.
    pub fn tile(&mut self, level: u8, index: u64) -> Result<&[Hash], Error> {
        if index == tiles_at(self.edge.size(), level) {
            return Ok(self.edge.level(level));
        }
        if self.recent.get(&level).is_none_or(|(recent, _)| *recent != index) {
            let read = self.full_tile(level, index)?;
            self.recent.insert(level, (index, read));
        }
        Ok(self.recent.get(&level).map_or(&[], |(_, hashes)| hashes.as_slice()))
    }

    /// The root over the perfect tree number `index` of a height.
    pub fn node(&mut self, height: u8, index: u64) -> Result<Hash, Error> {
        let (level, inside) = (height / TILE_HEIGHT, height % TILE_HEIGHT);
        let start = place(index << inside);
        let tile = self.tile(level, index >> (TILE_HEIGHT - inside))?;
        tile.get(start..start + (1 << inside)).map(subtree).ok_or(Error::Outside(index << height))
    }

    /// The entries of the bundle with a number, of which each hashes to what the tree says.
    pub fn entries(&mut self, index: u64) -> Result<Vec<Vec<u8>>, Error> {
        let log = self.log;
        let hashes = self.tile(0, index)?;
        let entries = bundle::read_bundle(log, index, hashes.len())?;
        bundle::check(&entries, hashes, Address::entries(index, hashes.len()))?;
        Ok(entries)
    }

    fn full_tile(&mut self, level: u8, index: u64) -> Result<Vec<Hash>, Error> {
        let above = self.tile(level.saturating_add(1), index >> TILE_HEIGHT)?;
        let expected = above.get(place(index)).copied().ok_or(Error::Outside(index))?;
        let address = Address::tile(level, index, TILE_WIDTH);
        let hashes = read_tile(self.log, address)?;
        let found = subtree(&hashes);
        if found == expected { Ok(hashes) } else { Err(Error::Tile { path: address.to_string(), expected, found }) }
    }
}

/// The right edge of a tree, if it has the root that is known.
pub fn read_edge(log: &impl TileReader, head: &TreeHead) -> Result<Edge, Error> {
    if head.size > MAX_SIZE {
        return Err(Error::Size(head.size));
    }
    let mut levels = Vec::new();
    for level in 0u8.. {
        let width = width_at(head.size, level);
        levels.push(match width {
            0 => Vec::new(),
            _ => read_tile(log, Address::tile(level, tiles_at(head.size, level), width))?,
        });
        if tiles_at(head.size, level) == 0 {
            break;
        }
    }
    let edge = Edge::new(head.size, levels);
    let found = edge.head().root;
    if found == head.root { Ok(edge) } else { Err(Error::Root { size: head.size, expected: head.root, found }) }
}

fn read_tile(log: &impl TileReader, address: Address) -> Result<Vec<Hash>, Error> {
    let (path, bytes) = store::read(log, address)?;
    let promised = path.parse::<Address>()?.width;
    let (hashes, rest) = bytes.as_chunks::<HASH_SIZE>();
    if !rest.is_empty() || hashes.len() != promised {
        let found = format!("{} bytes", bytes.len());
        return Err(Error::Malformed { path, expected: format!("{} bytes", promised * HASH_SIZE), found });
    }
    Ok(hashes.iter().take(address.width).copied().map(Hash).collect())
}

pub fn tile_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}
