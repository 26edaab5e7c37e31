//! The keys of a log, one after the other, as its own entries say. Each signs the trees that begin with the entry that
//! made it the key, until one that begins with the next such entry.

use super::VerifierKey;
use crate::{Error, Replacement};

/// From the first key to the one that signs now.
#[derive(Clone, Debug)]
pub struct KeyChain {
    /// Each with the size of the smallest tree that it signs.
    keys: Vec<(u64, VerifierKey)>,
}

impl KeyChain {
    /// The keys that replacements tell, each of which stands at an index of the log. A reader believes them if the one
    /// key that they trust is among them: those after it were vouched for by it, those before it by what it signed.
    pub(crate) fn told(replacements: Vec<(u64, Replacement)>, trusted: &VerifierKey) -> Result<Self, Error> {
        let mut keys: Vec<(u64, VerifierKey)> = Vec::new();
        for (index, replacement) in replacements {
            match keys.last() {
                Some((_, last)) if last != replacement.old() => {
                    return Err(Error::Refused { index, source: Box::new(Error::Replacement("another key signed then")) });
                }
                Some(_) => {}
                None => keys.push((0, replacement.old().clone())),
            }
            keys.push((index.saturating_add(1), replacement.new_key().clone()));
        }
        if keys.is_empty() {
            keys.push((0, trusted.clone()));
        }
        let chain = Self { keys };
        if chain.has(&trusted.to_string()) { Ok(chain) } else { Err(Error::Key("the log names others, but not this one")) }
    }

    /// Which key signs a tree of this size.
    pub fn at(&self, size: u64) -> Option<&VerifierKey> {
        self.keys.iter().rfind(|(from, _)| *from <= size).map(|(_, key)| key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(_, known)| known.to_string() == key)
    }

    /// In their order, each with the size of the smallest tree that it signs.
    pub fn keys(&self) -> &[(u64, VerifierKey)] {
        &self.keys
    }
}
