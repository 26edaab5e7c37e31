//! Passwords: argon2id off the async threads, two at a time, and the same work for unknown accounts.

use crate::{Failure, commands::Outcome, work_queue::WorkQueue};
use argon2::{
    Argon2, PasswordHasher, PasswordVerifier,
    password_hash::{PasswordHash, SaltString, rand_core::OsRng},
};
use domain::refusal::Refusal;
use std::sync::OnceLock;

/// NIST SP 800-63B asks for eight; a short phrase reaches ten easily.
const LEAST_LENGTH: usize = 10;
/// Longer input would only buy an attacker hashing time.
const MOST_LENGTH: usize = 200;
/// Hashing takes 19 MiB and some 20 ms of a core each: sign-ins must not starve pages on two cores. Those who wait are
/// served within two seconds.
static HASHING: WorkQueue = WorkQueue::new("passwords", 2, 100);

/// Refuses what is guessed first: short passwords, few different letters, the person's own contact or name, common ones.
pub fn check_strength(password: &str, known: &[&str]) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < LEAST_LENGTH {
        return Err(Refusal::TooShort { least: 10 });
    }
    if length > MOST_LENGTH {
        return Err(Refusal::TooLong { most: 200 });
    }
    let plain = letters_and_digits(password);
    let mut letters: Vec<char> = plain.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let guessed = ["password", "katasandi", "1234567890", "qwertyuiop", "indonesia", "bismillah", "sayang"];
    let adds_little = |guess: &str| guess.len() >= 4 && plain.replace(guess, "").chars().count() < 5;
    let is_known = known.iter().flat_map(|known| forms(known)).any(|form| adds_little(&form));
    if letters.len() < 5 || guessed.into_iter().any(adds_little) || is_known {
        return Err(Refusal::PasswordTooWeak);
    }
    Ok(())
}

fn letters_and_digits(text: &str) -> String {
    text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// How a name, phone or e-mail turns up in passwords: without its punctuation, an e-mail also without its host, a phone
/// also without `+62` or `0`.
fn forms(known: &str) -> Vec<String> {
    let whole = letters_and_digits(known);
    let name = known.split('@').next().map(letters_and_digits);
    let national = whole.strip_prefix("62").unwrap_or(&whole).trim_start_matches('0').to_owned();
    [Some(whole), name, Some(national)].into_iter().flatten().collect()
}

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
    let known = stored.is_some();
    let stored = stored.map_or_else(dummy, Ok)?;
    let parsed = PasswordHash::new(&stored).map_err(|error| Failure::inconsistent("accounts", "password_hash", error))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for (password, refusal) in [
            ("pendek", Refusal::TooShort { least: 10 }),
            ("aaaaaaaaaaaa", Refusal::PasswordTooWeak),
            ("password123", Refusal::PasswordTooWeak),
            ("081234567890", Refusal::PasswordTooWeak),
            ("budisantoso99", Refusal::PasswordTooWeak),
        ] {
            assert_eq!(check_strength(password, &["081234567890", "Budi", "budisantoso"]), Err(refusal), "{password}");
        }
        for (password, known) in [
            ("081234567890", "+62 812-3456-7890"),
            ("6281234567890!", "0812 3456 7890"),
            ("Siti.Rahma-99", "siti.rahma@contoh.id"),
            ("sitirahmawati", "Siti Rahmawati"),
        ] {
            assert_eq!(check_strength(password, &[known]), Err(Refusal::PasswordTooWeak), "{password}");
        }
        assert_eq!(check_strength("hujan turun di legok", &["081234567890"]), Ok(()));
        assert_eq!(check_strength(&"ab cd ".repeat(40), &[]), Err(Refusal::TooLong { most: 200 }));
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hash("hujan turun di legok".into()).await.unwrap();
        assert!(verify("hujan turun di legok".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("hujan turun di murni".into(), Some(hash)).await.unwrap());
        assert!(!verify("no account has this password".into(), None).await.unwrap());
    }
}
