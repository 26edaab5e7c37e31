//! The second step of signing in: codes of an app (TOTP, RFC 6238: six digits, every 30 seconds) and codes on paper.
//! What is stored of them is in `store/second_factors.rs`.

use crate::{Failure, random::random};
use domain::{clock::Instant, text::is_text};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

/// As long as the digest of the algorithm that every app knows.
const SECRET_BYTES: usize = 20;
/// Codes on paper.
pub const RECOVERY_CODES: usize = 10;
/// Without letters that look like others; 32 of them, so that every byte picks evenly.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const CODE_LETTERS: usize = 12;

/// What an app counts from.
pub(crate) fn new_secret() -> Result<Vec<u8>, Failure> {
    random::<SECRET_BYTES>().map(|bytes| bytes.to_vec())
}

fn totp(secret: &[u8], contact: &str) -> Result<Totp, Failure> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(contact)
        .with_issuer(Some("Rembuk"))
        .build()
        .map_err(|error| Failure::Other(format!("totp: {error}")))
}

/// The time step that a code belongs to: the present one, or the one before or after, for clocks that are a little
/// wrong.
pub(crate) fn step_of(secret: &[u8], code: &str, now: Instant) -> Result<Option<i64>, Failure> {
    let digits: String = code.chars().filter(|letter| is_text(*letter) && !letter.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let step = totp(secret, "")?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What the app is told, as a link and as letters to type.
pub(crate) fn address(secret: &[u8], contact: &str) -> Result<(String, String), Failure> {
    let totp = totp(secret, contact)?;
    let url = totp.to_url().map_err(|error| Failure::Other(format!("totp: {error}")))?;
    let letters = totp.secret().to_base32();
    let groups: Vec<&str> = letters.as_bytes().chunks(4).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    Ok((url, groups.join(" ")))
}

/// Fresh codes for a sheet of paper: `abcd-efgh-jkmn`, sixty bits each.
pub(crate) fn new_recovery_codes() -> Result<Vec<String>, Failure> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let letters: Vec<char> = random::<CODE_LETTERS>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
            let groups: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
            Ok(groups.join("-"))
        })
        .collect()
}

/// What is stored of a code on paper, however it is typed; `None` where it cannot be one.
pub(crate) fn recovery_hash(typed: &str) -> Option<Vec<u8>> {
    let letters: String = typed.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (letters.len() == CODE_LETTERS).then(|| Sha256::digest(letters).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_code_fits_its_half_minute_and_the_ones_beside_it() {
        let secret = b"12345678901234567890".to_vec();
        let now: Instant = "1970-01-01T00:00:59Z".parse().unwrap();
        // RFC 6238, appendix B, the last six of eight digits.
        assert_eq!(step_of(&secret, "287 082", now).unwrap(), Some(1));
        assert_eq!(step_of(&secret, "287082", now + TimeDelta::seconds(30)).unwrap(), Some(1));
        assert_eq!(step_of(&secret, "287082", now + TimeDelta::seconds(61)).unwrap(), None);
        for wrong in ["", "28708", "2870820", "287083", "abcdef", "２８７０８２"] {
            assert_eq!(step_of(&secret, wrong, now).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_is_told_who_it_is_for() {
        let (url, letters) = address(b"12345678901234567890", "siti@contoh.id").unwrap();
        assert!(url.starts_with("otpauth://totp/Rembuk") && url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{url}");
        assert_eq!(letters, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_code_on_paper_is_read_however_it_is_typed() {
        let codes = new_recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let hash = recovery_hash(&codes[0]).unwrap();
        assert_eq!(recovery_hash(&codes[0].to_uppercase().replace('-', " ")), Some(hash.clone()));
        assert_ne!(recovery_hash(&codes[1]), Some(hash));
        assert_eq!(recovery_hash("abcd-efgh"), None);
    }
}
