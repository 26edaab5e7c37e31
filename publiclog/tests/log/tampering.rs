//! Whoever changes one bit of what is published is found out.

use std::sync::LazyLock;

use proptest::prelude::*;
use publiclog::{
    CHECKPOINT, Error, InclusionProof, MemoryStore, SigningKey, TreeHead, VerifierKey, audit, prove_consistency, verify, verify_consistency,
};

use crate::{entries, grow, log_of, new_key};

static LOG: LazyLock<(MemoryStore, SigningKey, String)> = LazyLock::new(|| log_of(70_000));

/// Every text that differs in one bit.
fn flips(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * 8).map(|bit| {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        flipped
    })
}

#[test]
fn a_checkpoint() {
    let (_, key, checkpoint) = log_of(300);
    for flipped in flips(checkpoint.as_bytes()) {
        assert!(verify(&flipped, key.verifier_key()).is_err(), "{}", String::from_utf8_lossy(&flipped));
    }
    for at in 0..checkpoint.len() {
        verify(&checkpoint.as_bytes()[..at], key.verifier_key()).unwrap_err();
    }
}

#[test]
fn a_proof_that_was_taken_home() {
    let (store, key, checkpoint) = log_of(300);
    let proof = InclusionProof::new(&store, &checkpoint, key.verifier_key(), 290).unwrap().to_string();
    let accepted = |text: Vec<u8>, key: &VerifierKey| {
        String::from_utf8(text).is_ok_and(|text| text.parse::<InclusionProof>().and_then(|proof| proof.verify(key)).is_ok())
    };
    assert!(accepted(proof.clone().into_bytes(), key.verifier_key()));
    for flipped in flips(proof.as_bytes()) {
        assert!(!accepted(flipped.clone(), key.verifier_key()), "{}", String::from_utf8_lossy(&flipped));
    }
}

/// Its hashes. What sizes it is about it does not say by itself: those are signed, with the roots.
#[test]
fn a_consistency_proof() {
    let (store, key) = (MemoryStore::default(), new_key());
    let heads: Vec<TreeHead> = grow(&store, &key, &entries(1000), &[300, 1000]).into_iter().map(|(head, _)| head).collect();
    let proof = prove_consistency(&store, &heads[1], 300).unwrap();
    for at in 0..proof.len() {
        for flipped in flips(&proof[at].0) {
            let mut proof = proof.clone();
            proof[at].0.copy_from_slice(&flipped);
            verify_consistency(&proof, &heads[0], &heads[1]).unwrap_err();
        }
        let mut shorter = proof.clone();
        shorter.remove(at);
        verify_consistency(&shorter, &heads[0], &heads[1]).unwrap_err();
    }
}

/// The right edge of the tree has nothing above it: there a wrong root is all that can be said.
fn is_named(error: &Error, path: &str) -> bool {
    match error {
        Error::Tile { path: named, .. }
        | Error::Entry { path: named, .. }
        | Error::Malformed { path: named, .. }
        | Error::Missing { path: named } => named == path,
        Error::Root { .. } => path.contains(".p/"),
        Error::Note(_) => path == CHECKPOINT,
        _ => false,
    }
}

#[test]
fn a_file_that_goes_on() {
    let (store, key, _) = log_of(300);
    let files = store.files().clone();
    for (path, more) in files.keys().zip([1, 2, 3, 32].iter().cycle()) {
        store.files().clone_from(&files);
        store.files().get_mut(path).unwrap().extend(vec![0; *more]);
        let error = audit(&store, key.verifier_key(), &[], |_, _| Ok(())).expect_err(path);
        assert!(is_named(&error, path), "{path} goes on, and the audit says: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_file_of_a_log(file in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>(), cut in proptest::bool::weighted(0.2)) {
        let (store, key, _) = &*LOG;
        let damaged = MemoryStore::default();
        damaged.files().clone_from(&store.files());
        let path = {
            let mut files = damaged.files();
            let at = file.index(files.len());
            let (path, bytes) = files.iter_mut().nth(at).unwrap();
            let bit = bit.index(bytes.len() * 8);
            if cut { bytes.truncate(bit / 8); } else { bytes[bit / 8] ^= 1 << (bit % 8); }
            path.clone()
        };
        let mut handed_out = 0;
        let refused = audit(&damaged, key.verifier_key(), &[], |index, entry| {
            assert_eq!((index, entry), (handed_out, format!("entry {index}").as_bytes()));
            handed_out += 1;
            Ok(())
        });
        let error = refused.unwrap_err();
        prop_assert!(is_named(&error, &path), "{} was changed, and the audit says: {}", path, error);
    }
}

#[test]
fn the_audit_says_what_was_expected_and_found() {
    let (store, key, _) = log_of(1000);
    let mut files = store.files();
    let bundle = files.get_mut("tile/entries/001").unwrap();
    let at = bundle.windows(9).position(|bytes| bytes == b"entry 300").unwrap();
    bundle[at] = b'E';
    drop(files);
    let error = audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap_err();
    let (expected, found) = (publiclog::record_hash(b"entry 300"), publiclog::record_hash(b"Entry 300"));
    assert_eq!(error.to_string(), format!("tile/entries/001, entry 300: expected one with the hash {expected}, found one with {found}"));
    store.files().remove("tile/0/000");
    let error = audit(&store, key.verifier_key(), &[], |_, _| Ok(())).unwrap_err();
    assert_eq!(error.to_string(), "tile/0/000 is missing");
}
