//! A key takes the place of another one: a note that both have signed, for an entry of the log itself. The old key says
//! who follows it, the new one that its secret is known. When that is done does not belong here.
//!
//! The first line is no name of a log, so nobody can take such a note for a checkpoint.

use signed_note::{Note, VerifierList};

use crate::{Error, SigningKey, VerifierKey, key::sign_text};

const FIRST_LINE: &str = "rembuk: the key of this log is replaced";

/// One that both keys have signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    old: VerifierKey,
    new: VerifierKey,
}

impl Replacement {
    /// The signed note.
    pub fn sign(old: &SigningKey, new: &SigningKey) -> Result<String, Error> {
        let note = sign_text(&text(old.verifier_key(), new.verifier_key()), &[old, new])?;
        Self::read(&note).map(|_| note)
    }

    /// Reads a note, if all of it is true.
    pub fn read(note: &str) -> Result<Self, Error> {
        let note = Note::from_bytes(note.as_bytes())?;
        let body = String::from_utf8_lossy(note.text()).into_owned();
        let [FIRST_LINE, old, new, ""] = body.split('\n').collect::<Vec<_>>()[..] else {
            return Err(Error::Replacement("expected two keys"));
        };
        let (old, new): (VerifierKey, VerifierKey) = (old.parse()?, new.parse()?);
        if old == new || old.origin() != new.origin() {
            return Err(Error::Replacement("expected two keys of one log"));
        }
        for key in [&old, &new] {
            note.verify(&VerifierList::new(vec![Box::new(key.verifier().clone())]))?;
        }
        Ok(Self { old, new })
    }

    pub fn old(&self) -> &VerifierKey {
        &self.old
    }

    pub fn new_key(&self) -> &VerifierKey {
        &self.new
    }
}

fn text(old: &VerifierKey, new: &VerifierKey) -> String {
    format!("{FIRST_LINE}\n{old}\n{new}\n")
}
