//! How `tlog_tiles` asks for inner nodes when it makes a proof, answered from verified tiles.

use std::cell::{Cell, RefCell};

use tlog_tiles::{Hash, HashReader, split_stored_hash_index};

use crate::{Error, TileReader, tiles::VerifiedTiles};

pub(super) struct Nodes<'tiles, 'log, R> {
    tiles: RefCell<&'tiles mut VerifiedTiles<'log, R>>,
    /// Why reading failed, which the error of `tlog_tiles` has no room for.
    failure: Cell<Option<Error>>,
}

impl<'tiles, 'log, R: TileReader> Nodes<'tiles, 'log, R> {
    pub(super) fn collect<P>(tiles: &'tiles mut VerifiedTiles<'log, R>, prove: P) -> Result<Vec<Hash>, Error>
    where
        P: FnOnce(&Self) -> Result<Vec<Hash>, tlog_tiles::Error>,
    {
        let nodes = Self { tiles: RefCell::new(tiles), failure: Cell::new(None) };
        prove(&nodes).map_err(|_| nodes.failure.take().unwrap_or(Error::Proof("it is of another tree")))
    }
}

impl<R: TileReader> HashReader for Nodes<'_, '_, R> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let mut tiles = self.tiles.borrow_mut();
        let read = indexes.iter().map(|index| {
            let (height, number) = split_stored_hash_index(*index);
            tiles.node(height, number)
        });
        read.collect::<Result<_, _>>().map_err(|error| {
            self.failure.set(Some(error));
            tlog_tiles::Error::InvalidTile
        })
    }
}
