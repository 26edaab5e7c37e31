//! What a one-time code looks like: twelve letters and digits that nobody mistakes for each other, in groups of four.
//! Some 58 bits, so that a fast hash is enough for what lives a week at most.

use crate::Failure;
use domain::{ids::AccountId, text::is_text};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use std::fmt;

/// Without 0, O, 1, I, L and U.
const LETTERS: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
const LENGTH: usize = 12;

/// Shown once, to whoever made it or in a letter; the database keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    pub fn new() -> Result<Self, Failure> {
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let mut byte = [0];
            OsRng.try_fill_bytes(&mut byte).map_err(|error| Failure::Other(format!("no randomness: {error}")))?;
            // 240 is a multiple of 30: every letter is as likely as the others.
            if byte[0] < 240 {
                code.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
            }
        }
        Ok(Self(code))
    }

    /// As people type or paste it: small letters, blanks, hyphens and what nobody sees do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|letter| is_text(*letter) && !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.'));
        let code: String = letters.take(LENGTH + 1).map(|letter| letter.to_ascii_uppercase()).collect();
        let fits = code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
        fits.then_some(Self(code))
    }

    /// What the database keeps; the same code of another account has another hash.
    pub fn hash(&self, owner: AccountId) -> Vec<u8> {
        Sha256::new().chain_update(owner.0.as_bytes()).chain_update(&self.0).finalize().to_vec()
    }
}

impl fmt::Display for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, rest) = self.0.split_at(4);
        let (second, third) = rest.split_at(4);
        write!(f, "{first}-{second}-{third}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_code_survives_paper_and_typing() {
        let code = OneTimeCode::new().unwrap();
        let shown = code.to_string();
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), format!(" {}\u{200b} ", shown.replace('-', ""))] {
            assert!(OneTimeCode::parse(&typed) == Some(code.clone()), "{typed}");
        }
        for typed in ["", "ABCD", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMN-P", "ÄBCD-EFGH-JKMN", &"A".repeat(100_000)] {
            assert!(OneTimeCode::parse(typed).is_none());
        }
        let owner = |number| AccountId(Uuid::from_u128(number));
        assert_ne!(code.hash(owner(1)), code.hash(owner(2)));
    }

    #[test]
    fn no_two_codes_are_alike_and_all_letters_occur() {
        let codes: std::collections::BTreeSet<String> = (0..200).map(|_| OneTimeCode::new().unwrap().0).collect();
        assert_eq!(codes.len(), 200);
        let all: String = codes.into_iter().collect();
        assert!(LETTERS.iter().all(|letter| all.contains(char::from(*letter))));
    }
}
