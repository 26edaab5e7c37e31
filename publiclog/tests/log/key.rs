//! The key, its file, and its name.

use std::{fs, os::unix::fs::PermissionsExt, thread};

use publiclog::{Error, Origin, SigningKey, VerifierKey};
use tempfile::TempDir;

use crate::{ORIGIN, origin};

/// The pair that Go's documentation of signed notes shows.
const SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

#[test]
fn a_key_is_made_once() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("log.key");
    let made = SigningKey::open_or_create(&file, &origin()).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&file).unwrap().starts_with(&format!("PRIVATE+KEY+{ORIGIN}+")));
    let again = SigningKey::open_or_create(&file, &"elsewhere.go.id/log".parse().unwrap()).unwrap();
    assert_eq!(again.verifier_key().to_string(), made.verifier_key().to_string());
    assert_eq!(again.origin(), &origin());
    assert!(matches!(SigningKey::create(&file, &origin()), Err(Error::Io { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let other = SigningKey::create(&folder.path().join("other"), &origin()).unwrap();
    assert_ne!(other.verifier_key().to_string(), made.verifier_key().to_string());
}

#[test]
fn servers_that_start_at_once_share_one_key() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("log.key");
    let open = || SigningKey::open_or_create(&file, &origin()).unwrap().verifier_key().to_string();
    let keys = thread::scope(|scope| [0; 8].map(|_| scope.spawn(open)).map(|server| server.join().unwrap()));
    assert!(keys.iter().all(|key| *key == keys[0]));
}

#[test]
fn a_key_of_others_is_read_and_shows_no_secret() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key");
    let write = |text: &str, mode| {
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    };
    write(SECRET, 0o600);
    let key = SigningKey::open(&file).unwrap();
    assert_eq!(key.verifier_key().to_string(), PUBLIC);
    assert_eq!(format!("{key:?}"), "SigningKey(PeterNeumann, …)");
    write(SECRET, 0o640);
    assert!(matches!(SigningKey::open(&file), Err(Error::Key(_))));
    for at in 0..SECRET.len() {
        let mut text = SECRET.as_bytes().to_vec();
        text[at] ^= 1;
        write(&String::from_utf8(text).unwrap(), 0o600);
        SigningKey::open(&file).unwrap_err();
    }
    for text in ["", "\n", "PRIVATE+KEY", PUBLIC] {
        write(text, 0o600);
        SigningKey::open(&file).unwrap_err();
    }
}

#[test]
fn a_public_key_has_one_form() {
    assert_eq!(PUBLIC.parse::<VerifierKey>().unwrap().to_string(), PUBLIC);
    for at in 0..PUBLIC.len() {
        let mut text = PUBLIC.as_bytes().to_vec();
        text[at] ^= 1;
        assert!(String::from_utf8(text).unwrap().parse::<VerifierKey>().is_err(), "byte {at}");
    }
}

#[test]
fn an_origin_is_an_address_without_scheme() {
    for fine in [ORIGIN, "localhost:3000/data/log", "kota.go.id"] {
        assert_eq!(fine.parse::<Origin>().unwrap().as_str(), fine);
    }
    let long = "a".repeat(256);
    for not in ["", " ", "a b", "a+b", "a\nb", "a\u{0}b", "a\u{a0}b", "https://kota.go.id", "/log", "kota.go.id/", long.as_str()] {
        assert!(not.parse::<Origin>().is_err(), "{not}");
    }
}
