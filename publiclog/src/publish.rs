//! The next signed state of a log takes the place of the one before.

use crate::{
    CHECKPOINT, Error, SigningKey, TileStore,
    checkpoint::{sign, verify},
    proof::{prove_consistency, verify_consistency},
    tree::TreeHead,
};

/// Signs a tree head and puts it in the place of the one before, after holding both against each other: a log must
/// never sign two heads of which the larger does not begin with the smaller. Gives back the checkpoint.
pub fn publish(store: &impl TileStore, head: &TreeHead, key: &SigningKey) -> Result<String, Error> {
    publish_with(store, head, key, None)
}

/// The same of the first head that has the entry by which `key` takes the place of `replaced`: both sign it, so that
/// whoever knows either key finds the way to the other.
pub fn publish_replacing(store: &impl TileStore, head: &TreeHead, key: &SigningKey, replaced: &SigningKey) -> Result<String, Error> {
    publish_with(store, head, key, Some(replaced))
}

fn publish_with(store: &impl TileStore, head: &TreeHead, key: &SigningKey, replaced: Option<&SigningKey>) -> Result<String, Error> {
    if let Some(note) = store.get(CHECKPOINT)? {
        // After a crash both have signed it already.
        let before = verify(&note, replaced.unwrap_or(key).verifier_key())?;
        verify_consistency(&prove_consistency(store, head, before.size)?, &before, head)?;
    }
    let note = sign(head, key, replaced)?;
    store.put(CHECKPOINT, note.as_bytes())?;
    Ok(note)
}
