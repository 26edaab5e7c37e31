//! Checkpoints: a tree head of a named log, signed.
//!
//! Growing the tree does not belong here, nor does who else signs: witnesses add their lines to the note by themselves.

use signed_note::{Note, VerifierList};
use tlog_tiles::Checkpoint;

use crate::{
    CHECKPOINT, Error, SigningKey, TileStore, VerifierKey,
    proof::{prove_consistency, verify_consistency},
    tree::{MAX_SIZE, TreeHead},
};

/// Signs a tree head and puts it in the place of the one before, after holding both against each other: a log must
/// never sign two heads of which the larger does not begin with the smaller. Gives back the checkpoint.
pub fn publish(store: &impl TileStore, head: &TreeHead, key: &SigningKey) -> Result<String, Error> {
    if let Some(note) = store.get(CHECKPOINT)? {
        let before = verify(&note, key.verifier_key())?;
        verify_consistency(&prove_consistency(store, head, before.size)?, &before, head)?;
    }
    let note = sign(head, key)?;
    store.put(CHECKPOINT, note.as_bytes())?;
    Ok(note)
}

fn sign(head: &TreeHead, key: &SigningKey) -> Result<String, Error> {
    let body = format!("{}\n{}\n{}\n", key.origin(), head.size, head.root);
    let mut note = Note::new(body.as_bytes(), &[])?;
    note.add_sigs(&[key.signer()])?;
    String::from_utf8(note.to_bytes()).map_err(|_| unexpected("text", "other bytes"))
}

/// The tree head in a checkpoint of the log whose key this is. Signatures of others, such as witnesses, may follow.
pub fn verify(note: &[u8], key: &VerifierKey) -> Result<TreeHead, Error> {
    let note = Note::from_bytes(note)?;
    note.verify(&VerifierList::new(vec![Box::new(key.verifier().clone())]))?;
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
