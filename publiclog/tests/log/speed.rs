//! Appending keeps up with a crowd.

use std::time::{Duration, Instant};

use publiclog::{FolderStore, TreeHead, extend, publish};
use tempfile::TempDir;

use crate::new_key;

const BATCH: usize = 500;
const BATCHES: usize = 40;

/// About what an entry of the ledger has.
const ENTRY_BYTES: usize = 250;

/// 5,000 entries a second; ours does several times that on an idle machine.
const BOUND: Duration = Duration::from_millis((BATCH * BATCHES / 5) as u64);

#[test]
fn batches_are_appended_at_5000_entries_a_second() {
    let (folder, key) = (TempDir::new().unwrap(), new_key());
    let store = FolderStore::new(folder.path());
    let entries = vec![vec![b'x'; ENTRY_BYTES]; BATCH];
    let mut head = TreeHead::EMPTY;
    let start = Instant::now();
    for _ in 0..BATCHES {
        head = extend(&store, &head, &entries).unwrap();
        publish(&store, &head, &key).unwrap();
    }
    let took = start.elapsed();
    println!("{} entries in {took:?}", head.size);
    assert!(took < BOUND, "{} entries took {took:?}", head.size);
}
