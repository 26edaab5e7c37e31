//! Passkeys (WebAuthn): at which address browsers make and use them, what a device is asked, and whether its answer
//! holds. Verifying is the library's; who may ask, how often and for how long is the business of commands.

use crate::Failure;
use domain::{ids::AccountId, refusal::Refusal};
use serde_json::Value;
use std::time::Duration;
use url::{Host, Url};
use webauthn_rs_core::{
    WebauthnCore,
    error::WebauthnError,
    proto::{AuthenticationState, Credential, PublicKeyCredential, RegisterPublicKeyCredential, RegistrationState, UserVerificationPolicy},
};

/// What people read in the dialogue of their browser.
const SITE_NAME: &str = "Rembuk";
/// The browser gives up after it; the question is good for a little longer, see `commands::passkeys`.
const MOST_TIME: Duration = Duration::from_mins(5);
/// An answer with a chain of certificates has some 6 kB.
const MOST_ANSWER_BYTES: usize = 16 * 1024;

/// The address of the site, as one at which browsers make and use passkeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeySite {
    origin: Url,
    host: String,
}

/// Why there are no passkeys at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPasskeys {
    /// Browsers bind passkeys to names, and this is a number.
    Number,
    /// Neither TLS nor the machine itself.
    Unencrypted,
    Unreadable,
}

/// What a device is asked: for the page, and for the table of questions.
pub(crate) struct Question {
    pub options: String,
    pub state: Value,
}

impl PasskeySite {
    /// `address` is what the browser shows: scheme, host and port.
    pub fn at(address: &str) -> Result<Self, NoPasskeys> {
        let origin = Url::parse(address).map_err(|_| NoPasskeys::Unreadable)?;
        let host = match origin.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(NoPasskeys::Number),
            None => return Err(NoPasskeys::Unreadable),
        };
        let is_this_machine = host == "localhost" || host.ends_with(".localhost");
        match origin.scheme() {
            "https" => Ok(Self { origin, host }),
            "http" if is_this_machine => Ok(Self { origin, host }),
            _ => Err(NoPasskeys::Unencrypted),
        }
    }

    /// To what passkeys are bound.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether two addresses are one site to a browser.
    pub fn is_same(&self, other: &Self) -> bool {
        self.origin.origin() == other.origin.origin()
    }

    fn core(&self) -> WebauthnCore {
        WebauthnCore::new_unsafe_experts_only(SITE_NAME, &self.host, vec![self.origin.clone()], MOST_TIME, Some(false), Some(false))
    }

    /// A device is asked for a new key, which it finds by itself later and uses after a PIN, a finger or a face only.
    pub(crate) fn ask_for_new(&self, account: AccountId, contact: &str, name: &str, known: Vec<Vec<u8>>) -> Result<Question, Failure> {
        let core = self.core();
        let wish = core.new_challenge_register_builder(account.0.as_bytes(), contact, name).map_err(failed)?;
        let wish =
            wish.user_verification_policy(UserVerificationPolicy::Required).require_resident_key(true).exclude_credentials(Some(known));
        let (options, state) = core.generate_challenge_register(wish).map_err(failed)?;
        Question::new(&options, &state)
    }

    /// The new key, if the answer is one to this question at this address.
    pub(crate) fn new_key(&self, state: Value, answer: &str) -> Result<Credential, Refusal> {
        let state: RegistrationState = serde_json::from_value(state).map_err(|_| Refusal::PasskeyFailed)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        self.core().register_credential(&answer, &state, None).map_err(|error| refused(&error))
    }

    /// Any device that has a key of this site is asked to sign.
    pub(crate) fn ask_for_signature(&self) -> Result<Question, Failure> {
        let core = self.core();
        let wish = core.new_challenge_authenticate_builder(Vec::new(), Some(UserVerificationPolicy::Required)).map_err(failed)?;
        // A key that its owner lets a service keep a copy of later on stays the same key.
        let (options, state) = core.generate_challenge_authenticate(wish.allow_backup_eligible_upgrade(true)).map_err(failed)?;
        Question::new(&options, &state)
    }

    /// The key as it is after signing, if it signed this question at this address.
    pub(crate) fn signed_by(&self, key: &Credential, state: Value, answer: &Signed) -> Result<Credential, Refusal> {
        let state: AuthenticationState = serde_json::from_value(state).map_err(|_| Refusal::PasskeyFailed)?;
        let outcome = self.core().authenticate_single_credential(&answer.0, &state, key).map_err(|error| refused(&error))?;
        Ok(Credential {
            counter: outcome.counter(),
            backup_state: outcome.backup_state(),
            backup_eligible: outcome.backup_eligible(),
            ..key.clone()
        })
    }
}

impl Question {
    fn new(options: &impl serde::Serialize, state: &impl serde::Serialize) -> Result<Self, Failure> {
        let broken = |error: serde_json::Error| Failure::Other(error.to_string());
        Ok(Self { options: serde_json::to_string(options).map_err(broken)?, state: serde_json::to_value(state).map_err(broken)? })
    }
}

/// What a device signed, before anybody has looked whether it holds.
pub(crate) struct Signed(PublicKeyCredential);

impl Signed {
    pub fn read(answer: &str) -> Result<Self, Refusal> {
        read(answer).map(Self)
    }

    pub fn key_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whether the device says that it signs for this account; each has to say for whom.
    pub fn is_of(&self, account: AccountId) -> bool {
        self.0.get_user_unique_id() == Some(account.0.as_bytes().as_slice())
    }
}

fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, Refusal> {
    if answer.len() > MOST_ANSWER_BYTES {
        return Err(Refusal::PasskeyFailed);
    }
    serde_json::from_str(answer).map_err(|_| Refusal::PasskeyFailed)
}

fn refused(error: &WebauthnError) -> Refusal {
    tracing::warn!(event = "passkey_failed", %error, "what a device answered does not hold");
    Refusal::PasskeyFailed
}

fn failed(error: WebauthnError) -> Failure {
    Failure::Other(format!("passkeys: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_made_where_browsers_make_them() {
        for (address, expected) in [
            ("https://rembuk.kota.example", Ok("rembuk.kota.example")),
            ("https://rembuk.kota.example:8443", Ok("rembuk.kota.example")),
            ("http://localhost:3000", Ok("localhost")),
            ("http://rembuk.localhost", Ok("rembuk.localhost")),
            ("http://rembuk.kota.example", Err(NoPasskeys::Unencrypted)),
            ("http://localhost.kota.example", Err(NoPasskeys::Unencrypted)),
            ("http://127.0.0.1:3000", Err(NoPasskeys::Number)),
            ("https://[::1]", Err(NoPasskeys::Number)),
            ("https://", Err(NoPasskeys::Unreadable)),
            ("", Err(NoPasskeys::Unreadable)),
        ] {
            assert_eq!(PasskeySite::at(address).as_ref().map(PasskeySite::host).map_err(|reason| *reason), expected, "{address}");
        }
    }

    #[test]
    fn one_site_is_one_scheme_host_and_port() {
        let at = |address: &str| PasskeySite::at(address).unwrap();
        assert!(at("https://rembuk.kota.example").is_same(&at("https://REMBUK.kota.example:443/")));
        for other in ["https://rembuk.kota.example:8443", "https://kota.example", "https://x.rembuk.kota.example"] {
            assert!(!at("https://rembuk.kota.example").is_same(&at(other)), "{other}");
        }
    }

    #[test]
    fn an_answer_has_a_limit_and_is_json() {
        for answer in [String::new(), "{}".into(), "[".repeat(10_000), format!("\"{}\"", "x".repeat(MOST_ANSWER_BYTES))] {
            assert_eq!(Signed::read(&answer).err(), Some(Refusal::PasskeyFailed));
        }
    }
}
