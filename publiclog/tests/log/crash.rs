//! The power fails between any two files.

use std::cell::Cell;

use publiclog::{Address, CHECKPOINT, Error, MemoryStore, TileReader, TileStore, TreeHead, audit, extend, publish};

use crate::{entries, grow, new_key};

/// Takes so many files and no more.
struct Failing<'store> {
    store: &'store MemoryStore,
    left: Cell<usize>,
}

impl TileReader for Failing<'_> {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.store.get(path)
    }
}

impl TileStore for Failing<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| Error::io(path, std::io::ErrorKind::Interrupted.into()))?;
        self.left.set(left);
        self.store.put(path, bytes)
    }

    fn remove_partial(&self, full: Address) -> Result<(), Error> {
        self.store.remove_partial(full)
    }
}

#[test]
fn after_a_crash_at_any_file_the_same_log_goes_on() {
    let (key, all) = (new_key(), entries(2000));
    let whole = MemoryStore::default();
    grow(&whole, &key, &all, &[300, 1000]);
    let mut crashes = 0;
    loop {
        let store = MemoryStore::default();
        let (from, checkpoint) = grow(&store, &key, &all, &[300]).remove(0);
        let failing = Failing { store: &store, left: Cell::new(crashes) };
        let extended = extend(&failing, &from, &all[300..1000]).and_then(|head| publish(&failing, &head, &key));
        if extended.is_ok() {
            break;
        }
        // Readers still see the tree that was promised.
        assert_eq!(store.get(CHECKPOINT).unwrap().unwrap(), checkpoint.as_bytes());
        assert_eq!(audit(&store, key.verifier_key(), &[from], |_, _| Ok(())).unwrap(), from);
        // A shorter and a longer step may come instead of the one that broke.
        for size in [300 + crashes * 40, 1000, 1999] {
            let head = extend(&store, &from, &all[300..size]).unwrap();
            assert_eq!(head, extend(&MemoryStore::default(), &TreeHead::EMPTY, &all[..size]).unwrap());
        }
        let head = extend(&store, &from, &all[300..1000]).unwrap();
        publish(&store, &head, &key).unwrap();
        assert_eq!(audit(&store, key.verifier_key(), &[from], |_, _| Ok(())).unwrap(), head);
        for (path, bytes) in whole.files().iter() {
            assert_eq!(store.files().get(path), Some(bytes), "{path}");
        }
        crashes += 1;
    }
    assert_eq!(crashes, 8, "two full bundles with their tiles, the three partial files after them, the checkpoint");
}

#[test]
fn a_small_step_writes_two_files() {
    let (store, key, all) = (MemoryStore::default(), new_key(), entries(310));
    let (from, _) = grow(&store, &key, &all, &[300]).remove(0);
    extend(&Failing { store: &store, left: Cell::new(2) }, &from, &all[300..]).unwrap();
}

#[test]
fn other_entries_replace_partial_tiles_but_no_full_ones() {
    let (store, key, all) = (MemoryStore::default(), new_key(), entries(600));
    let (from, _) = grow(&store, &key, &all, &[100]).remove(0);
    extend(&store, &from, &all[100..200]).unwrap();
    let head = extend(&store, &from, &all[300..400]).unwrap();
    publish(&store, &head, &key).unwrap();
    audit(&store, key.verifier_key(), &[from], |_, _| Ok(())).unwrap();
    extend(&store, &head, &all[200..600]).unwrap();
    assert!(matches!(extend(&store, &head, &all[100..500]), Err(Error::Final { path }) if path == "tile/entries/000"));
}

#[test]
fn damage_is_not_built_upon() {
    for (path, byte) in [("tile/0/001.p/44", 40), ("tile/1/000.p/1", 0), ("tile/entries/001.p/44", 30), ("tile/entries/001.p/44", 1)] {
        let (store, key, all) = (MemoryStore::default(), new_key(), entries(400));
        let (from, _) = grow(&store, &key, &all, &[300]).remove(0);
        store.files().get_mut(path).unwrap()[byte] ^= 1;
        extend(&store, &from, &all[300..]).expect_err(path);
        store.files().remove(path);
        assert!(matches!(extend(&store, &from, &all[300..]), Err(Error::Missing { path: named }) if named == path));
    }
}
