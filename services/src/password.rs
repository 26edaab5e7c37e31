//! Passwords: argon2id off the async threads, two at a time, and the same work for unknown accounts. How easily one is
//! guessed is judged in `strength`.

use crate::{Failure, failure::Outcome, strength::normal, work_queue::WorkQueue};
use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{PasswordHash, SaltString, rand_core::OsRng},
};
use std::sync::OnceLock;

/// Hashing takes 19 MiB and some 20 ms of a core each: sign-ins must not starve pages on two cores. Those who wait are
/// served within two seconds.
static HASHING: WorkQueue = WorkQueue::new("passwords", 2, 100);

/// The argon2id hash in PHC format, with the defaults of the OWASP cheat sheet (19 MiB, 2 passes, 1 lane).
pub async fn hash(password: String) -> Outcome<String> {
    Ok(HASHING.run(move || hash_now(&password)).await??)
}

fn hash_now(password: &str) -> Result<String, Failure> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| Failure::Other(format!("argon2: {error}")))
}

/// A hash that belongs to nobody; made once.
fn dummy() -> Result<String, Failure> {
    static DUMMY: OnceLock<String> = OnceLock::new();
    if let Some(made) = DUMMY.get() {
        return Ok(made.clone());
    }
    let made = hash_now("no account has this password")?;
    Ok(DUMMY.get_or_init(|| made).clone())
}

/// Whether the password fits. Without a stored hash the same work is done against a dummy, so that the time taken
/// does not tell whether an account exists.
pub async fn verify(password: String, stored: Option<String>) -> Outcome<bool> {
    Ok(HASHING.run(move || verify_now(&password, stored)).await??)
}

fn verify_now(password: &str, stored: Option<String>) -> Result<bool, Failure> {
    // Whoever has not set a password yet has none that fits.
    let stored = stored.filter(|hash| !hash.is_empty());
    let known = stored.is_some();
    let stored = stored.map_or_else(dummy, Ok)?;
    let parsed = PasswordHash::new(&stored).map_err(|error| Failure::inconsistent("accounts", "password_hash", error))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
}

/// Whether what was typed fits: in its normal form, as passwords are hashed, or letter by letter as typed, as they
/// were once.
pub async fn fits(typed: String, stored: Option<String>) -> Outcome<bool> {
    let normal = normal(&typed);
    let is_normal = normal == typed;
    if verify(normal, stored.clone()).await? {
        return Ok(true);
    }
    if is_normal { Ok(false) } else { verify(typed, stored).await }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_of_composed_letters_fits_however_it_is_typed() {
        let (one, two) = ("caf\u{e9} di tepi danau", "cafe\u{301} di tepi danau");
        for stored in [one, two] {
            let hash = hash(normal(stored)).await.unwrap();
            assert!(fits(one.into(), Some(hash.clone())).await.unwrap() && fits(two.into(), Some(hash)).await.unwrap());
        }
        let of_old = hash(two.into()).await.unwrap();
        assert!(fits(two.into(), Some(of_old)).await.unwrap(), "hashed before there was a normal form");
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hash("hujan turun di legok".into()).await.unwrap();
        assert!(verify("hujan turun di legok".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("hujan turun di murni".into(), Some(hash)).await.unwrap());
        for none in [None, Some(String::new())] {
            for typed in ["no account has this password", ""] {
                assert!(!verify(typed.into(), none.clone()).await.unwrap(), "{typed}");
            }
        }
    }
}
