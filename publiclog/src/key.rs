//! The log's name and its two keys: one signs and stays secret, one verifies and is printed wherever the log is named.
//!
//! When a key is made or replaced, and where its file lies, does not belong here.

mod chain;
mod file;

pub use chain::KeyChain;

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::SECRET_KEY_LENGTH;
use rand::{TryRngCore, rngs::OsRng};
use signed_note::{Note, Signer, StandardSigner, StandardVerifier, is_key_name_valid, key_id, new_ed25519_verifier_key};

use crate::Error;

/// Longer than any address that somebody would print.
const MAX_ORIGIN_BYTES: usize = 255;

/// How C2SP marks Ed25519.
const ED25519: u8 = 1;

/// What names a log: its address without scheme, as `musrenbang.kota.go.id/data/log`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = is_key_name_valid(text) && !text.contains(char::is_control) && text.len() <= MAX_ORIGIN_BYTES;
        let address = !text.contains("://") && !text.starts_with('/') && !text.ends_with('/');
        if plain && address { Ok(Self(text.to_owned())) } else { Err(Error::Origin(text.to_owned())) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The public half, as text `origin+hash+key`.
#[derive(Clone)]
pub struct VerifierKey {
    text: String,
    origin: Origin,
    verifier: StandardVerifier,
}

impl VerifierKey {
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(crate) fn verifier(&self) -> &StandardVerifier {
        &self.verifier
    }
}

impl FromStr for VerifierKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let verifier = StandardVerifier::new(text).map_err(|_| Error::Key("expected origin+hash+key of Ed25519"))?;
        let origin = text.split('+').next().unwrap_or_default().parse()?;
        Ok(Self { text: text.to_owned(), origin, verifier })
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "VerifierKey({self})")
    }
}

/// The secret half. It is written nowhere but into its file: see [`SigningKey::open_or_create`].
pub struct SigningKey {
    signer: StandardSigner,
    public: VerifierKey,
}

impl SigningKey {
    pub fn origin(&self) -> &Origin {
        self.public.origin()
    }

    pub fn verifier_key(&self) -> &VerifierKey {
        &self.public
    }

    /// The text of a new key, `PRIVATE+KEY+origin+hash+key`.
    fn generate(origin: &Origin) -> Result<String, Error> {
        let mut secret = [0; SECRET_KEY_LENGTH];
        OsRng.try_fill_bytes(&mut secret).map_err(|_| Error::Key("the system has no randomness"))?;
        let public = ed25519_dalek::SigningKey::from_bytes(&secret).verifying_key();
        let id = key_id(origin.as_str(), &tagged(public.as_bytes()));
        Ok(format!("PRIVATE+KEY+{origin}+{id:08x}+{}", BASE64_STANDARD.encode(tagged(&secret))))
    }

    fn parse(text: &str) -> Result<Self, Error> {
        const EXPECTED: Error = Error::Key("expected PRIVATE+KEY+origin+hash+key of Ed25519");
        let signer = StandardSigner::new(text).map_err(|_| EXPECTED)?;
        // The signer keeps its public half to itself.
        let mut parts = text.splitn(5, '+').skip(2);
        let (Some(origin), Some(key)) = (parts.next(), parts.nth(1)) else { return Err(EXPECTED) };
        let key = BASE64_STANDARD.decode(key).map_err(|_| EXPECTED)?;
        let secret = key.get(1..).and_then(|secret| secret.try_into().ok()).ok_or(EXPECTED)?;
        let public = ed25519_dalek::SigningKey::from_bytes(secret).verifying_key();
        let public = new_ed25519_verifier_key(origin, &public).parse()?;
        Ok(Self { signer, public })
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey({}, …)", self.origin())
    }
}

/// A note of this text, with a signature of each key.
pub(crate) fn sign_text(body: &str, keys: &[&SigningKey]) -> Result<String, Error> {
    let mut note = Note::new(body.as_bytes(), &[])?;
    let signers: Vec<&dyn Signer> = keys.iter().map(|key| -> &dyn Signer { &key.signer }).collect();
    note.add_sigs(&signers)?;
    String::from_utf8(note.to_bytes()).map_err(|_| Error::Key("its note is no text"))
}

fn tagged(key: &[u8]) -> Vec<u8> {
    [&[ED25519], key].concat()
}
