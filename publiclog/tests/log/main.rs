//! The log as those see it who write, serve and check it.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod audit;
mod crash;
mod folder;
mod growth;
mod key;
mod outside;
mod proof;
mod replacement;
mod speed;
mod tampering;
mod vectors;

use publiclog::{MemoryStore, Origin, SigningKey, TileStore, TreeHead, extend, publish};
use tempfile::TempDir;

const ORIGIN: &str = "musrenbang.kota.go.id/data/log";

fn new_key() -> SigningKey {
    let folder = TempDir::new().unwrap();
    SigningKey::create(&folder.path().join("key"), &origin()).unwrap()
}

fn origin() -> Origin {
    ORIGIN.parse().unwrap()
}

/// Entries of a few bytes, each another.
fn entries(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|number| format!("entry {number}").into_bytes()).collect()
}

/// Extends and publishes at each of some sizes.
fn grow(store: &impl TileStore, key: &SigningKey, entries: &[Vec<u8>], sizes: &[usize]) -> Vec<(TreeHead, String)> {
    let mut from = 0;
    let mut head = TreeHead::EMPTY;
    let step = |size: &usize| {
        head = extend(store, &head, &entries[from..*size]).unwrap();
        from = *size;
        (head, publish(store, &head, key).unwrap())
    };
    sizes.iter().map(step).collect()
}

/// A log in memory, its key, and its checkpoint.
fn log_of(count: usize) -> (MemoryStore, SigningKey, String) {
    let (store, key) = (MemoryStore::default(), new_key());
    let (_, checkpoint) = grow(&store, &key, &entries(count), &[count]).remove(0);
    (store, key, checkpoint)
}
