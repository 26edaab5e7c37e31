//! The log before those who did not write it: trees and proofs are checked by `ct-merkle`, signatures by `ring`, notes
//! and files are read here by nothing but the words of C2SP. None of our code stands between.
//!
//! Two that read whole logs were not taken. `auths-transparency` brings 36 crates, signatures of its own form, and no
//! reading of bundles; `aics-tlog` wants a newer Python than Debian has, but has accepted such a log by hand.

use std::{fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use publiclog::{FolderStore, Hash, MemoryStore, Replacement, SigningKey, TreeHead, extend, publish, publish_replacing};
use ring::signature::{ED25519, UnparsedPublicKey};
use sha2_of_ct_merkle::{Digest, Sha256};
use tempfile::TempDir;

use crate::{ORIGIN, entries, grow, new_key};

const SIZES: [usize; 3] = [300, 1000, 70_000];

type Root = RootHash<Sha256>;

/// What a signed checkpoint says, if a known key has signed it.
fn head_in(note: &str, key: &str) -> Option<Root> {
    let (body, signature) = note.split_once("\n\n")?;
    let [name, hex, public] = key.splitn(3, '+').collect::<Vec<_>>().try_into().ok()?;
    let public = BASE64_STANDARD.decode(public).ok()?;
    let expected = Sha256::digest([name.as_bytes(), b"\n", &public].concat());
    let id = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
    if name != ORIGIN || id != expected[..4] || public[0] != 1 {
        return None;
    }
    // Of several signatures that by this key.
    let signatures = signature.strip_suffix('\n')?.split('\n').map(|line| line.strip_prefix(&format!("— {ORIGIN} ")));
    let signatures: Vec<Vec<u8>> = signatures.map(|text| BASE64_STANDARD.decode(text?).ok()).collect::<Option<_>>()?;
    let signature = signatures.iter().find_map(|signature| signature.strip_prefix(&id))?;
    UnparsedPublicKey::new(&ED25519, &public[1..]).verify(format!("{body}\n").as_bytes(), signature).ok()?;
    let [origin, size, root] = body.split('\n').collect::<Vec<_>>().try_into().ok()?;
    let root: [u8; 32] = BASE64_STANDARD.decode(root).ok()?.try_into().ok()?;
    (origin == ORIGIN).then(|| Root::new(root.into(), size.parse().unwrap()))
}

fn inclusion(proof: &[Hash]) -> InclusionProof<Sha256> {
    InclusionProof::try_from_bytes(proof.iter().flat_map(|hash| hash.0).collect()).unwrap()
}

fn consistency(proof: &[Hash]) -> ConsistencyProof<Sha256> {
    ConsistencyProof::try_from_bytes(proof.iter().flat_map(|hash| hash.0).collect()).unwrap()
}

/// Before, at and after the entry that replaces the key, and each by no other key than that of then.
#[test]
fn strangers_accept_another_key_from_its_entry_on() {
    let (old, new, store) = (new_key(), new_key(), MemoryStore::default());
    let mut all = entries(400);
    all.insert(300, Replacement::sign(&old, &new).unwrap().into_bytes());
    let before = extend(&store, &TreeHead::EMPTY, &all[..300]).unwrap();
    let mut notes = vec![publish(&store, &before, &old).unwrap()];
    let first = extend(&store, &before, &all[300..310]).unwrap();
    notes.push(publish_replacing(&store, &first, &new, &old).unwrap());
    let after = extend(&store, &first, &all[310..]).unwrap();
    notes.push(publish(&store, &after, &new).unwrap());
    let signed_by =
        |key: &SigningKey| notes.iter().map(|note| head_in(note, &key.verifier_key().to_string()).is_some()).collect::<Vec<_>>();
    assert_eq!((signed_by(&old), signed_by(&new)), (vec![true, true, false], vec![false, true, true]));
    let heads = [(&notes[0], &old), (&notes[2], &new)].map(|(note, key)| head_in(note, &key.verifier_key().to_string()).unwrap());
    let proof = publiclog::prove_consistency(&store, &after, before.size).unwrap();
    heads[1].verify_consistency(&heads[0], &consistency(&proof)).unwrap();
}

/// All entries of a log below a thousand bundles.
fn entries_in(folder: &Path, size: usize) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    for bundle in 0..size.div_ceil(256) {
        let width = (size - bundle * 256).min(256);
        let suffix = if width < 256 { format!(".p/{width}") } else { String::new() };
        let bytes = fs::read(folder.join(format!("tile/entries/{bundle:03}{suffix}"))).unwrap();
        let mut rest = bytes.as_slice();
        while let [high, low, after @ ..] = rest {
            let (entry, after) = after.split_at(usize::from(*high) * 256 + usize::from(*low));
            entries.push(entry.to_vec());
            rest = after;
        }
    }
    entries
}

fn log_in(folder: &TempDir, key: &SigningKey) -> Vec<(TreeHead, Root)> {
    let store = FolderStore::new(folder.path());
    let heads = grow(&store, key, &entries(SIZES[2]), &SIZES);
    let seen = |(head, checkpoint): (TreeHead, String)| (head, head_in(&checkpoint, &key.verifier_key().to_string()).unwrap());
    heads.into_iter().map(seen).collect()
}

#[test]
fn strangers_accept_the_log() {
    let (folder, key) = (TempDir::new().unwrap(), new_key());
    let heads = log_in(&folder, &key);
    let published = fs::read_to_string(folder.path().join("checkpoint")).unwrap();
    assert!(head_in(&published, &key.verifier_key().to_string()).as_ref() == Some(&heads[2].1));
    assert!(head_in(&published, &new_key().verifier_key().to_string()).is_none());

    let mut tree = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for (size, (head, root)) in SIZES.into_iter().zip(&heads) {
        let entries = entries_in(folder.path(), size);
        assert_eq!((entries.len(), head.size), (size, size as u64));
        for entry in entries.into_iter().skip(tree.items().len()) {
            tree.push(entry);
        }
        assert!(tree.root() == *root, "the root over {size} entries");
    }
}

#[test]
fn strangers_accept_its_proofs() {
    let (folder, key) = (TempDir::new().unwrap(), new_key());
    let heads = log_in(&folder, &key);
    let store = FolderStore::new(folder.path());
    let checkpoint = fs::read_to_string(folder.path().join("checkpoint")).unwrap();
    let (last, root) = &heads[2];
    for index in [0, 255, 256, 299, 65_535, 65_536, 69_887, 69_888, 69_999] {
        let proof = publiclog::InclusionProof::new(&store, &checkpoint, key.verifier_key(), index).unwrap();
        root.verify_inclusion(&format!("entry {index}"), index, &inclusion(&proof.path)).unwrap();
        root.verify_inclusion(&"another", index, &inclusion(&proof.path)).unwrap_err();
    }
    for (head, old) in &heads[..2] {
        let proof = publiclog::prove_consistency(&store, last, head.size).unwrap();
        root.verify_consistency(old, &consistency(&proof)).unwrap();
    }
}

#[test]
fn strangers_refuse_a_forked_log() {
    let (folder, key) = (TempDir::new().unwrap(), new_key());
    let heads = log_in(&folder, &key);
    let mut other = entries(SIZES[2]);
    other[150] = b"another".to_vec();
    let fork = MemoryStore::default();
    let (head, checkpoint) = grow(&fork, &key, &other, &SIZES[2..]).remove(0);
    let root = head_in(&checkpoint, &key.verifier_key().to_string()).unwrap();
    for (old, seen) in &heads[..2] {
        let proof = publiclog::prove_consistency(&fork, &head, old.size).unwrap();
        root.verify_consistency(seen, &consistency(&proof)).unwrap_err();
    }
}
