//! Words that an entry names by a digest only. The salt keeps short words from being guessed once the text is erased.

use crate::{
    Failure,
    random::random,
    store::{Tx, ledger},
};
use domain::{
    ledger::{Digest, Leg},
    proposal::ProposalEvent,
    reason::{Note, Reason, ReasonCode},
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// A text's digest with the salt it was made with.
#[derive(Clone, Copy, Debug)]
pub struct Salted {
    pub digest: Digest,
    pub salt: [u8; 16],
}

/// With a salt of its own.
pub fn salted(text: &str) -> Result<Salted, Failure> {
    let salt = random()?;
    Ok(Salted { digest: digest(&salt, text), salt })
}

/// A leg of a journey under the name of an office, whose words are kept beside the ledger.
pub(crate) async fn leg(tx: &mut Tx, event: &ProposalEvent, rank: Option<u32>, office: String) -> Result<Leg, Failure> {
    let words = kept(tx, event.reason.as_ref().map(Reason::text)).await?;
    let note = kept(tx, event.note.as_ref().map(Note::text)).await?;
    Ok(Leg { office, ..Leg::of(event, rank, words, note) })
}

/// Words, where there are any, kept beside the ledger.
pub(crate) async fn kept(tx: &mut Tx, text: Option<&str>) -> Result<Option<Digest>, Failure> {
    let Some(text) = text else { return Ok(None) };
    kept_words(tx, text).await.map(Some)
}

/// Words that there are, kept beside the ledger.
pub(crate) async fn kept_words(tx: &mut Tx, text: &str) -> Result<Digest, Failure> {
    let salted = salted(text)?;
    ledger::keep_words(tx, salted.digest, &salted.salt, text).await?;
    Ok(salted.digest)
}

/// The words an entry names, if they are those.
pub(crate) async fn told(tx: &mut Tx, named: Digest) -> Result<String, Failure> {
    let mut told = told_words(tx, &[Some(named)]).await?;
    told.0.remove(&named).ok_or_else(|| Failure::inconsistent("ledger_words", "digest", named))
}

/// Words by what names them, without those that were erased.
pub(super) struct Told(BTreeMap<Digest, String>);

impl Told {
    /// Empty where they were erased, none where nothing was said.
    pub fn text(&self, named: Option<Digest>) -> Option<&str> {
        named.map(|named| self.0.get(&named).map_or("", String::as_str))
    }

    pub fn reason(&self, code: Option<ReasonCode>, named: Option<Digest>) -> Result<Option<Reason>, Failure> {
        let (Some(code), Some(text)) = (code, self.text(named)) else { return Ok(None) };
        if text.is_empty() {
            return Ok(Some(Reason::erased(code)));
        }
        Reason::new(code, text).map(Some).map_err(|_| Failure::inconsistent("ledger_words", "text", text))
    }

    pub fn note(&self, named: Option<Digest>) -> Result<Option<Note>, Failure> {
        let Some(text) = self.text(named) else { return Ok(None) };
        if text.is_empty() {
            return Ok(Some(Note::erased()));
        }
        Note::new(text).map(Some).map_err(|_| Failure::inconsistent("ledger_words", "text", text))
    }
}

/// Words for a page: empty where they were erased, or where nothing was said.
pub(crate) async fn as_told(tx: &mut Tx, named: Option<Digest>) -> Result<String, Failure> {
    Ok(told_words(tx, &[named]).await?.text(named).unwrap_or_default().to_owned())
}

/// All words that are named and still there, if they are those.
pub(super) async fn told_words(tx: &mut Tx, named: &[Option<Digest>]) -> Result<Told, Failure> {
    let named: Vec<Digest> = named.iter().copied().flatten().collect();
    let mut told = BTreeMap::new();
    for (named, salt, text) in ledger::words(tx, &named).await? {
        if digest(&salt, &text) != named {
            return Err(Failure::inconsistent("ledger_words", "digest", named));
        }
        told.insert(named, text);
    }
    Ok(Told(told))
}

/// The same where there may be none: nothing is said by an empty text.
pub(crate) async fn told_any(tx: &mut Tx, named: Option<Digest>) -> Result<String, Failure> {
    match named {
        Some(named) => told(tx, named).await,
        None => Ok(String::new()),
    }
}

/// Whether salt and text are those of an entry is seen by making its digest again.
pub(super) fn digest(salt: &[u8], text: &str) -> Digest {
    Digest(Sha256::new().chain_update(salt).chain_update(text).finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_never_have_the_same_digest() {
        let (one, other) = (salted("Iklan.").unwrap(), salted("Iklan.").unwrap());
        assert_ne!(one.digest, other.digest);
        assert_eq!(digest(&one.salt, "Iklan."), one.digest);
        assert_ne!(digest(&one.salt, "Iklan"), one.digest);
    }
}
