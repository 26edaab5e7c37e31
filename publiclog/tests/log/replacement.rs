//! A log whose key was replaced: which keys readers follow, and which not.

use publiclog::{
    Audited, CHECKPOINT, Error, MemoryStore, Replacement, SigningKey, TileStore, TreeHead, VerifierKey, audit, audit_with_keys, extend,
    publish, publish_replacing, verify,
};
use tempfile::TempDir;

use crate::{entries, new_key};

/// A log with entries of its own, then a note that makes another key its own, then entries again, as often as there
/// are keys to follow. Every step is signed by the keys that should.
fn log_with(keys: &[&SigningKey]) -> (MemoryStore, Vec<(TreeHead, String)>) {
    let (store, mut seen) = (MemoryStore::default(), Vec::new());
    let mut head = extend(&store, &TreeHead::EMPTY, &entries(200)).unwrap();
    seen.push((head, publish(&store, &head, keys[0]).unwrap()));
    for pair in keys.windows(2) {
        let note = Replacement::sign(pair[0], pair[1]).unwrap();
        head = extend(&store, &head, &[note.as_bytes(), b"another".as_slice()]).unwrap();
        seen.push((head, publish_replacing(&store, &head, pair[1], pair[0]).unwrap()));
        head = extend(&store, &head, &entries(100)).unwrap();
        seen.push((head, publish(&store, &head, pair[1]).unwrap()));
    }
    (store, seen)
}

fn read(store: &MemoryStore, trusted: &VerifierKey) -> Result<Audited, Error> {
    audit_with_keys(store, trusted, [200], |_, entry| {
        let is_note = entry.starts_with(b"rembuk: the key");
        Ok(if is_note { Some(Replacement::read(&String::from_utf8_lossy(entry))?) } else { None })
    })
}

/// A log that ends with a note, and is signed by this key.
fn ends_with(note: &str, signed_by: &SigningKey) -> MemoryStore {
    let store = MemoryStore::default();
    let head = extend(&store, &TreeHead::EMPTY, &[b"one".as_slice(), note.as_bytes()]).unwrap();
    publish(&store, &head, signed_by).unwrap();
    store
}

#[test]
fn whichever_key_is_trusted_the_others_are_found() {
    let keys = [new_key(), new_key(), new_key()];
    let (store, seen) = log_with(&keys.each_ref());
    for trusted in &keys {
        let audited = read(&store, trusted.verifier_key()).unwrap();
        let told: Vec<_> = audited.keys.keys().iter().map(|(from, key)| (*from, key.to_string())).collect();
        let made = [0, 201, 303].into_iter().zip(&keys).map(|(from, key)| (from, key.verifier_key().to_string()));
        assert_eq!(told, made.collect::<Vec<_>>());
        audited.begins_with(&seen[0].0).unwrap();
        let other = TreeHead { root: seen[1].0.root, ..seen[0].0 };
        assert!(matches!(audited.begins_with(&other), Err(Error::Forked { size: 200, .. })));
        for (head, note) in &seen {
            assert_eq!(verify(note.as_bytes(), audited.keys.at(head.size).unwrap()).unwrap(), *head);
        }
    }
    assert!(matches!(read(&store, new_key().verifier_key()), Err(Error::Key(_))), "a key that the log does not name");
    audit(&store, keys[2].verifier_key(), &[seen[0].0], |_, _| Ok(())).unwrap();
    audit(&store, keys[1].verifier_key(), &[], |_, _| Ok(())).unwrap_err();
}

#[test]
fn a_log_that_kept_its_key_needs_no_entry() {
    let key = new_key();
    let (store, _) = log_with(&[&key]);
    let audited = read(&store, key.verifier_key()).unwrap();
    assert!(audited.keys.has(&key.verifier_key().to_string()) && audited.keys.keys().len() == 1);
    assert!(matches!(read(&store, new_key().verifier_key()), Err(Error::Note(_))));
}

#[test]
fn both_checkpoints_of_a_crash_are_the_same() {
    let (old, new) = (new_key(), new_key());
    let (store, seen) = log_with(&[&old, &new]);
    let (head, note) = &seen[1];
    store.put(CHECKPOINT, note.as_bytes()).unwrap();
    assert_eq!(publish_replacing(&store, head, &new, &old).unwrap(), *note);
    publish(&store, head, &new_key()).unwrap_err();
}

#[test]
fn only_the_key_that_the_entries_name_signs() {
    let (old, new) = (new_key(), new_key());
    let note = Replacement::sign(&old, &new).unwrap();
    let fine = ends_with(&note, &new);
    read(&fine, old.verifier_key()).unwrap();
    for signer in [&old, &new_key()] {
        assert!(matches!(read(&ends_with(&note, signer), old.verifier_key()), Err(Error::Note(_))), "no longer, or never");
    }
    let third = new_key();
    let store = MemoryStore::default();
    let skipped = Replacement::sign(&old, &third).unwrap();
    let head = extend(&store, &TreeHead::EMPTY, &[&note, &skipped]).unwrap();
    publish(&store, &head, &third).unwrap();
    assert!(matches!(read(&store, old.verifier_key()), Err(Error::Refused { index: 1, .. })), "the old key signs no more");
}

#[test]
fn a_note_that_one_of_them_did_not_sign_is_refused() {
    let (old, new, thief) = (new_key(), new_key(), new_key());
    let note = Replacement::sign(&old, &new).unwrap();
    assert_eq!(Replacement::read(&note).unwrap().old(), old.verifier_key());
    assert_eq!(Replacement::read(&note).unwrap().new_key(), new.verifier_key());
    let (body, signatures) = note.split_once("\n\n").unwrap();
    let [of_old, of_new]: [&str; 2] = signatures.lines().collect::<Vec<_>>().try_into().unwrap();
    let by_thief = Replacement::sign(&thief, &new).unwrap();
    let of_thief = by_thief.lines().find(|line| line.starts_with('—')).unwrap();
    for signed in [vec![of_old], vec![of_new], vec![of_thief, of_new], vec![of_old, of_thief]] {
        assert!(Replacement::read(&format!("{body}\n\n{}\n", signed.join("\n"))).is_err());
    }
    for at in 0..note.len() {
        let mut flipped = note.clone().into_bytes();
        flipped[at] ^= 1;
        assert!(Replacement::read(&String::from_utf8_lossy(&flipped)).is_err(), "byte {at}");
    }
    assert!(Replacement::sign(&old, &old).is_err());
    let folder = TempDir::new().unwrap();
    let elsewhere = SigningKey::create(&folder.path().join("key"), &"elsewhere.go.id/log".parse().unwrap()).unwrap();
    assert!(Replacement::sign(&old, &elsewhere).is_err(), "of another log");
    let refused = read(&ends_with(&note.replace(of_old, of_thief), &new), old.verifier_key()).unwrap_err();
    assert!(matches!(refused, Error::Refused { index: 1, .. }), "{refused}");
    assert!(verify(note.as_bytes(), new.verifier_key()).is_err(), "it is no checkpoint");
}
