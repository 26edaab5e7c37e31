//! However a log grows, it is the same log, and everything in it can be shown.

use proptest::{collection::vec, prelude::*};
use publiclog::{
    CHECKPOINT, InclusionProof, MemoryStore, TileReader, TreeHead, extend, prove_consistency, prune, verify, verify_consistency,
};

use crate::{entries, grow, new_key};

#[test]
fn the_files_are_those_of_the_specification() {
    let store = MemoryStore::default();
    extend(&store, &TreeHead::EMPTY, &entries(70_000)).unwrap();
    let files = store.files();
    let count = |start: &str, full: bool| files.keys().filter(|path| path.starts_with(start) && path.contains(".p/") != full).count();
    assert_eq!((count("tile/0/", true), count("tile/entries/", true), count("tile/1/", true)), (273, 273, 1));
    for partial in ["tile/0/273.p/112", "tile/entries/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"] {
        assert!(files.contains_key(partial), "{partial}");
    }
    assert_eq!(files.len(), 273 * 2 + 1 + 4);
}

#[test]
fn a_full_tile_begins_the_level_above() {
    let store = MemoryStore::default();
    extend(&store, &TreeHead::EMPTY, &entries(256)).unwrap();
    assert!(store.files().keys().eq(["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]));
}

#[test]
fn adding_nothing_writes_nothing() {
    let (store, key) = (MemoryStore::default(), new_key());
    let (head, _) = grow(&store, &key, &entries(300), &[300]).remove(0);
    let before = store.files().clone();
    assert_eq!(extend::<_, Vec<u8>>(&store, &head, &[]).unwrap(), head);
    assert_eq!(*store.files(), before);
}

#[test]
fn what_is_pruned_is_read_from_the_wider_tiles() {
    let (store, key, all) = (MemoryStore::default(), new_key(), entries(66_000));
    let heads = grow(&store, &key, &all, &[300, 65_800, 66_000]);
    let (old, checkpoint) = &heads[0];
    prune(&store, 0, 66_000).unwrap();
    assert!(!store.files().contains_key("tile/0/001.p/44") && !store.files().contains_key("tile/entries/001.p/44"));
    assert!(!store.files().contains_key("tile/1/000.p/1"));
    assert!(store.files().contains_key("tile/0/257.p/208"));
    assert!(prune(&store, 66_000, 66_048).is_err(), "no full tile, no pruning");
    let proof = InclusionProof::new(&store, checkpoint, key.verifier_key(), 299).unwrap();
    assert_eq!(proof.verify(key.verifier_key()).unwrap(), *old);
    // From an old head one could still go on, with the same entries.
    assert_eq!(extend(&store, old, &all[300..]).unwrap(), heads[2].0);
}

#[test]
fn a_log_that_would_be_forked_is_not_signed() {
    let (store, key, all) = (MemoryStore::default(), new_key(), entries(200));
    let heads = grow(&store, &key, &all, &[100, 200]);
    let other = extend(&store, &heads[0].0, &all[..150]).unwrap();
    publiclog::publish(&store, &other, &key).unwrap_err();
    publiclog::publish(&store, &heads[0].0, &key).unwrap_err();
    assert_eq!(store.get(CHECKPOINT).unwrap().unwrap(), heads[1].1.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn growing_in_steps_is_building_at_once(steps in vec(0..700_usize, 1..8), tall in proptest::bool::weighted(0.1)) {
        let mut sizes: Vec<usize> = steps.iter().scan(if tall { 65_300 } else { 0 }, |size, step| { *size += step; Some(*size) }).collect();
        sizes.insert(0, sizes[0] / 2);
        let all = entries(*sizes.last().unwrap());
        let (at_once, in_steps, key) = (MemoryStore::default(), MemoryStore::default(), new_key());
        let heads = grow(&in_steps, &key, &all, &sizes);
        grow(&at_once, &key, &all, &sizes[sizes.len() - 1..]);
        for (path, bytes) in at_once.files().iter() {
            prop_assert_eq!(in_steps.get(path).unwrap(), Some(bytes.clone()), "{}", path);
        }
        let (last, _) = heads.last().unwrap();
        for (head, checkpoint) in &heads {
            prop_assert_eq!(verify(checkpoint.as_bytes(), key.verifier_key()).unwrap(), *head);
            let proof = prove_consistency(&in_steps, last, head.size).unwrap();
            verify_consistency(&proof, head, last).unwrap();
            for index in [0, head.size / 3, head.size.saturating_sub(1)] {
                if index < head.size {
                    let proof = InclusionProof::new(&in_steps, checkpoint, key.verifier_key(), index).unwrap();
                    prop_assert_eq!(proof.verify(key.verifier_key()).unwrap(), *head);
                    prop_assert_eq!(&proof.entry, &all[usize::try_from(index).unwrap()]);
                }
            }
        }
    }
}
