//! A log in memory, for tests.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{TileReader, TileStore, is_final};
use crate::{Error, path::Address};

#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<BTreeMap<String, Vec<u8>>>);

impl MemoryStore {
    /// All files, for comparing and for damaging them.
    pub fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TileReader for MemoryStore {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.files().get(path).cloned())
    }
}

impl TileStore for MemoryStore {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let is_final = is_final(path)?;
        let mut files = self.files();
        if is_final && files.get(path).is_some_and(|there| there != bytes) {
            return Err(Error::Final { path: path.to_owned() });
        }
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn remove_partial(&self, full: Address) -> Result<(), Error> {
        let partial = format!("{}.p/", full.full());
        self.files().retain(|path, _| !path.starts_with(&partial));
        Ok(())
    }
}
