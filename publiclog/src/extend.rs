//! Growing a log: which files an addition writes, and which ones it makes superfluous.
//!
//! Signing the new tree head does not belong here; until that is done and put in its place, nothing that was written
//! is promised to anybody.

use tlog_tiles::record_hash;

use crate::{
    Error, TileStore,
    bundle::{self, Bundle},
    path::{Address, TILE_WIDTH},
    tiles::{read_edge, tile_bytes},
    tree::{Edge, MAX_SIZE, TreeHead, tiles_at, width_at},
};

/// Adds entries to a tree and writes every bundle and tile that changes by it. Gives back the new head, to be signed.
///
/// After a crash it is called again with the same `from`, and writes the same files. More entries at once than before,
/// or fewer, are fine: partial tiles that no checkpoint covers are rewritten. Other entries in the place of those that
/// were written are not: a full tile is refused with [`Error::Final`], checkpoint or not. That is right, because
/// entries are durable in their order before this is called: whoever comes with others has lost the record.
pub fn extend<S: TileStore, E: AsRef<[u8]>>(store: &S, from: &TreeHead, entries: &[E]) -> Result<TreeHead, Error> {
    let mut edge = read_edge(store, from)?;
    let mut bundle = read_last_bundle(store, &edge)?;
    for entry in entries {
        let entry = entry.as_ref();
        if edge.size() == MAX_SIZE {
            return Err(Error::Size(MAX_SIZE + 1));
        }
        bundle.push(entry)?;
        if bundle.is_full() {
            let full = std::mem::take(&mut bundle);
            put(store, Address::entries(tiles_at(edge.size(), 0), TILE_WIDTH), full.bytes())?;
        }
        for (address, hashes) in edge.push(record_hash(entry)) {
            put(store, address, &tile_bytes(&hashes))?;
        }
    }
    put_partial(store, from.size, &edge, &bundle)?;
    Ok(edge.head())
}

/// Removes partial tiles and bundles of which the full ones were written between two sizes. Readers then take the full
/// ones, as C2SP asks them to; giving sizes of checkpoints that are some minutes old spares them the detour.
pub fn prune(store: &impl TileStore, from: u64, to: u64) -> Result<(), Error> {
    let mut level = 0;
    while tiles_at(to, level) > 0 {
        for index in tiles_at(from, level)..tiles_at(to, level) {
            remove_partial(store, Address::tile(level, index, TILE_WIDTH))?;
            if level == 0 {
                remove_partial(store, Address::entries(index, TILE_WIDTH))?;
            }
        }
        level += 1;
    }
    Ok(())
}

fn remove_partial(store: &impl TileStore, full: Address) -> Result<(), Error> {
    let path = full.to_string();
    if store.get(&path)?.is_none() {
        return Err(Error::Missing { path });
    }
    store.remove_partial(full)
}

/// The bundle to go on with. It is held against its tile, lest damage be published anew.
fn read_last_bundle(store: &impl TileStore, edge: &Edge) -> Result<Bundle, Error> {
    let (index, width) = (tiles_at(edge.size(), 0), width_at(edge.size(), 0));
    let mut last = Bundle::default();
    if width == 0 {
        return Ok(last);
    }
    let entries = bundle::read_bundle(store, index, width)?;
    bundle::check(&entries, edge.level(0), Address::entries(index, width))?;
    for entry in &entries {
        last.push(entry)?;
    }
    Ok(last)
}

/// Writes the right edge, as far as it is not what it was.
fn put_partial(store: &impl TileStore, from: u64, edge: &Edge, bundle: &Bundle) -> Result<(), Error> {
    if bundle.width() > 0 {
        put(store, Address::entries(tiles_at(edge.size(), 0), bundle.width()), bundle.bytes())?;
    }
    for (address, hashes) in edge.partial_tiles_since(from) {
        put(store, address, &tile_bytes(hashes))?;
    }
    Ok(())
}

fn put(store: &impl TileStore, address: Address, bytes: &[u8]) -> Result<(), Error> {
    store.put(&address.to_string(), bytes)
}
