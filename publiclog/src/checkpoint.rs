//! Checkpoints: a tree head of a named log, signed.
//!
//! Growing the tree does not belong here, nor does who else signs: witnesses add their lines to the note by themselves.

use signed_note::{Note, VerifierList};
use tlog_tiles::Checkpoint;

use crate::{
    Error, SigningKey, VerifierKey,
    key::sign_text,
    tree::{MAX_SIZE, TreeHead},
};

/// With a key, and with the one that it takes the place of, where it does so from this head on.
pub(crate) fn sign(head: &TreeHead, key: &SigningKey, replaced: Option<&SigningKey>) -> Result<String, Error> {
    let keys: Vec<&SigningKey> = std::iter::once(key).chain(replaced).collect();
    sign_text(&format!("{}\n{}\n{}\n", key.origin(), head.size, head.root), &keys)
}

/// The tree head in a checkpoint of the log whose key this is. Signatures of others, such as witnesses, may follow.
pub fn verify(note: &[u8], key: &VerifierKey) -> Result<TreeHead, Error> {
    let signed = Note::from_bytes(note)?;
    signed.verify(&VerifierList::new(vec![Box::new(key.verifier().clone())]))?;
    read_unverified(note, key)
}

/// The same, whoever signed it: for those who learn only from the tree which key should have.
pub fn read_unverified(note: &[u8], key: &VerifierKey) -> Result<TreeHead, Error> {
    let note = Note::from_bytes(note)?;
    let body = Checkpoint::from_bytes(note.text()).map_err(|_| unexpected("origin, size and root", "something else"))?;
    let head = TreeHead { size: body.size(), root: *body.hash() };
    if body.origin() != key.origin().as_str() {
        return Err(unexpected(format!("the log {}", key.origin()), body.origin()));
    }
    if head.size > MAX_SIZE {
        return Err(Error::Size(head.size));
    }
    if head.size == 0 && head != TreeHead::EMPTY {
        return Err(unexpected("the root of an empty tree", head.root));
    }
    Ok(head)
}

fn unexpected(expected: impl ToString, found: impl ToString) -> Error {
    Error::Checkpoint { expected: expected.to_string(), found: found.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;
    use tlog_tiles::{EMPTY_HASH, Hash};

    const ORIGIN: &str = "kota.go.id/data/log";

    fn read(body: &str) -> Result<TreeHead, Error> {
        let folder = TempDir::new().unwrap();
        let key = SigningKey::create(&folder.path().join("key"), &ORIGIN.parse().unwrap())?;
        verify(sign_text(body, &[&key])?.as_bytes(), key.verifier_key())
    }

    #[test]
    fn what_is_signed_and_well_formed_is_read() {
        for (body, size) in [
            (format!("{ORIGIN}\n0\n{EMPTY_HASH}\n"), 0),
            (format!("{ORIGIN}\n5\n{EMPTY_HASH}\n"), 5),
            (format!("{ORIGIN}\n{MAX_SIZE}\n{EMPTY_HASH}\nan extension\nanother\n"), MAX_SIZE),
        ] {
            assert_eq!(read(&body).unwrap(), TreeHead { size, root: EMPTY_HASH });
        }
    }

    #[test]
    fn what_is_signed_but_malformed_is_refused() {
        let root = EMPTY_HASH.to_string();
        for body in [
            format!("other.go.id/log\n5\n{root}\n"),
            format!("{ORIGIN} \n5\n{root}\n"),
            format!("\n{ORIGIN}\n5\n{root}\n"),
            format!("{ORIGIN}\n05\n{root}\n"),
            format!("{ORIGIN}\n+5\n{root}\n"),
            format!("{ORIGIN}\n-5\n{root}\n"),
            format!("{ORIGIN}\n5 \n{root}\n"),
            format!("{ORIGIN}\n\n{root}\n"),
            format!("{ORIGIN}\n5\n\n"),
            format!("{ORIGIN}\n5\n"),
            format!("{ORIGIN}\n5\n{}\n", &root[1..]),
            format!("{ORIGIN}\n5\n{}\n", root.trim_end_matches('=')),
            format!("{ORIGIN}\n5\n{root}{root}\n"),
            format!("{ORIGIN}\n5\n{root}\n\n"),
            format!("{ORIGIN}\n5\n{root}\n\nan extension\n"),
            format!("{ORIGIN}\n0\n{}\n", Hash::default()),
            format!("{ORIGIN}\n{}\n{root}\n", MAX_SIZE + 1),
            format!("{ORIGIN}\n{}0\n{root}\n", u64::MAX),
        ] {
            assert!(read(&body).is_err(), "{body}");
        }
    }
}
