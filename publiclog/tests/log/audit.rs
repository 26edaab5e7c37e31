//! A stranger reads the whole log.

use std::cell::RefCell;

use publiclog::{CHECKPOINT, Error, MemoryStore, TileReader, TreeHead, audit};

use crate::{entries, grow, log_of, new_key};

#[test]
fn every_entry_is_handed_out_in_its_order() {
    for count in [0, 1, 255, 256, 257, 70_000] {
        let (store, key, _) = log_of(count);
        let mut next = 0;
        let head = audit(&store, key.verifier_key(), &[], |index, entry| {
            assert_eq!((index, entry), (next, format!("entry {next}").as_bytes()));
            next += 1;
            Ok(())
        });
        assert_eq!((head.unwrap().size, next), (count as u64, count as u64));
    }
}

#[test]
fn earlier_checkpoints_are_found_again() {
    let (store, key) = (MemoryStore::default(), new_key());
    let seen = grow(&store, &key, &entries(1000), &[0, 1, 300, 512, 1000]);
    let mut seen: Vec<TreeHead> = seen.into_iter().map(|(head, _)| head).collect();
    seen.push(seen[2]);
    audit(&store, key.verifier_key(), &seen, |_, _| Ok(())).unwrap();
}

#[test]
fn a_forked_log_is_refused() {
    let (store, fork, key, all) = (MemoryStore::default(), MemoryStore::default(), new_key(), entries(1000));
    let seen = grow(&store, &key, &all, &[300, 1000]);
    let mut other = all.clone();
    other[299] = b"another".to_vec();
    grow(&fork, &key, &other, &[1000]);
    audit(&fork, key.verifier_key(), &[], |_, _| Ok(())).unwrap();
    for (head, _) in &seen {
        let refused = audit(&fork, key.verifier_key(), &[*head], |_, _| Ok(()));
        assert!(matches!(refused, Err(Error::Forked { size, .. }) if size == head.size));
    }
    let never = TreeHead { size: 0, ..seen[0].0 };
    assert!(matches!(audit(&fork, key.verifier_key(), &[never], |_, _| Ok(())), Err(Error::Forked { size: 0, .. })));
}

#[test]
fn a_shorter_log_is_refused() {
    let (store, key, all) = (MemoryStore::default(), new_key(), entries(1000));
    let seen = grow(&store, &key, &all, &[300, 1000]);
    store.files().insert(CHECKPOINT.to_owned(), seen[0].1.clone().into_bytes());
    let refused = audit(&store, key.verifier_key(), &[seen[1].0], |_, _| Ok(())).unwrap_err();
    assert!(refused.to_string().ends_with("this log has only 300 entries"), "{refused}");
}

#[test]
fn another_key_is_not_believed() {
    let (store, _, _) = log_of(10);
    assert!(matches!(audit(&store, new_key().verifier_key(), &[], |_, _| Ok(())), Err(Error::Note(_))));
}

#[test]
fn whoever_reads_along_may_stop() {
    let (store, key, _) = log_of(10);
    let refused = audit(&store, key.verifier_key(), &[], |index, _| if index == 7 { Err("no".into()) } else { Ok(()) });
    assert_eq!(refused.unwrap_err().to_string(), "entry 7: no");
}

#[test]
fn each_file_is_read_once() {
    struct Counting(MemoryStore, RefCell<Vec<String>>);
    impl TileReader for Counting {
        fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
            self.1.borrow_mut().push(path.to_owned());
            self.0.get(path)
        }
    }
    let (store, key, _) = log_of(70_000);
    let files = store.files().len();
    let store = Counting(store, RefCell::default());
    audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap();
    assert_eq!(store.1.borrow().len(), files);
}
