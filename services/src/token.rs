//! Session tokens: 32 random bytes in the cookie, their SHA-256 in the database.

use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The secret half of a session; lives in one cookie only.
#[derive(Clone)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    pub fn new() -> Result<Self, crate::Failure> {
        let mut bytes = [0; 32];
        OsRng.try_fill_bytes(&mut bytes).map_err(|error| crate::Failure::Other(format!("no randomness: {error}")))?;
        Ok(Self(bytes))
    }

    /// Reads the cookie's 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    pub fn to_hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
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
}
