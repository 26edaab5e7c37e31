//! Tokens of browsers: 32 random bytes in a cookie, their SHA-256 in the database.

use crate::random::random;
use sha2::{Digest, Sha256};
use std::fmt::Write;

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name([u8; 32]);

        impl $name {
            pub fn new() -> Result<Self, crate::Failure> {
                random().map(Self)
            }

            /// Reads the cookie's 64 hexadecimal digits.
            pub fn parse(text: &str) -> Option<Self> {
                read(text).map(Self)
            }

            pub fn to_hex(&self) -> String {
                written(&self.0)
            }

            /// What the database keeps.
            pub fn hash(&self) -> Vec<u8> {
                Sha256::digest(self.0).to_vec()
            }
        }
    )+};
}

tokens! {
    /// The secret half of a session; lives in one cookie only.
    SessionToken,
    /// By which a browser is known again in which somebody has signed in before; it signs nobody in.
    BrowserToken,
    /// A sign-in whose password was right and whose second step is still to come; it opens nothing.
    HalfToken,
    /// A browser whose device is being asked for a passkey; it opens nothing.
    AskedToken,
}

fn read(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn written(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// By which a page names a session without telling anything of its token.
pub(crate) fn name_of(token_hash: &[u8]) -> String {
    Sha256::digest(token_hash).get(..16).map_or_else(String::new, written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_cookie() {
        let token = SessionToken::new().unwrap();
        assert_eq!(SessionToken::parse(&token.to_hex()).unwrap().hash(), token.hash());
        for text in ["", "zz", &"g".repeat(64), &"é".repeat(32)] {
            assert!(SessionToken::parse(text).is_none());
        }
    }

    #[test]
    fn the_name_of_a_session_is_neither_its_token_nor_its_hash() {
        let token = SessionToken::new().unwrap();
        let name = name_of(&token.hash());
        assert_eq!(name.len(), 32);
        assert!(!token.to_hex().contains(&name) && !written(&token.hash()).contains(&name));
    }
}
