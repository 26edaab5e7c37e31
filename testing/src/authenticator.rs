//! A device with one passkey, in software: it answers what a browser asks, as the browser would send it, and lies
//! where a test wants it to.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use services::SessionToken;
use sha2::{Digest, Sha256};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const KEY_INCLUDED: u8 = 0x40;

#[derive(Clone)]
pub struct SoftKey {
    key: SigningKey,
    pub id: Vec<u8>,
    /// For whom it was made, once it was.
    pub user: Vec<u8>,
    /// Of the last signature; it stays at 0 where the device does not count.
    pub counter: u32,
    /// What the browser says it is looking at.
    pub origin: String,
    /// Whether it asks its owner for a PIN, a finger or a face.
    pub verifies: bool,
}

impl SoftKey {
    /// In a browser that looks at this address: scheme, host and port.
    pub fn at(origin: &str) -> Self {
        let seed = SessionToken::new().expect("randomness").hash();
        let key = SigningKey::from_slice(&Sha256::digest(&seed)).expect("a number that is a key");
        Self { key, id: seed, user: Vec::new(), counter: 1, origin: origin.to_owned(), verifies: true }
    }

    /// Makes the key; what the browser sends.
    pub fn make(&mut self, options: &str) -> String {
        let asked = read(options);
        self.user = decoded(&asked["user"]["id"]);
        let mut data = self.data(asked["rp"]["id"].as_str().expect("a host"), KEY_INCLUDED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("a short id").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        let length = u8::try_from(data.len()).expect("short data");
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(length);
        attestation.extend(data);
        let client = self.client("webauthn.create", &asked["challenge"]);
        self.answer(&json!({ "attestationObject": encoded(&attestation), "clientDataJSON": encoded(&client) }))
    }

    /// Signs with the key; what the browser sends.
    pub fn sign(&mut self, options: &str) -> String {
        let asked = read(options);
        self.counter += u32::from(self.counter > 0);
        let data = self.data(asked["rpId"].as_str().expect("a host"), 0);
        let client = self.client("webauthn.get", &asked["challenge"]);
        let signed: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client)].concat());
        self.answer(&json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(&client),
            "signature": encoded(signed.to_der().as_bytes()),
            "userHandle": encoded(&self.user),
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = encoded(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    fn data(&self, host: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(host).to_vec();
        data.push(USER_PRESENT | flags | if self.verifies { USER_VERIFIED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into_bytes()
    }

    /// In COSE: kind EC2, ES256, P-256, x, y.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}

fn read(options: &str) -> Value {
    let mut options: Value = serde_json::from_str(options).expect("options");
    options["publicKey"].take()
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().expect("a text")).expect("base64")
}
