//! A log in a folder.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, thread};

use publiclog::{Address, CHECKPOINT, Error, FolderStore, MemoryStore, TileReader, TileStore, audit, prune};
use tempfile::TempDir;

use crate::{entries, grow, new_key};

fn files_in(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}

#[test]
fn it_holds_what_memory_holds_and_nothing_else() {
    let (folder, memory, key, all) = (TempDir::new().unwrap(), MemoryStore::default(), new_key(), entries(1000));
    let store = FolderStore::new(folder.path().join("made/by/itself"));
    assert_eq!(grow(&store, &key, &all, &[300, 1000]), grow(&memory, &key, &all, &[300, 1000]));
    for (path, bytes) in memory.files().iter() {
        assert_eq!(store.get(path).unwrap().as_ref(), Some(bytes), "{path}");
    }
    assert_eq!(files_in(folder.path()), memory.files().len());
    audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap();
    prune(&store, 0, 1000).unwrap();
    prune(&memory, 0, 1000).unwrap();
    prune(&store, 0, 1000).unwrap();
    assert_eq!(files_in(folder.path()), memory.files().len());
    audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap();
}

#[test]
fn a_full_tile_is_written_once() {
    let folder = TempDir::new().unwrap();
    let store = FolderStore::new(folder.path());
    for path in [Address::tile(0, 1234, 256).to_string(), Address::entries(0, 256).to_string()] {
        store.put(&path, b"one").unwrap();
        store.put(&path, b"one").unwrap();
        assert!(matches!(store.put(&path, b"two"), Err(Error::Final { path: named }) if named == path));
        assert_eq!(store.get(&path).unwrap().unwrap(), b"one");
    }
    for path in [Address::tile(0, 1234, 3).to_string(), CHECKPOINT.to_owned()] {
        store.put(&path, b"one").unwrap();
        store.put(&path, b"two").unwrap();
        assert_eq!(store.get(&path).unwrap().unwrap(), b"two");
    }
    let mode = fs::metadata(folder.path().join("tile/0/x001/234")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o644, "whoever serves the folder may read it");
}

#[test]
fn two_who_write_the_same_do_not_disturb_each_other() {
    let folder = TempDir::new().unwrap();
    let store = FolderStore::new(folder.path());
    let (all, key) = (entries(600), new_key());
    let write = || grow(&store, &key, &all, &[600]).remove(0);
    let written = thread::scope(|scope| [0; 8].map(|_| scope.spawn(write)).map(|writer| writer.join().unwrap()));
    assert!(written.iter().all(|one| *one == written[0]));
    audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap();
    assert_eq!(files_in(folder.path()), 8);
}

#[test]
fn nothing_else_is_read_or_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("secret"), "").unwrap();
    let store = FolderStore::new(folder.path().join("log"));
    for path in ["../secret", "secret", "/etc/hostname", "tile/0/../../../secret", "tile", ""] {
        assert!(matches!(store.get(path), Err(Error::Path(_))), "{path}");
        assert!(matches!(store.put(path, b""), Err(Error::Path(_))), "{path}");
    }
    assert_eq!(store.get("tile/0/000").unwrap(), None);
    store.put("tile/0/000", b"").unwrap();
    assert_eq!(store.get("tile/0/000.p/1").unwrap(), None);
    assert_eq!(store.get("tile/0/x001/000").unwrap(), None);
}
