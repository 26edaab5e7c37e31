//! Sealing small secrets for the database with a key that is not in it (XChaCha20-Poly1305). Passwords are no matter
//! of this: they are hashed.

use crate::Failure;
use chacha20poly1305::{
    AeadCore, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload},
};
use std::{fmt, str::FromStr};

const NONCE_BYTES: usize = 24;

/// The key of an installation; without one secrets are stored as they are.
#[derive(Clone, Default)]
pub struct Seal(Option<XChaCha20Poly1305>);

/// Never shows the key.
impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Seal(with a key)" } else { "Seal(without a key)" })
    }
}

/// What is stored, and whether it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub is_sealed: bool,
}

impl FromStr for Seal {
    type Err = &'static str;

    /// 64 hexadecimal digits, as `openssl rand -hex 32` writes them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().as_bytes();
        let wrong = "the key is 64 hexadecimal digits; `openssl rand -hex 32` makes one";
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(wrong);
        }
        let mut key = [0; 32];
        for (byte, pair) in key.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong)?;
        }
        Ok(Self(Some(XChaCha20Poly1305::new(&key.into()))))
    }
}

impl Seal {
    pub fn has_key(&self) -> bool {
        self.0.is_some()
    }

    /// `owner` is bound to it: moved to another row it does not open.
    pub fn close(&self, secret: &[u8], owner: &[u8]) -> Result<Sealed, Failure> {
        let Some(cipher) = &self.0 else { return Ok(Sealed { bytes: secret.to_vec(), is_sealed: false }) };
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let text = cipher.encrypt(&nonce, Payload { msg: secret, aad: owner }).map_err(|_| Failure::Other("sealing failed".into()))?;
        Ok(Sealed { bytes: [nonce.as_slice(), &text].concat(), is_sealed: true })
    }

    pub fn open(&self, stored: &Sealed, owner: &[u8]) -> Result<Vec<u8>, Failure> {
        if !stored.is_sealed {
            return Ok(stored.bytes.clone());
        }
        let unreadable = || Failure::Other("a stored secret does not open with the key in REMBUK_SECRET_KEY".into());
        let (cipher, (nonce, text)) = self.0.as_ref().zip(stored.bytes.split_at_checked(NONCE_BYTES)).ok_or_else(unreadable)?;
        cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: text, aad: owner }).map_err(|_| unreadable())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_with_its_key_and_for_its_owner_only() {
        let seal: Seal = "0f".repeat(32).parse().unwrap();
        let other: Seal = "1e".repeat(32).parse().unwrap();
        let stored = seal.close(b"rahasia", b"siti").unwrap();
        assert!(stored.is_sealed && !stored.bytes.windows(7).any(|part| part == b"rahasia"));
        assert_eq!(seal.open(&stored, b"siti").unwrap(), b"rahasia");
        assert!(seal.open(&stored, b"budi").is_err() && other.open(&stored, b"siti").is_err());
        assert!(Seal::default().open(&stored, b"siti").is_err(), "without a key it stays closed");
        let damaged = Sealed { bytes: stored.bytes[..20].to_vec(), is_sealed: true };
        assert!(seal.open(&damaged, b"siti").is_err());
        let plain = Seal::default().close(b"rahasia", b"siti").unwrap();
        assert_eq!(seal.open(&plain, b"siti").unwrap(), b"rahasia", "what was stored before there was a key still opens");
    }

    #[test]
    fn only_a_whole_key_is_a_key() {
        for text in ["", "0f", &"0f".repeat(31), &"0g".repeat(32), &"é".repeat(32)] {
            assert!(text.parse::<Seal>().is_err(), "{text}");
        }
        assert!(format!("{:?}", "0f".repeat(32).parse::<Seal>()).contains("with a key"));
    }
}
